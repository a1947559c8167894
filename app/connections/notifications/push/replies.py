"""Answers of providers, which are read with care: they may hold anything."""

import json
from typing import Any


def read_json(body: bytes) -> dict[str, Any]:
    """Give the object in a body, or an empty one."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def reason_of(body: bytes, name: str) -> str:
    """Give a text field of the object in a body, or nothing."""
    reason = read_json(body).get(name)
    return reason if isinstance(reason, str) else ""
