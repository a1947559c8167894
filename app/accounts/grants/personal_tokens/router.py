from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.dependencies import Enters, ReadsUntagged, Writes, WritesLate
from app.accounts.grants.personal_tokens import service
from app.accounts.grants.personal_tokens.errors import (
    ConfirmationRefused,
    PersonalAccessTokenNotFound,
    TooManyPersonalAccessTokens,
)
from app.accounts.grants.personal_tokens.schemas import (
    PersonalAccessTokenCreate,
    PersonalAccessTokenCreated,
    PersonalAccessTokenRead,
)
from app.core.clock import Now
from app.core.errors import Deleted, IdTaken, TooManyRequests, problems
from app.core.pagination import Page, Pages
from app.core.routing import SHOWS_SECRETS, Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/personal-access-tokens", tags=["apps and scripts"])


@router.get(
    "", response_model=Page[PersonalAccessTokenRead], summary="List your personal access tokens"
)
async def list_personal_access_tokens(
    db: Session, owner: ReadsUntagged, paging: Pages
) -> dict[str, Any]:
    """List the tokens of your scripts, the newest first, also those whose time is over."""
    return await service.list_page(db, owner, paging)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=PersonalAccessTokenCreated,
    dependencies=[SHOWS_SECRETS],
    responses=problems(
        ConfirmationRefused, Deleted, IdTaken, TooManyPersonalAccessTokens, TooManyRequests
    ),
    summary="Make a personal access token",
)
async def create_personal_access_token(
    entrance: Enters,
    caller: WritesLate,
    body: PersonalAccessTokenCreate,
    now: Now,
    response: Response,
) -> Record:
    """Make a token that lets a script act for you; it is shown here only.

    Give as few scopes as will do. For `owner` send the `password` along, or the `recovery_code` if
    there is none; you get a mail about it. Give an `id` to make a retry safe: the same body again
    answers 200 without the `token`. If that answer was the one you lost, delete the token and make
    another.
    """
    made = await service.create(entrance, caller, body, now=now)
    if not made.is_new:
        response.status_code = status.HTTP_200_OK
    return made.record


@router.get(
    "/{personal_access_token_id}",
    response_model=PersonalAccessTokenRead,
    responses=problems(PersonalAccessTokenNotFound),
    summary="Read a personal access token",
)
async def get_personal_access_token(
    db: Session, owner: ReadsUntagged, personal_access_token_id: UUID
) -> Record:
    """Read one token, but not its text: what it may do, until when, and when it was last used."""
    return await service.find(db, owner, personal_access_token_id)


@router.delete(
    "/{personal_access_token_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    summary="Delete a personal access token",
)
async def delete_personal_access_token(
    db: Session, owner: Writes, personal_access_token_id: UUID, now: Now
) -> None:
    """End a token. It stops working at once. Any id answers 204, also one unknown."""
    await service.delete(db, owner, personal_access_token_id, now=now)
