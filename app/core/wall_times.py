"""Times of day by the clock on the wall: `HH:MM`, no zone, no seconds."""

import re
from datetime import time
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

HOUR_MINUTE = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
NO_WALL_TIME = ("wall_time", "a time of day as HH:MM")


def _wall_time(value: Any) -> time:  # noqa: ANN401
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not HOUR_MINUTE.fullmatch(value):
        raise PydanticCustomError(*NO_WALL_TIME)
    return time.fromisoformat(value)


ShownWallTime = Annotated[
    time,
    PlainSerializer(lambda value: value.strftime("%H:%M"), return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": rf"^({HOUR_MINUTE.pattern})$", "maxLength": 5}),
]
"""As an answer has it."""

WallTime = Annotated[ShownWallTime, BeforeValidator(_wall_time)]
"""As a body may give it: nothing but `HH:MM`."""
