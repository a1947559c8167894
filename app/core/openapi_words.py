"""The words and the order of the OpenAPI document: both are for reading."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Operation = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Introduction:
    """What stands before the operations; they follow in the order of `tags`, name to text."""

    title: str
    description: str
    tags: Mapping[str, str]
    opening_path: str
    """The first of its tag, whatever the order of the routes."""


def tell_in_our_words(operation: Operation) -> None:
    """Take the docstring's first sentence for the summary, unless the route has its own.

    FastAPI would make "List People" of `list_people`.
    """
    name, text = operation["operationId"], operation.get("description", "")
    if operation["summary"] != name.replace("_", " ").title():
        return
    first, *rest = re.split(r"(?<=[.:])\s+", text, maxsplit=1)
    operation["summary"] = first.rstrip(".:").replace("`", "")
    if rest:
        operation["description"] = rest[0][:1].upper() + rest[0][1:]


def say_once(document: dict[str, Any]) -> None:
    """Drop titles that only spell a name anew, and what a schema repeats of its parameter."""
    for schema in document["components"]["schemas"].values():
        schema.pop("title", None)
        for name, field in schema.get("properties", {}).items():
            _drop_title(name, field)
    for item in document["paths"].values():
        for operation in item.values():
            _drop_titles(operation)


def _drop_titles(operation: Operation) -> None:
    for parameter in operation.get("parameters", ()):
        schema = parameter["schema"]
        _drop_title(parameter["name"], schema)
        if schema.get("description") == parameter.get("description"):
            schema.pop("description", None)
    for content in operation["responses"].get("200", {}).get("content", {}).values():
        content["schema"].pop("title", None)


def _drop_title(name: str, schema: dict[str, Any]) -> None:
    """A field may be called `title`, but then it is a schema and no text."""
    title = schema.get("title", "")
    if re.split(r"[\W_]+", title.lower()) == re.split(r"[\W_]+", name.lower()):
        del schema["title"]


def arrange(document: dict[str, Any], introduction: Introduction) -> None:
    """Put the paths into the order of their tags, and say what those are."""
    places = {tag: place for place, tag in enumerate(introduction.tags)}

    def place(entry: tuple[str, dict[str, Operation]]) -> tuple[int, bool]:
        path, item = entry
        tag = next(iter(item.values()))["tags"][0]
        return places.get(tag, len(places)), path != introduction.opening_path

    document["paths"] = dict(sorted(document["paths"].items(), key=place))
    used = {
        operation["tags"][0] for item in document["paths"].values() for operation in item.values()
    }
    document["tags"] = [
        {"name": tag, "description": text} for tag, text in introduction.tags.items() if tag in used
    ]
