from datetime import datetime
from typing import get_args

from sqlalchemy.orm import Mapped

from app.connections.notifications.reminders.suggestions.vocabulary import SuggestionKind
from app.core.tables import Owned, one_of


class DeclinedSuggestion(Owned):
    """A kind of suggestion that the user doesn't want; its id is derived from the kind."""

    __tablename__ = "declined_suggestions"
    __table_args__ = (one_of("kind", get_args(SuggestionKind)),)

    kind: Mapped[str]
    declined_at: Mapped[datetime]
