"""How often apps may try; see app/accounts/auth/allowances.py for what signing in may."""

from app.accounts.auth.allowances import HOUR, QUARTER
from app.core.limits import Limit

# Secrets of 256 bits can't be guessed: what is limited is load, and only that of refusals, so
# that an app which serves thousands from one address is never in its own way.
REFUSED_TOKENS_FROM = Limit("refused-app-tokens-address", 60, QUARTER)

# Each is a row that stays, and a page that somebody has read.
CONSENTS_BY = Limit("consents-account", 30, HOUR)
