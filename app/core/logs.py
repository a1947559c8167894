"""Structured logs: JSON lines, and only from a list of harmless fields."""

import logging
import sys
from collections.abc import MutableMapping
from hashlib import blake2b
from typing import Any
from uuid import UUID

import structlog

ALLOWED = frozenset(
    {
        "attempts",
        "count",
        "duration_ms",
        "error",
        "event",
        "level",
        "method",
        "path",
        "reason",
        "request_id",
        "route",
        "status",
        "timestamp",
        "type",
        "user",
        "where",
    }
)


def configure() -> None:
    """Send every log line to standard output as JSON, without fields that are not listed."""
    structlog.configure(
        processors=PROCESSORS,
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )


def only_allowed(
    _logger: object, _method: str, fields: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Drop what nobody has looked at: a new field must be put on the list to be seen."""
    return {name: value for name, value in fields.items() if name in ALLOWED}


def pseudonym(user_id: UUID) -> str:
    """Name a user in logs: the same user is told apart from others, but not named."""
    return blake2b(user_id.bytes, digest_size=6, person=b"log").hexdigest()


PROCESSORS = (
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    only_allowed,
    structlog.processors.JSONRenderer(),
)


def where(error: BaseException) -> list[str]:
    """Tell the places an error passed through, without its message, which may hold content."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('/app/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-8:]
