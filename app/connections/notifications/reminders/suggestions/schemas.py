from datetime import date
from typing import Literal

from pydantic import Field

from app.connections.notifications.reminders.suggestions.vocabulary import SuggestionKind
from app.connections.notifications.vocabulary import About, Channel
from app.core.schemas import Output
from app.core.wall_times import ShownWallTime


class SuggestionWindow(Output):
    from_on: date = Field(description="The first local date.")
    to_on: date = Field(description="The last local date: your today.")


class SuggestionRead(Output):
    """A reminder that may help, ready to be made: `POST /v1/reminders` with a title of yours."""

    kind: SuggestionKind = Field(
        description="Why it is offered; `risky_hour`: two in five urges, or more, come then."
    )
    schedule: str = Field(
        description="The `schedule` for the reminder: half an hour before those hours.",
        examples=["FREQ=DAILY;BYHOUR=21;BYMINUTE=30"],
    )
    channel: Channel = Field(description="The `channel` for the reminder.")
    about: About = Field(description="The `about` for the reminder.")
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

    items: list[SuggestionRead] = Field(description="Those neither declined nor made already.")


class SuggestionDeclined(Output):
    kind: SuggestionKind = Field(description="What is offered no more.")
    is_declined: Literal[True] = Field(description="It is; deleting this takes it back.")
