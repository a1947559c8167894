"""Dates with times of day by the clock on the wall: `YYYY-MM-DDTHH:MM`, no zone, no seconds."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from app.core.schemas import EARLIEST, LATEST

FORM = "%Y-%m-%dT%H:%M"
SHAPE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", re.ASCII)
NO_LOCAL_TIME = ("local_time", "a date and a time of day as YYYY-MM-DDTHH:MM, with no zone")


def _local_time(value: Any) -> datetime:  # noqa: ANN401
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not SHAPE.fullmatch(value):
        raise PydanticCustomError(*NO_LOCAL_TIME)
    try:
        local = datetime.strptime(value, FORM)  # noqa: DTZ007  (a time on the wall)
    except ValueError as error:
        raise PydanticCustomError(*NO_LOCAL_TIME) from error
    if not EARLIEST <= local.replace(tzinfo=UTC) < LATEST:
        raise PydanticCustomError(*NO_LOCAL_TIME)
    return local


LocalTime = Annotated[
    datetime,
    BeforeValidator(_local_time),
    PlainSerializer(lambda value: value.strftime(FORM), return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": f"^{SHAPE.pattern}$", "maxLength": 16}),
    Field(examples=["2026-03-10T08:00"]),
]
