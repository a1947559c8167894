"""Android Health Connect's MindfulnessSessionRecord as JSON, in and out.

A session is {metadata, startTime, startZoneOffset, endTime, endZoneOffset, mindfulnessSessionType,
title, notes}; colouring is of type `other`. What an activity log has no column for is kept beside
it, and given back as long as it is still true.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from app.connections.formats.health.offsets import offset_at, offset_of, text_of, zone_with
from app.connections.formats.own.values import moment_text
from app.core.clock import to_millisecond
from app.core.tables import Record

LONGEST_METADATA = 4_000
SECOND = timedelta(seconds=1)
Json = Mapping[str, Any]


def log_of(session: Json, own_zone: str) -> dict[str, Any]:
    """Give the fields of an activity log that a session tells.

    Raises:
        ValueError, TypeError, KeyError: it has no such times or offsets.
    """
    start, end = _moment(session["startTime"]), _moment(session["endTime"])
    if end < start:
        raise ValueError
    fields = {
        "id": _metadata(session).get("id"),
        "area": "mind",
        "title": session.get("title"),
        "occurred_at": start,
        "time_zone": _zone(session, start, own_zone),
        "duration_seconds": (end - start) // SECOND,
        "mindfulness_type": session.get("mindfulnessSessionType", "unknown"),
        "note": session.get("notes"),
    }
    return {name: value for name, value in fields.items() if value is not None}


def details_of(session: Json, zone: str) -> dict[str, Any]:
    """Give what has no column: the exact end, both offsets, the record's metadata.

    `zone` is that of the log, by which is seen whether the offsets still are its own.

    Raises:
        ValueError, TypeError, KeyError: it has no such times, offsets or metadata.
    """
    return {
        "startTime": moment_text(_moment(session["startTime"])),
        "endTime": moment_text(_moment(session["endTime"])),
        "startZoneOffset": _checked(session.get("startZoneOffset")),
        "endZoneOffset": _checked(session.get("endZoneOffset")),
        "timeZone": zone,
        "metadata": _metadata(session),
    }


def session_of(log: Record, details: Json) -> dict[str, Any]:
    """Give a log as a session; what was changed here since is told as it is now."""
    start, zone = log["occurred_at"], log["time_zone"]
    end = start + (log["duration_seconds"] or 0) * SECOND
    is_same_start = details.get("startTime") == moment_text(start)
    is_same_end = is_same_start and _seconds_of(details) == log["duration_seconds"]
    if is_same_end:
        end = _moment(details["endTime"])
    offsets = {
        "startZoneOffset": text_of(offset_at(start, zone)),
        "endZoneOffset": text_of(offset_at(end, zone)),
    }
    if details.get("timeZone") == zone:
        are_same = zip(offsets, (is_same_start, is_same_end), strict=True)
        offsets |= {name: details[name] for name, is_same in are_same if is_same}
    return {
        "metadata": details.get("metadata") or {"id": str(log["id"])},
        "startTime": moment_text(start),
        "startZoneOffset": offsets["startZoneOffset"],
        "endTime": moment_text(end),
        "endZoneOffset": offsets["endZoneOffset"],
        "mindfulnessSessionType": log["mindfulness_type"],
        "title": log["title"],
        "notes": log["note"],
    }


def _seconds_of(details: Json) -> int:
    return (_moment(details["endTime"]) - _moment(details["startTime"])) // SECOND


def _zone(session: Json, start: datetime, own_zone: str) -> str:
    offset = session.get("startZoneOffset")
    return own_zone if offset is None else zone_with(offset_of(offset), start, own_zone)


def _checked(offset: str | None) -> str | None:
    if offset is not None:
        offset_of(offset)
    return offset


def _metadata(session: Json) -> dict[str, Any]:
    metadata = session.get("metadata") or {}
    if not isinstance(metadata, dict) or len(json.dumps(metadata)) > LONGEST_METADATA:
        raise ValueError
    return metadata


def _moment(text: str) -> datetime:
    """Read an instant (RFC 3339), to the millisecond."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError
    return to_millisecond(moment)
