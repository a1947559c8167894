"""What the OpenAPI document says of each operation, as far as isolation goes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.endpoints import embedded
from app.core.openapi import operations
from app.core.openapi_limits import ANY_TEXT
from app.main import create_app
from app.settings import Settings

Schema = Mapping[str, Any]

DOCUMENT = create_app(Settings(public_url="http://test"), embedded(lambda *_: "")).openapi()
BOUND = {"enum", "const", "format", "pattern"}
"""What a schema has beside `type: string` if it is not for free words."""

CODED_IDS = {"prompt_id"}
"""Fields that name what is everybody's, not a record of somebody."""


@dataclass(frozen=True)
class Operation:
    """One operation; `body` are its body's fields by their dotted paths."""

    name: str
    method: str
    path: str
    is_public: bool
    takes_form: bool
    parameters: Mapping[tuple[str, str], Schema]
    body: Mapping[str, Schema]

    def __str__(self) -> str:
        return self.name

    def named(self, place: str) -> list[str]:
        """List the parameters in `path`, `query` or `header`."""
        return [name for where, name in self.parameters if where == place]

    @property
    def id_places(self) -> list[str]:
        """List where ids of records are taken: `path:person_id`, `body:person_id`."""
        parameters = [
            f"{where}:{name}"
            for (where, name), schema in self.parameters.items()
            if is_id(name, schema)
        ]
        return parameters + [
            f"body:{path}" for path, each in self.body.items() if is_id(path, each)
        ]

    @property
    def word_places(self) -> list[str]:
        return [path for path, schema in self.body.items() if is_free(schema)]

    @property
    def takes_own_id(self) -> bool:
        return self.method == "post" and "id" in self.body

    @property
    def takes_versions(self) -> bool:
        return "if-match" in self.named("header")

    @property
    def is_paged(self) -> bool:
        return "cursor" in self.named("query")


def is_id(path: str, schema: Schema) -> bool:
    name = path.rpartition(".")[2]
    if name == "id" or name in CODED_IDS:
        return False
    return name.endswith(("_id", "_ids")) or any(
        each.get("format") == "uuid" for each in leaves(schema)
    )


def is_free(schema: Schema) -> bool:
    return any(
        each.get("type") == "string"
        and (not BOUND & each.keys() or each.get("pattern") == ANY_TEXT)
        for each in leaves(schema)
    )


def leaves(schema: Schema) -> Iterator[Schema]:
    """Follow references, alternatives and lists to the plain schemas behind."""
    if "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    alternatives = [each for kind in ("anyOf", "oneOf", "allOf") for each in schema.get(kind, ())]
    inner = [*alternatives, *([schema["items"]] if "items" in schema else [])]
    if not inner:
        yield schema
    for each in inner:
        yield from leaves(each)


def fields(schema: Schema, prefix: str = "") -> Iterator[tuple[str, Schema]]:
    """Walk through the properties of a body, however deep."""
    for leaf in leaves(schema):
        for name, inner in leaf.get("properties", {}).items():
            if any("properties" in each for each in leaves(inner)):
                yield from fields(inner, f"{prefix}{name}.")
            else:
                yield prefix + name, inner


def _read() -> Iterator[Operation]:
    for path, item in DOCUMENT["paths"].items():
        for method, operation in operations({"paths": {path: item}}):
            content = operation.get("requestBody", {}).get("content", {})
            given = [*operation.get("parameters", ()), *item.get("parameters", ())]
            yield Operation(
                name=operation["operationId"],
                method=method,
                path=path,
                is_public=not operation["security"],
                takes_form="application/x-www-form-urlencoded" in content,
                parameters={(each["in"], each["name"]): each["schema"] for each in given},
                body=dict(fields(content.get("application/json", {}).get("schema", {}))),
            )


OPERATIONS = {operation.name: operation for operation in _read()}
SECURED = [operation for operation in OPERATIONS.values() if not operation.is_public]
