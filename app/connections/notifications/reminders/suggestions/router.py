from typing import Annotated

from fastapi import Path, status

from app.accounts.auth.dependencies import Reads, Writes
from app.connections.notifications.reminders.suggestions import service
from app.connections.notifications.reminders.suggestions.schemas import (
    SuggestionDeclined,
    SuggestionsRead,
)
from app.connections.notifications.reminders.suggestions.vocabulary import SuggestionKind
from app.core.clock import Now
from app.core.routing import Router, Session
from app.core.tables import Record
from app.core.texts import AcceptedLanguages, language_for

router = Router(prefix="/v1/reminder-suggestions", tags=["reminders"])
Which = Annotated[SuggestionKind, Path(description="The `kind` of the suggestion.")]


@router.get("", response_model=SuggestionsRead)
async def list_reminder_suggestions(
    db: Session, owner: Reads, accepted: AcceptedLanguages, now: Now
) -> Record:
    """List reminders that may help, each with its reason. Mostly there is none.

    `risky_hour`: of your last 56 days, at least 8 urges on at least 5 days, and two hours of the
    day that hold at least two fifths of them. It is offered half an hour before those, until you
    have a reminder about it or decline it; not in safety mode.
    """
    language = language_for(accepted, owner.locale)
    return await service.list_all(db, owner, language, now=now)


@router.put("/{kind}/declining", response_model=SuggestionDeclined)
async def decline_reminder_suggestion(db: Session, owner: Writes, kind: Which, now: Now) -> Record:
    """Say no to a suggestion: it is not made again. Said twice, it is the same."""
    return await service.decline(db, owner, kind, now=now)


@router.delete("/{kind}/declining", status_code=status.HTTP_204_NO_CONTENT)
async def allow_reminder_suggestion(db: Session, owner: Writes, kind: Which) -> None:
    """Take the no back: it may be suggested again."""
    await service.take_back(db, owner, kind)
