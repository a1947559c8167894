"""Values that fit a JSON schema and make sense to a reader."""

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any
from uuid import UUID

Schema = Mapping[str, Any]

UNSAID = "…"
"""Stands for a text that no schema gives an example of; tests/architecture refuses it."""
NAMES = "x-named"
"""Beside the examples of a body: what each shows."""
BY_FORMAT = {"date-time": "2026-03-20T21:00:00Z", "date": "2026-03-20"}


def id_for(name: str) -> str:
    """Make a UUIDv7 that is always the same for a name."""
    digest = int.from_bytes(blake2b(name.encode(), digest_size=8).digest())
    variant = digest & ~(0b11 << 62) | 0b10 << 62
    return str(UUID(int=0x0199E4A27C317000 << 64 | variant))


class Samples:
    """Makes values for the schemas of one document.

    A field's value is its own example; else, in a `<Stem>Read`, what the example of
    `<Stem>Create` says; else the example of another schema's field of the same name.
    """

    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        self._schemas = schemas
        self._by_name = dict(_said(schemas))

    def bodies(self, schema: Schema) -> list[Any]:
        """Give the examples of a request's schema, or one of what it requires."""
        schema = self._resolved(schema)
        if "examples" in schema:
            return list(schema["examples"])
        fields = schema.get("properties", {})
        names = schema.get("required") or [name for name in fields if name != "id"][:1]
        return [{name: self._value(fields[name], name, None) for name in names}]

    def names(self, schema: Schema) -> list[str]:
        """Say what each of `bodies` shows; where there are several, the schema must."""
        return list(self._resolved(schema).get(NAMES, ["Example"]))

    def answer(self, schema: Schema) -> Any:  # noqa: ANN401
        return self._value(schema, "", None)

    def _value(self, schema: Schema, name: str, sent: Any) -> Any:  # noqa: ANN401
        """Make a value; `sent` is what the example of a request has in its place, or nothing."""
        if "$ref" in schema:
            stem = schema["$ref"].rpartition("/")[2].removesuffix("Read")
            creation = self._schemas.get(f"{stem}Create")
            schema = self._resolved(schema)
            sent = self.bodies(creation)[0] if creation and "properties" in schema else sent
        if "properties" in schema and "examples" not in schema:
            sent = sent if isinstance(sent, dict) else {}
            return {
                field: self._value(inner, field, sent.get(field))
                for field, inner in schema["properties"].items()
            }
        given = schema.get("anyOf", schema.get("oneOf", ()))
        alternatives = [each for each in given if each.get("type") != "null"]
        if alternatives:
            return self._one_of(schema, alternatives, name, sent)
        return self._leaf(schema, name, sent)

    def _one_of(self, schema: Schema, alternatives: list[Schema], name: str, sent: Any) -> Any:  # noqa: ANN401
        """Take the first alternative; of what may be null, null if nobody gives an example."""
        if "examples" in schema:
            return schema["examples"][0]
        value = self._value(alternatives[0], name, sent)
        is_nullable = "anyOf" in schema and len(alternatives) < len(schema["anyOf"])
        return None if is_nullable and value == UNSAID else value

    def _leaf(self, schema: Schema, name: str, sent: Any) -> Any:  # noqa: ANN401
        if "examples" in schema:
            return schema["examples"][0]
        if schema.get("format") in BY_FORMAT:
            return BY_FORMAT[schema["format"]]
        if sent is not None:
            return sent
        if schema.get("type") == "array":
            item = self._value(schema.get("items", {}), name, None)
            return [] if item == UNSAID else [item]
        if "const" in schema or "enum" in schema:
            return schema.get("const", schema.get("enum", [None])[0])
        return self._scalar(schema, name)

    def _scalar(self, schema: Schema, name: str) -> Any:  # noqa: ANN401
        if schema.get("format") == "uuid":
            return id_for(name)
        kind = schema.get("type")
        if kind == "boolean":
            return False
        if kind in {"integer", "number"}:
            return max(schema.get("minimum", 1), 1)
        return self._by_name.get(name, UNSAID if kind == "string" else {})

    def _resolved(self, schema: Schema) -> Schema:
        if "$ref" in schema:
            return self._schemas[schema["$ref"].rpartition("/")[2]]
        return schema


def _said(schemas: Mapping[str, Schema]) -> Iterator[tuple[str, Any]]:
    """List what examples there are of each field, from fields and from whole bodies."""
    for schema in schemas.values():
        for body in schema.get("examples", ()):
            yield from ((name, value) for name, value in body.items() if isinstance(value, str))
        for name, field in schema.get("properties", {}).items():
            for inner in (field, *field.get("anyOf", ())):
                if isinstance(inner.get("examples", [None])[0], str):
                    yield name, inner["examples"][0]
