from datetime import date
from typing import Literal

from pydantic import Field

from app.connections.notifications.reminders.suggestions.vocabulary import SuggestionKind
from app.connections.notifications.vocabulary import About, Channel
from app.core.schemas import Output
from app.core.wall_times import ShownWallTime


class SuggestionWindow(Output):
    from_on: date
    to_on: date


class SuggestionRead(Output):
    """A reminder that may help, ready to be made: `POST /v1/reminders` with a title of yours."""

    kind: SuggestionKind
    schedule: str = Field(examples=["FREQ=DAILY;BYHOUR=21;BYMINUTE=30"])
    channel: Channel
    about: About
    reason: str = Field(
        description="Why, in words to show.",
        examples=["11 of your 20 urges came between 22:00 and 00:00."],
    )
    from_: ShownWallTime = Field(alias="from", description="When those hours begin.")
    to: ShownWallTime = Field(description="When they end.")
    n: int = Field(description="How many of your urges came within those hours.")
    of: int = Field(description="Out of how many.")
    window: SuggestionWindow = Field(description="The local dates that were looked at.")


class SuggestionsRead(Output):
    """What is offered now: mostly nothing."""

    items: list[SuggestionRead]


class SuggestionDeclined(Output):
    kind: SuggestionKind
    is_declined: Literal[True]
