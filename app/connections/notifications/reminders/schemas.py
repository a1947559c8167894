from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, ConfigDict, Field

from app.connections.notifications.reminders.local_times import LocalTime
from app.connections.notifications.vocabulary import About, Channel
from app.core.schemas import Input, RecordId, RecordRead

Title = Annotated[
    str,
    Field(
        min_length=1,
        max_length=120,
        description="In your own words, encrypted; shown inside the app alone.",
    ),
]
Schedule = Annotated[
    str,
    Field(
        max_length=500,
        pattern=r"^[A-Za-z0-9=;,:+-]+$",
        description="A recurrence rule (RFC 5545, 3.3.10) by the clock on your wall, with or "
        "without `RRULE:` before it. At most 24 times a day; BYWEEKNO is not known here. UNTIL "
        "is a local date or time, with no Z.",
        examples=["FREQ=WEEKLY;BYDAY=MO,TH;BYHOUR=8;BYMINUTE=0"],
    ),
]
LOCAL_START = (
    "The rule's DTSTART, by the clock on your wall: intervals count from it, and what the rule "
    "does not name (its hour, its weekday) comes from it."
)
GOAL = "The goal it is about; cleared when the goal is deleted."
ACTIVITY = "The activity it is about; cleared when the activity is deleted."
PAUSED = "Whether it rests: nothing is told, and nothing is made up for."


class ReminderCreate(Input):
    """Something to be reminded of, again and again or once."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["Every evening, by push", "Every other Saturday, by mail"],
            "examples": [
                {
                    "title": "How was today?",
                    "schedule": "FREQ=DAILY;BYHOUR=20;BYMINUTE=30",
                    "channel": "push",
                    "about": "check_in",
                },
                {
                    "title": "Ring Sam about the boat",
                    "schedule": "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SA;COUNT=10",
                    "local_start": "2026-12-05T10:00",
                    "channel": "email",
                },
            ],
        }
    )

    id: RecordId | None = None
    title: Title
    schedule: Schedule
    local_start: LocalTime | None = Field(
        None, description=LOCAL_START + " Absent: today, and `schedule` names its hour itself."
    )
    channel: Channel = Field(
        description="`push` goes to your devices, `email` to your confirmed address."
    )
    about: About | None = Field(
        None, description="What it is about, for the app to show the right page; null: not told."
    )
    goal_id: UUID | None = Field(None, description=GOAL)
    activity_id: UUID | None = Field(None, description=ACTIVITY)
    is_paused: Annotated[bool, Field(description=PAUSED)] = False


class ReminderUpdate(Input):
    """What changes; what is absent stays."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["Another hour", "A rest"],
            "examples": [{"schedule": "FREQ=DAILY;BYHOUR=21;BYMINUTE=0"}, {"is_paused": True}],
        }
    )

    title: Title | MISSING = MISSING
    schedule: Schedule | MISSING = MISSING
    local_start: LocalTime | MISSING = Field(MISSING, description=LOCAL_START)
    channel: Channel | MISSING = MISSING
    about: About | MISSING | None = MISSING
    goal_id: UUID | MISSING | None = Field(MISSING, description=GOAL)
    activity_id: UUID | MISSING | None = Field(MISSING, description=ACTIVITY)
    is_paused: bool | MISSING = Field(MISSING, description=PAUSED)


class ReminderRead(RecordRead):
    title: str
    schedule: str = Field(description="The rule, its hours and minutes always named.")
    local_start: LocalTime = Field(description=LOCAL_START)
    channel: Channel
    about: About | None
    goal_id: UUID | None
    activity_id: UUID | None
    is_paused: bool
    next_at: datetime | None = Field(
        description="When it is told next, quiet hours held; null while it rests, and when it "
        "is over. It moves with your time zone and your quiet hours."
    )
    snoozed_until: datetime | None = Field(description="Until when it was put off, if it was.")
