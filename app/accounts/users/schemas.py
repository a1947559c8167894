"""What a user sees and sets of their own account."""

from datetime import datetime, time
from typing import Annotated, Literal
from uuid import UUID

from pydantic import (
    MISSING,
    AfterValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from app.core.outsiders import OWNER_ONLY
from app.core.schemas import Input, Output, ZoneName
from app.core.wall_times import WallTime

NOON = time(12)
AFTER_NOON = ("day_start", "not after 12:00")


def _till_noon(value: time) -> time:
    if value > NOON:
        raise PydanticCustomError(*AFTER_NOON)
    return value


DayStart = Annotated[
    WallTime,
    AfterValidator(_till_noon),
    WithJsonSchema({"type": "string", "pattern": r"^(0\d|1[01]):[0-5]\d$|^12:00$", "maxLength": 5}),
    Field(examples=["04:00"]),
]
DisplayName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=100),
    Field(
        description="What you are to be called; encrypted. Null: nothing. Mails to your circle say "
        "it: a plain name, or nobody can be asked (`name-needed`).",
        examples=["Jo"],
    ),
]
Locale = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", max_length=35),
    Field(
        description="A language tag (BCP 47): the language of mails and pushes, and of answers "
        "where `Accept-Language` names none of ours. Null: English.",
        examples=["de-DE"],
    ),
]
WeekStart = Literal["monday", "sunday"]
Counters = Literal["never", "on_request", "always"]


class QuietHoursUpdate(Input):
    """Local times between which nothing is sent; they may span midnight.

    What is absent stays as it is; where no quiet hours are set, both are needed.
    """

    from_: WallTime | MISSING = Field(default=MISSING, alias="from", examples=["22:00"])
    to: WallTime | MISSING = Field(default=MISSING, examples=["07:00"])


class PreferencesUpdate(Input):
    """What is absent stays as it is."""

    show_counters: Counters | MISSING = MISSING
    safety_mode: bool | MISSING = MISSING
    quiet_hours: QuietHoursUpdate | MISSING | None = MISSING


class UserUpdate(Input):
    """A merge patch: what is absent stays, `null` clears."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["Another place, no quiet hours", "Another name and start of the day"],
            "examples": [
                {"time_zone": "America/Lima", "preferences": {"quiet_hours": None}},
                {"display_name": "Jo", "day_starts_at": "05:30"},
            ],
        }
    )

    display_name: DisplayName | MISSING | None = MISSING
    time_zone: ZoneName | MISSING = MISSING
    locale: Locale | MISSING | None = MISSING
    day_starts_at: DayStart | MISSING = Field(
        MISSING,
        description="When your days begin, by the clock on the wall, at 12:00 the latest; "
        "entries before keep their day.",
    )
    week_starts_on: WeekStart | MISSING = MISSING
    preferences: PreferencesUpdate | MISSING = MISSING


class QuietHours(Output):
    """Local times between which nothing is sent; they may span midnight."""

    from_: WallTime = Field(
        alias="from", description="When they begin, by the clock on the wall.", examples=["22:00"]
    )
    to: WallTime = Field(
        description="When they end, by the clock on the wall; before `from`, on the next day.",
        examples=["07:00"],
    )


class PreferencesRead(Output):
    """How the app should behave for this user."""

    show_counters: Counters = Field(
        description="When days may be counted on `GET /v1/today`, in recaps and in reviews."
    )
    safety_mode: bool = Field(
        description="Leaves streaks, milestones, the open urge and day counts out of "
        "`GET /v1/today`, streaks and the other person out of recaps, reviews and figures of "
        "streaks out of what is due, and suggests no reminders. Streaks, milestones and segments "
        "themselves still answer with their days. Every version of a contact event is logged for "
        "good. Pushes and mails say nothing of the other person, in safety mode or not."
    )
    quiet_hours: QuietHours | None = Field(
        description="When nothing is sent; null: there are none."
    )


class UserRead(Output):
    """The account, as its user sees it."""

    id: UUID = Field(description="The user's own, for good.")
    email: Annotated[str | None, OWNER_ONLY] = Field(
        description="The confirmed address; null without one."
    )
    email_pending: Annotated[str | None, OWNER_ONLY] = Field(
        description="The address that waits for its confirmation."
    )
    email_verified: Annotated[bool, OWNER_ONLY] = Field(
        description="Whether there is a confirmed address."
    )
    display_name: Annotated[str | None, OWNER_ONLY]
    time_zone: str = Field(
        description="Where the user is: days, and entries that name no zone, go by it."
    )
    locale: str | None
    day_starts_at: WallTime = Field(
        description="When the user's days begin, by the clock on the wall.", examples=["04:00"]
    )
    week_starts_on: WeekStart = Field(description="With which day weeks begin.")
    preferences: Annotated[PreferencesRead, OWNER_ONLY]
    created_at: Annotated[datetime, OWNER_ONLY] = Field(description="When the account was opened.")
    revision: Annotated[int, OWNER_ONLY] = Field(
        description='Rises with every write; `If-Match: "r<revision>"`.'
    )
