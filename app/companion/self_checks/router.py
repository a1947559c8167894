from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.self_checks import service
from app.companion.self_checks.dependencies import OwnSelfCheck
from app.companion.self_checks.errors import SelfCheckNotFound
from app.companion.self_checks.schemas import SelfCheckCreate, SelfCheckRead, StatementsRead
from app.core.answers import created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.date_ranges import DateRange
from app.core.errors import problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record
from app.core.texts import AcceptedLanguages

router = Router(prefix="/v1/self-checks", tags=["looking back"])


@router.get("", response_model=Page[SelfCheckRead])
async def list_self_checks(
    db: Session, owner: Reads, dates: DateRange, paging: Pages
) -> dict[str, Any]:
    """List your self-checks, newest first by when they were made, each with its trend."""
    return await service.list_page(db, owner, dates, paging)


@router.post("", status_code=status.HTTP_201_CREATED, response_model=SelfCheckRead)
async def create_self_check(
    db: Session, owner: Writes, body: SelfCheckCreate, now: Now, response: Response
) -> Record:
    """Say how secure you feel right now: six statements, one score, and where it is going.

    The answers stay as they are given: to correct one, delete the check and make another.
    """
    return created(response, await service.create(db, owner, body, now=now))


@router.get("/statements", response_model=StatementsRead)
async def list_self_check_statements(
    _db: Session, owner: Reads, accepted: AcceptedLanguages
) -> Record:
    """List the six statements, in the language of `Accept-Language`, else of your locale.

    Their ids never change, and they are asked in this order.
    """
    return service.statements(owner, accepted)


@router.get("/{self_check_id}", response_model=SelfCheckRead, responses=problems(SelfCheckNotFound))
async def get_self_check(self_check: OwnSelfCheck) -> Record:
    """Read one self-check."""
    return self_check


@router.delete("/{self_check_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_self_check(
    db: Session, owner: Writes, self_check_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Delete a self-check. What never was is gone, too: 204."""
    await service.delete(db, owner, self_check_id, if_match=if_match, now=now)
