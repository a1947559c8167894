"""How somebody who was asked answers: whoever holds the token from the mail is them."""

from datetime import datetime

from app.accounts.auth import acting, allowances
from app.accounts.auth.entrance import Entrance
from app.companion.supporters import consent_tokens
from app.companion.supporters.errors import ConsentTokenRefused
from app.companion.supporters.models import Supporter
from app.companion.supporters.schemas import SupporterConsentCreate
from app.core import records
from app.core.database import Db
from app.core.tables import Record
from app.security.opaque_secrets import OpaqueSecret


async def answer(
    db: Db, entrance: Entrance, said: SupporterConsentCreate, *, now: datetime
) -> Record:
    """Keep the answer; the same again changes nothing.

    Raises:
        ConsentTokenRefused: the token is not ours, or the supporter is gone.
        TooManyRequests: too many tokens came from this network.
    """
    await entrance.spend(db, allowances.MAILED_TOKENS_FROM, now=now)
    token = consent_tokens.read(entrance.server_key, said.token)
    if token is None:
        raise ConsentTokenRefused
    return await _keep(db, entrance, token, _columns(said, now), now=now)


async def _keep(
    db: Db, entrance: Entrance, token: OpaqueSecret, columns: Record, *, now: datetime
) -> Record:
    owner = await acting.taken(db, entrance.vault, token.user_id)
    if owner is None:
        raise ConsentTokenRefused
    supporter = await records.find(db, owner, Supporter, token.id)
    if supporter is None:
        raise ConsentTokenRefused
    if supporter["consent"] == columns["consent"]:
        return supporter
    owner = await acting.writing(db, owner)
    return await records.change(db, owner, Supporter, token.id, columns, now=now)


def _columns(said: SupporterConsentCreate, now: datetime) -> Record:
    if said.decision == "agree":
        return {"consent": "given", "consented_at": now, "withdrawn_at": None}
    return {"consent": "withdrawn", "withdrawn_at": now}
