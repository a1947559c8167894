"""The bases of every body, and the field types that resources share."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Annotated, Any, LiteralString, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from app.core.clock import to_millisecond

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
OUT_OF_TIME: tuple[LiteralString, LiteralString] = (
    "out_of_time",
    "not between the years 1900 and 2200",
)
ZONES = frozenset(available_timezones() - {"localtime", "Factory"})


class Input(BaseModel):
    """A body we accept. Unknown fields are refused, so that a client's typo is not silent."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @field_validator("*")
    @classmethod
    def _refuse_what_can_not_be_kept(cls, value: Any) -> Any:  # noqa: ANN401
        if any("\x00" in text for text in _texts_of(value)):
            kind, reason = "nul", "holds the character U+0000"
            raise PydanticCustomError(kind, reason)
        if type(value) is date and not EARLIEST.date() <= value < LATEST.date():
            # The first and the last date of Python are infinities to PostgreSQL.
            raise PydanticCustomError(*OUT_OF_TIME)
        return value


class Output(BaseModel):
    """A body we send. Fields have no defaults, so that clients see each one as required."""

    model_config = ConfigDict(from_attributes=True)


def _texts_of(value: Any) -> Iterable[str]:  # noqa: ANN401
    """List the texts of a field; inner bodies look after their own."""
    if isinstance(value, str):
        return (value,)
    return (each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _known_zone(name: str) -> str:
    if name not in ZONES:
        kind, text = "time_zone", "not a time zone of the IANA database"
        raise PydanticCustomError(kind, text)
    ZoneInfo(name)
    return name


def _storable(moment: datetime) -> datetime:
    try:
        inside = EARLIEST <= moment < LATEST
    except OverflowError:
        inside = False
    if not inside:
        raise PydanticCustomError(*OUT_OF_TIME)
    return to_millisecond(moment)


Moment = Annotated[
    AwareDatetime,
    AfterValidator(_storable),
    Field(examples=["2026-03-20T22:00:00+01:00"]),
]
"""RFC 3339 with an offset in, UTC out, kept to the millisecond."""

ZoneName = Annotated[
    str, AfterValidator(_known_zone), Field(max_length=64, examples=["Europe/Berlin"])
]
Note = Annotated[
    str, Field(max_length=2_000, description="In words of your own, encrypted; null: nothing.")
]
Item = TypeVar("Item")
Every = Annotated[list[Item], Field(json_schema_extra={"x-unbounded": True})]
"""A list in an answer that is as long as the user's life has made it, and no page."""
RecordId = Annotated[
    UUID,
    Field(
        description="Made by the client (UUIDv7 is best). Sending the same body again under the "
        "same id is safe for ever: it creates nothing twice."
    ),
]


class RecordRead(Output):
    """What every record answers beside its own fields."""

    id: UUID = Field(description="The record's own: yours if you sent one, else made here.")
    recorded_at: datetime = Field(description="When the server first had it.")
    updated_at: datetime = Field(
        description="When the server last took a change; at first `recorded_at`."
    )
    revision: int = Field(description='The record\'s own version; `If-Match: "r<revision>"`.')
    source: str = Field(
        description="`first_party`, or the app that wrote it.", examples=["first_party"]
    )


class EntryRead(RecordRead):
    """A record of something that happened at a moment."""

    occurred_at: datetime = Field(description="When it happened, by the client's word.")
    time_zone: str = Field(description="Where it happened; a later move never changes it.")
    local_date: date = Field(description="The user's own day of that moment.")
