"""How much there can be, in every schema of the OpenAPI document.

What is sent to us has limits in its types. An answer's field that repeats one of a request
(`MoodRead.note`, `MoodCreate.note`) has the same; beyond that, formats, vocabularies and JSON
itself set some. What is left needs its own, or `x-unbounded` where there truly is none.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from app.core.openapi_meanings import kin

Schema = dict[str, Any]
Limits = Mapping[str, Callable[[Schema], None]]
"""By the type of a schema, what fills its limits in."""

LARGEST = 2**53 - 1
"""What every reader of JSON knows exactly (RFC 8259, section 6)."""
LARGEST_INT32 = 2**31 - 1
LENGTHS = {"date": 10, "date-time": 35, "uuid": 36}
ANY_TEXT = "^[^\\u0000]*$"
"""What somebody writes has no form: all that is refused in it is U+0000."""
MOST_WORDS = 2_000
"""What a note may have; what we write ourselves is shorter."""
MOST_ITEMS = 200
"""What a page may have; what is no page is a catalogue of ours, or says more."""
FORMS = {"const", "enum", "format", "pattern"}
BOUNDS = (
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    *("minLength", "maxLength", "pattern", "minItems", "maxItems"),
)
VALUES = {"default", "example", "examples"}
OF_REQUESTS = ("Create", "Update", "Put", "")


def add(document: Schema) -> None:
    """Add them where there are none."""
    schemas = document["components"]["schemas"]
    for name, schema in schemas.items():
        for source in kin(name, OF_REQUESTS, schemas) if name.endswith("Read") else ():
            _repeat(source, schema)
        is_sent = schema.get("additionalProperties") is False
        _fill_in(schema, SENT if is_sent else ANSWERED)
    for item in (*document["paths"].values(), *document.get("webhooks", {}).values()):
        for operation in item.values():
            _fill_in([operation.get(part) for part in ("parameters", "requestBody")], SENT)
            _mark_files(operation["responses"])
            _fill_in(operation["responses"], ANSWERED)


def _mark_files(responses: Schema) -> None:
    """Say of what is not JSON that it is as long as it is."""
    for response in responses.values():
        for media_type, content in response.get("content", {}).items():
            if "json" not in media_type:
                content["schema"] = content.get("schema", {}) | {"x-unbounded": True}


def _repeat(source: Schema, target: Schema) -> None:
    """Copy the limits of fields that have the same name and type."""
    for name in source.get("properties", {}).keys() & target.get("properties", {}).keys():
        for theirs in _alternatives(source["properties"][name]):
            for ours in _alternatives(target["properties"][name]):
                _repeat_leaf(theirs, ours)


def _repeat_leaf(source: Schema, target: Schema) -> None:
    if source.get("type") != target.get("type"):
        return
    for bound in BOUNDS:
        if bound in source:
            target.setdefault(bound, source[bound])
    if "items" in source:
        _repeat_leaf(source["items"], target.get("items", {}))


def _alternatives(schema: Schema) -> list[Schema]:
    given: list[Schema] = schema.get("anyOf", [schema])
    return given


def _typed(node: Any) -> Iterator[Schema]:  # noqa: ANN401
    """Walk through all schemas that name one type; what examples hold are none."""
    if isinstance(node, dict):
        if isinstance(node.get("type"), str):
            yield node
        inner = [each for name, each in node.items() if name not in VALUES]
    else:
        inner = node if isinstance(node, list) else []
    for each in inner:
        yield from _typed(each)


def _fill_in(node: Any, limits: Limits) -> None:  # noqa: ANN401
    for schema in _typed(node):
        if "x-unbounded" not in schema and schema["type"] in limits:
            limits[schema["type"]](schema)


def _limit_sent_integer(schema: Schema) -> None:
    for bound in BOUNDS & schema.keys():
        schema[bound] = int(schema[bound]) if schema[bound] == int(schema[bound]) else schema[bound]
    largest = max(schema.get("maximum", 0), schema.get("exclusiveMaximum", 0))
    schema.setdefault("format", "int32" if largest <= LARGEST_INT32 else "int64")


def _limit_integer(schema: Schema) -> None:
    """Figures of answers count something; one that can be negative says so itself."""
    if "exclusiveMinimum" not in schema:
        schema.setdefault("minimum", 0)
    if "exclusiveMaximum" not in schema:
        schema.setdefault("maximum", LARGEST)
    _limit_sent_integer(schema)


def _limit_sent_string(schema: Schema) -> None:
    if schema.get("format") in LENGTHS:
        schema.setdefault("maxLength", LENGTHS[schema["format"]])
    if not FORMS & schema.keys():
        schema["pattern"] = ANY_TEXT


def _limit_string(schema: Schema) -> None:
    if not {"enum", "const"} & schema.keys():
        schema.setdefault("maxLength", LENGTHS.get(schema.get("format", ""), MOST_WORDS))


def _limit_array(schema: Schema) -> None:
    """A list of words of a vocabulary has each once."""
    words = schema.get("items", {}).get("enum")
    schema.setdefault("maxItems", len(words) if words else MOST_ITEMS)


SENT: Limits = {"integer": _limit_sent_integer, "string": _limit_sent_string}
ANSWERED: Limits = {"array": _limit_array, "integer": _limit_integer, "string": _limit_string}
