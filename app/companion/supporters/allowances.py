"""How often mails to people without an account may be set off, and why so often."""

from datetime import timedelta

from app.companion.supporters import rules
from app.core.limits import Limit

DAY = timedelta(days=1)

# A circle is made in one evening; a list of addresses is no circle.
REQUESTS_BY = Limit("supporter-requests-user", 10, DAY)
# Several friends may ask the same person; many new accounts may not flood them.
REQUESTS_TO = Limit("supporter-requests-address", 5, DAY)
REQUESTS_AGAIN = Limit("supporter-requests-again", 1, rules.ASKED_EVERY)
