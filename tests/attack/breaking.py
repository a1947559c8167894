"""Values that don't fit a schema of the OpenAPI document, for each way in which they can fail."""

from collections.abc import Iterable, Iterator
from typing import Any

from tests.isolation.document import DOCUMENT, Schema

CANARY = "zanzibarparrot"
"""Nobody says this but what is broken here: no answer may repeat it."""
UNREADABLE = [f"{CANARY}\x00", f"{CANARY}\ud800"]
BEYOND = 10**400
OFF_THE_CALENDAR = {
    "date-time": [CANARY, "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-03-10T12:00:00"],
    "date": [CANARY, "0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31", "2026-02-30"],
    "time": [CANARY, "24:00", "12:60"],
}


def broken(schema: Schema) -> Iterator[tuple[str, Any]]:
    """Give values that break a field, each with the word for how."""
    kinds = list(alternatives(schema))
    if all(each.get("type") != "null" for each in kinds):
        yield "null", None
    types = {each.get("type") for each in kinds}
    if "object" not in types:
        yield "an object", {CANARY: CANARY}
    if "array" not in types:
        yield "a list", [CANARY]
    if "string" not in types:
        yield "a word", CANARY
    for each in kinds:
        yield from _broken(each)


def _broken(schema: Schema) -> Iterator[tuple[str, Any]]:
    kind = schema.get("type")
    if kind == "array":
        yield from _broken_lists(schema)
    elif kind in {"integer", "number"}:
        yield from _labelled("out of range", _out_of_range(schema))
    elif kind == "string":
        yield from _broken_texts(schema)
    elif "const" in schema:
        yield "unknown", CANARY


def _broken_lists(schema: Schema) -> Iterator[tuple[str, Any]]:
    for how, value in broken(schema["items"]):
        yield f"in it {how}", [value]
    if "maxItems" in schema:
        yield "too many", [CANARY] * (schema["maxItems"] + 1)


def _out_of_range(schema: Schema) -> Iterator[Any]:
    yield BEYOND
    yield -BEYOND
    if "minimum" in schema:
        yield schema["minimum"] - 1
    if "exclusiveMinimum" in schema:
        yield schema["exclusiveMinimum"]
    if "maximum" in schema:
        yield schema["maximum"] + 1
    if schema["type"] == "integer":
        yield 0.5


def _broken_texts(schema: Schema) -> Iterator[tuple[str, Any]]:
    if "format" not in schema or schema["format"] not in OFF_THE_CALENDAR:
        yield "a number", 7
    yield from _labelled("unreadable", UNREADABLE)
    yield from _labelled("off the calendar", OFF_THE_CALENDAR.get(schema.get("format", ""), ()))
    if schema.keys() & {"enum", "const"} or schema.get("format") in {"uuid", "email"}:
        yield "unknown", CANARY
    if "maxLength" in schema:
        yield "too long", (CANARY * (schema["maxLength"] // len(CANARY) + 1))
    if schema.get("minLength"):
        yield "blank", " "


def alternatives(schema: Schema) -> Iterator[Schema]:
    """Follow references and alternatives, but not into lists and objects."""
    if "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    inner = [each for kind in ("anyOf", "oneOf", "allOf") for each in schema.get(kind, ())]
    if not inner:
        yield schema
    for each in inner:
        yield from alternatives(each)


def _labelled(how: str, values: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    return ((how, value) for value in values)
