"""Signs in by recovery code."""

from datetime import datetime

from app.accounts.auth import allowances, queries, rules, sign_in
from app.accounts.auth.access import CHALLENGE
from app.accounts.auth.entrance import Entrance
from app.accounts.auth.errors import RecoveryCodeRefused
from app.accounts.auth.schemas import Recovery
from app.core.database import Db
from app.core.tables import Record
from app.security.encryption import derived
from app.security.opaque_secrets import MalformedSecret, digest
from app.security.recovery_codes import (
    RecoveryCode,
    following_recovery_code,
    parse_recovery_code,
    spell_recovery_code,
)


async def recover(db: Db, entrance: Entrance, body: Recovery, *, now: datetime) -> Record:
    """Sign in and show the next code; a code whose answer was lost shows the same one again.

    Raises:
        RecoveryCodeRefused: as `exchange`.
    """
    following = await exchange(db, entrance, body.recovery_code, now=now)
    answer = await sign_in.enter(db, entrance, following.user_id, body.device, now=now)
    return {**answer, "recovery_code": spell_recovery_code(following)}


async def exchange(db: Db, entrance: Entrance, text: str, *, now: datetime) -> RecoveryCode:
    """Give the next code for a code, in a transaction as its user that goes on.

    Raises:
        RecoveryCodeRefused: it is neither the user's newest code nor the one before.
    """
    await entrance.spend(db, allowances.RECOVERIES_FROM, now=now)
    try:
        code = parse_recovery_code(text)
    except MalformedSecret:
        raise RecoveryCodeRefused(headers=CHALLENGE) from None
    following = following_recovery_code(derived(entrance.server_key, "recovery"), code)
    await db.begin(code.user_id)
    await _rotate(db, code, following, now=now)
    return following


async def _rotate(db: Db, code: RecoveryCode, following: RecoveryCode, *, now: datetime) -> None:
    stored = await db.first(queries.recovery_code(code.user_id))
    if stored is None:
        raise RecoveryCodeRefused(headers=CHALLENGE)
    if rules.is_same(code.secret, stored.digest):
        newest, previous = digest(following.secret), digest(code.secret)
        await db.execute(queries.recovery_rotation(code.user_id, newest, previous, now=now))
    elif not rules.is_same(code.secret, stored.previous_digest):
        raise RecoveryCodeRefused(headers=CHALLENGE)
