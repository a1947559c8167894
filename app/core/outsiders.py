"""What callers without the scope `owner` (apps, limited scripts) don't get to see or to change.

A field marked `OWNER_ONLY` is absent from what they read, and can't be filtered by.
"""

from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Any, get_args

from fastapi import Request
from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from app.core.errors import AppError, InsufficientScope
from app.core.owners import Owner
from app.core.tables import Record

MARK = "x-owner-only"
CHALLENGE = 'Bearer realm="ownorbit", error="insufficient_scope", scope="owner"'

Hidden = dict[str, Any]
"""What to leave out, as pydantic's `exclude` takes it."""


class WrittenByAnother(AppError):
    """An app changes and deletes only what it wrote itself: compare the record's `source`.

    What the user or another app wrote, it may read with the scope for it, and no more.
    """

    status = HTTPStatus.FORBIDDEN
    code = "written-by-another"
    title = "Another wrote this record."


class OwnerOnly:
    """Marks a field; the document says so, and doesn't promise it to everybody."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(schema) | {MARK: True}


OWNER_ONLY = OwnerOnly()


def hidden_in(model: Any) -> Hidden:  # noqa: ANN401
    """List the marked fields of a response model, at whatever depth."""
    return _hidden_in(model, frozenset())


def refuse_others(owner: Owner, record: Record | None) -> None:
    """Let an app change nothing but its own.

    Raises:
        WrittenByAnother: somebody else wrote the record.
    """
    if record is not None and not owner.is_first_party and record["source"] != owner.source:
        raise WrittenByAnother


def refuse_filters(request: Request, hidden: Hidden) -> None:
    """Let nobody find out by filters what they don't see.

    Raises:
        InsufficientScope: the query names a hidden field.
    """
    if not _names(hidden).isdisjoint(request.query_params.keys()):
        raise InsufficientScope(headers={"www-authenticate": CHALLENGE})


def soften(schemas: Mapping[str, dict[str, Any]]) -> None:
    """Require no marked field in the document: it may be absent."""
    for schema in schemas.values():
        fields = schema.get("properties", {})
        required = [name for name in schema.get("required", ()) if MARK not in fields[name]]
        if len(required) != len(schema.get("required", ())):
            schema["required"] = required


def _hidden_in(model: Any, above: frozenset[Any]) -> Hidden:  # noqa: ANN401
    found: Hidden = {}
    for part in _models_in(model):
        if part.model in above:
            continue
        inner = _of_fields(part.model, above | {part.model})
        if inner:
            found |= {"__all__": inner} if part.is_many else inner
    return found


def _of_fields(model: type[BaseModel], above: frozenset[Any]) -> Hidden:
    found: Hidden = {}
    for name, field in model.model_fields.items():
        if _is_marked(field):
            found[name] = True
        elif inner := _hidden_in(field.annotation, above):
            found[name] = inner
    return found


def _is_marked(field: FieldInfo) -> bool:
    return any(isinstance(each, OwnerOnly) for each in field.metadata)


class _Part:
    __slots__ = ("is_many", "model")

    def __init__(self, model: type[BaseModel], *, is_many: bool) -> None:
        self.model = model
        self.is_many = is_many


def _models_in(annotation: Any, *, is_many: bool = False) -> Iterator[_Part]:  # noqa: ANN401
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield _Part(annotation, is_many=is_many)
        return
    for each in get_args(annotation):
        yield from _models_in(each, is_many=is_many or _holds_many(annotation))


def _holds_many(annotation: Any) -> bool:  # noqa: ANN401
    origin: Callable[..., Any] | None = getattr(annotation, "__origin__", None)
    return origin in {list, tuple, set, frozenset}


def _names(hidden: Hidden) -> set[str]:
    inner = (_names(each) for each in hidden.values() if isinstance(each, dict))
    return set(hidden).union(*inner)
