"""The account itself."""

from fastapi import status

from app.accounts.auth.dependencies import Writes
from app.accounts.auth.scoped import ReadsProfile
from app.accounts.privacy import service as privacy
from app.accounts.users import service
from app.accounts.users.schemas import UserRead, UserUpdate
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/me", tags=["account"])


@router.get("", response_model=UserRead, summary="Read your account")
async def get_me(db: Session, owner: ReadsProfile) -> Record:
    """Read the account: its address, its clock and its preferences."""
    return await service.read(db, owner)


@router.patch("", response_model=UserRead, summary="Change your account")
async def update_me(
    db: Session, owner: Writes, body: UserUpdate, if_match: IfMatch, now: Now
) -> Record:
    """Change what is given; `preferences` are merged field by field.

    Past entries keep the zone and the day start they were made with. A new zone or day start
    never takes the account back to a date before its present one.
    """
    return await service.update(db, owner, body, if_match, now=now)


@router.delete("", status_code=status.HTTP_204_NO_CONTENT, summary="Delete your account")
async def delete_me(db: Session, owner: Writes, if_match: IfMatch, now: Now) -> None:
    """Delete the account and everything in it, for good.

    It is out of use with this answer, and its address is free for a new account. Within 60 seconds
    its rows are gone and the key that its texts are sealed with is destroyed. What backups hold
    is unreadable from then on, and gone with the last of them after at most 35 days.
    """
    service.require_version(owner, if_match)
    await privacy.close_account(db, owner, now=now)
