"""Opens accounts with an e-mail and a password."""

from datetime import datetime

from app.accounts.auth import allowances, sign_up
from app.accounts.auth.entrance import Entrance
from app.accounts.credentials import emails, hashing
from app.accounts.credentials.addresses import email_digest
from app.accounts.credentials.schemas import AccountCreate
from app.core.tables import Record


async def register(entrance: Entrance, body: AccountCreate, *, now: datetime) -> Record:
    """Open an account whatever the address is; it signs in by it once it is confirmed.

    Raises:
        EmailTaken: there is no mail server to confirm by, and another account has the address.
    """
    hashing.refuse_address(body.password, body.email, pointer="/password")
    digest = email_digest(entrance.server_key, body.email)
    async with entrance.database.lease() as db:
        await entrance.spend(db, allowances.SIGN_UPS_FROM, now=now)
        await entrance.spend(db, allowances.CLAIMS_OF, digest, now=now)
    texts = {
        "pending_email" if entrance.confirms_by_mail else "email": body.email,
        "display_name": body.display_name,
        "password_hash": await hashing.hashed(body.password),
    }
    async with entrance.database.lease() as db:
        account = await sign_up.open_account(db, entrance, body, texts, now=now)
        await emails.claim(db, entrance, account.user_id, body.email, now=now)
        return await sign_up.first_session(db, entrance, account, body, now=now)
