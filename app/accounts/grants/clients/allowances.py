"""How many apps one user may register."""

from datetime import timedelta

from app.core.limits import Limit

MOST_CLIENTS = 25

# Names of apps are shown to others: whoever invents them wholesale is slowed down.
REGISTRATIONS_BY = Limit("oauth-clients", 30, timedelta(hours=1))
