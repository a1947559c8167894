"""What an app gets: an access token for 15 minutes, and perhaps a refresh token."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from app.accounts.auth.entrance import Entrance
from app.core.tables import Record
from app.security import opaque_secrets, tokens
from app.security.opaque_secrets import OpaqueSecret

REFRESH = "oo_app_refresh"


def answer(
    entrance: Entrance,
    grant: Any,  # noqa: ANN401  (a row)
    scopes: Sequence[str],
    refresh: OpaqueSecret | None,
    *,
    now: datetime,
) -> Record:
    """Make the answer of RFC 6749, section 5.1; no token outlives its grant."""
    lifetime = _lifetime(grant.expires_at, now)
    issued = tokens.Grant(
        user_id=grant.user_id,
        session_id=grant.id,
        client_id=str(grant.client_id),
        scopes=frozenset(scopes),
        authenticated_at=grant.created_at,
    )
    issuer = entrance.issuer
    access_token = tokens.issue(
        entrance.signing_keys,
        issued,
        issuer=issuer,
        audience=issuer,
        now=now,
        lifetime_s=lifetime,
    )
    answered: Record = {
        "access_token": access_token,
        "token_type": "Bearer",
        "expires_in": lifetime,
        "scope": " ".join(scopes),
    }
    if refresh is not None:
        answered["refresh_token"] = opaque_secrets.spell(REFRESH, refresh)
    return answered


def _lifetime(ends_at: datetime | None, now: datetime) -> int:
    usual = timedelta(seconds=tokens.LIFETIME_S)
    left = usual if ends_at is None else min(usual, ends_at - now)
    return max(1, int(left.total_seconds()))
