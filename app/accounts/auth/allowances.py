"""How often somebody may try to come in, and why so often.

Nothing here touches who is signed in already: neither access tokens nor refreshing count, so
nobody can lock owners out of the devices that they use.
"""

from datetime import timedelta
from hashlib import sha256
from hmac import digest
from ipaddress import IPv6Address, ip_address

from app.core.limits import Limit
from app.security.encryption import derived

HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)

# A household or a school behind one address may sign up at once; a flood of accounts may not.
SIGN_UPS_FROM = Limit("sign-ups-address", 30, HOUR)

# Ten typing errors in a row are an owner; 48 a day (burst and refill: under 100 guesses within any
# 24 hours, from however many addresses) are no use against a password that is not common.
LOG_INS_TO = Limit("log-ins-account", 10, QUARTER)
LOG_INS_A_DAY_TO = Limit("log-ins-account-day", 48, DAY)
# One address that tries many accounts; room for a carrier's shared address.
LOG_INS_FROM = Limit("log-ins-address", 50, QUARTER)

# A stolen phone that guesses its owner's password.
PASSWORD_CHECKS_BY = Limit("password-checks", 10, QUARTER)

# The secrets are 128 bits and more: what is limited is load. Not by account, which would only
# let somebody who knows an account's id keep its owner out.
RECOVERIES_FROM = Limit("recoveries-address", 20, QUARTER)
MAILED_TOKENS_FROM = Limit("mailed-tokens-address", 30, QUARTER)
# Only refused ones, and before their ancestry is looked into, which costs up to 10,000 hashes.
REFUSED_REFRESHES_FROM = Limit("refused-refreshes-address", 30, QUARTER)

# Each is a mail in somebody's inbox, perhaps somebody who never asked for it.
FORGOTTEN_BY = Limit("forgotten-account", 3, HOUR)
FORGOTTEN_FROM = Limit("forgotten-address", 20, HOUR)
CLAIMS_OF = Limit("email-claims-account", 5, HOUR)
CLAIMS_BY = Limit("email-claims-user", 5, HOUR)


def key(server_key: bytes, limit: Limit, subject: bytes) -> bytes:
    """Name who or what is limited, so that the name says nothing to a reader of the table."""
    return digest(derived(server_key, "limits"), limit.name.encode() + b"\0" + subject, sha256)


def network(host: str | None) -> bytes:
    """Name where a request comes from: an IPv4 address, or the /64 that one IPv6 customer has."""
    try:
        address = ip_address(host or "")
    except ValueError:
        return (host or "").encode()
    if not isinstance(address, IPv6Address):
        return address.packed
    mapped = address.ipv4_mapped
    return address.packed[:8] if mapped is None else mapped.packed
