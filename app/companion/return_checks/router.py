from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.return_checks import service
from app.companion.return_checks.dependencies import OwnReturnCheck
from app.companion.return_checks.errors import ReturnCheckNotFound
from app.companion.return_checks.filters import Filtered
from app.companion.return_checks.schemas import ReturnCheckCreate, ReturnCheckRead
from app.core.answers import created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import UnknownReference, problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record
from app.core.texts import AcceptedLanguages

router = Router(prefix="/v1/return-checks", tags=["return checks"])


@router.get("", response_model=Page[ReturnCheckRead])
async def list_return_checks(
    db: Session, owner: Reads, filters: Filtered, paging: Pages, languages: AcceptedLanguages
) -> dict[str, Any]:
    """List your return checks, newest first."""
    return await service.list_page(db, owner, filters, paging, languages)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=ReturnCheckRead,
    responses=problems(UnknownReference),
)
async def create_return_check(
    db: Session,
    owner: Writes,
    body: ReturnCheckCreate,
    languages: AcceptedLanguages,
    now: Now,
    response: Response,
) -> Record:
    """Ask what to make of somebody's return, and learn why.

    The rules are tried in the order of `decided_by`; the first that fits gives the advice. The
    silence is counted by what you logged until now, and stays as it was when you asked: a check
    can be deleted, but not changed.
    """
    return created(response, await service.create(db, owner, body, languages, now=now))


@router.get(
    "/{return_check_id}", response_model=ReturnCheckRead, responses=problems(ReturnCheckNotFound)
)
async def get_return_check(check: OwnReturnCheck) -> Record:
    """Read one return check."""
    return check


@router.delete("/{return_check_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_return_check(
    db: Session, owner: Writes, return_check_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Delete a return check. What never was is gone, too: 204."""
    await service.delete(db, owner, return_check_id, if_match=if_match, now=now)
