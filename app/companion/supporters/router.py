from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.dependencies import Enters, Reads, Writes, WritesLate
from app.accounts.users.errors import NameNeeded
from app.companion.supporters import consents, service
from app.companion.supporters.dependencies import OwnSupporter, SupporterToChange
from app.companion.supporters.errors import (
    AskedLately,
    ConsentTokenRefused,
    SupporterHasAnswered,
    SupporterNotFound,
)
from app.companion.supporters.schemas import (
    SupporterConsentCreate,
    SupporterConsentRead,
    SupporterCreate,
    SupporterRead,
    SupporterUpdate,
)
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import TooManyRequests, problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/supporters", tags=["supporters"])
consent_router = Router(prefix="/v1/supporter-consents", tags=["supporters"])


@router.get("", response_model=Page[SupporterRead])
async def list_supporters(db: Session, owner: Reads, paging: Pages) -> dict[str, Any]:
    """List your circle, whoever was added last first."""
    return await service.list_page(db, owner, paging)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=SupporterRead,
    responses=problems(NameNeeded, TooManyRequests),
)
async def create_supporter(
    db: Session,
    entrance: Enters,
    caller: WritesLate,
    body: SupporterCreate,
    now: Now,
    response: Response,
) -> Record:
    """Ask somebody into your circle: a mail goes to them, with a link to agree or to decline.

    The mail says your `display_name`, so that they know who asks, and no word of what you use this
    service for; without a plain name nobody is asked (409 `name-needed`). Until they agree,
    `consent` is `asked`, and they get nothing else.
    """
    return created(response, await service.create(db, entrance, caller, body, now=now))


@router.get("/{supporter_id}", response_model=SupporterRead, responses=problems(SupporterNotFound))
async def get_supporter(supporter: OwnSupporter) -> Record:
    """Read one supporter and their consent."""
    return supporter


@router.patch(
    "/{supporter_id}", response_model=SupporterRead, responses=problems(SupporterNotFound)
)
async def update_supporter(
    db: Session,
    owner: Writes,
    supporter: SupporterToChange,
    body: SupporterUpdate,
    now: Now,
    response: Response,
) -> Record:
    """Change how you call them. Their address and their consent are not yours to change."""
    return changed(response, await service.update(db, owner, supporter, body, now=now))


@router.post(
    "/{supporter_id}/requests",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=SupporterRead,
    responses=problems(SupporterNotFound, SupporterHasAnswered, NameNeeded, AskedLately),
)
async def ask_supporter_again(
    db: Session, owner: Writes, supporter: SupporterToChange, now: Now, response: Response
) -> Record:
    """Send the mail once more to somebody who has not answered: at most once in 24 hours."""
    return changed(response, await service.ask_again(db, owner, supporter, now=now))


@router.delete("/{supporter_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_supporter(
    db: Session, owner: Writes, supporter_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Take somebody out of your circle; they get no mail any more. What never was: 204."""
    await service.delete(db, owner, supporter_id, if_match=if_match, now=now)


@consent_router.post(
    "",
    response_model=SupporterConsentRead,
    responses=problems(ConsentTokenRefused, TooManyRequests),
)
async def answer_supporter_request(
    db: Session, entrance: Enters, body: SupporterConsentCreate, now: Now
) -> Record:
    """Agree to be asked for company, or decline, with the token from the mail; no account needed.

    The page behind the mail's link asks this. The token stays good, so that whoever agreed can
    decline later, and the other way round; it is dead once they are taken out of the circle.
    """
    return await consents.answer(db, entrance, body, now=now)
