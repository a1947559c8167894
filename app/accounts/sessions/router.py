"""Signed-in devices."""

from typing import Any
from uuid import UUID

from fastapi import status

from app.accounts.auth.dependencies import ReadsUntagged, Writes
from app.accounts.sessions import service
from app.accounts.sessions.schemas import SessionRead
from app.core.clock import Now
from app.core.errors import NotFound, problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/sessions", tags=["sessions"])


@router.get("", response_model=Page[SessionRead], summary="List your signed-in devices")
async def list_sessions(
    db: Session, owner: ReadsUntagged, pages: Pages, now: Now
) -> dict[str, Any]:
    """List the sessions that open the account now, the newest first."""
    return await service.read_all(db, owner, pages, now=now)


@router.get(
    "/{session_id}",
    response_model=SessionRead,
    responses=problems(NotFound),
    summary="Read a signed-in device",
)
async def get_session(db: Session, owner: ReadsUntagged, session_id: UUID, now: Now) -> Record:
    """Read one session, as long as it opens the account."""
    return await service.read(db, owner, session_id, now=now)


@router.delete("/{session_id}", status_code=status.HTTP_204_NO_CONTENT, summary="Sign a device out")
async def delete_session(db: Session, owner: Writes, session_id: UUID, now: Now) -> None:
    """End a session. Its tokens stop working at once. Any id answers 204, also one unknown."""
    await service.revoke(db, owner, session_id, now=now)


@router.delete("", status_code=status.HTTP_204_NO_CONTENT, summary="Sign every device out")
async def delete_sessions(db: Session, owner: Writes, now: Now) -> None:
    """End every session, this one too. Their tokens stop working at once."""
    await service.revoke_all(db, owner, now=now)
