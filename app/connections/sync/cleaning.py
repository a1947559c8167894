"""Makes a body of what a phone sent: what does not fit is left out, if anything then does.

A phone that is offline for a day has nobody to ask. Refused, it would send the same again for ever.
Only the user's own words are never left out: rather the row stays on the phone as it is.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from app.connections.sync.words import holds_words
from app.core.errors import AppError
from app.core.tables import Record

Body = TypeVar("Body", bound=BaseModel)
Path = tuple[str | int, ...]


class Unfit(Exception):
    """Nothing that may be left out makes the row valid."""


async def attempt(
    schema: type[BaseModel],
    fields: Mapping[str, Any],
    words: Collection[str],
    verb: Callable[[Any], Awaitable[object]],
) -> None:
    """Call a feature's verb with the body, and again without the fields that it refuses.

    Raises:
        Unfit: it refuses what may not be left out; `words` are fields of the user's own words.
    """
    left = _fields_for(schema, fields)
    while True:
        body = fitting(schema, left, words)
        try:
            await verb(body)
        except AppError as error:
            paths = [tuple(each.pointer.strip("/").split("/")) for each in error.errors]
            if not _leave_out(left, paths, words):
                raise Unfit from error
        else:
            return


def can_be(schema: type[BaseModel], fields: Mapping[str, Any], words: Collection[str]) -> bool:
    """Tell whether the schema alone takes it, with what may be left out left out."""
    try:
        fitting(schema, _fields_for(schema, fields), words)
    except Unfit:
        return False
    return True


def names_of(schema: type[BaseModel]) -> Collection[str]:
    return {each.alias or name for name, each in schema.model_fields.items()}


def fitting(schema: type[Body], fields: Record, words: Collection[str] = ()) -> Body:
    """Validate, and leave out of `fields` what does not pass.

    Raises:
        Unfit: something that is needed, or somebody's words, is missing or does not pass.
    """
    while True:
        try:
            return schema.model_validate(fields)
        except ValidationError as error:
            if not _leave_out(fields, [_place(fields, each) for each in error.errors()], words):
                raise Unfit from error


def _fields_for(schema: type[BaseModel], fields: Mapping[str, Any]) -> Record:
    return {name: deepcopy(fields[name]) for name in fields.keys() & names_of(schema)}


def _place(fields: Record, error: Mapping[str, Any]) -> Path:
    """Find the smallest part that an error is about; unions name their members in between."""
    first, *rest = error["loc"]
    value = fields.get(first)
    if error["type"] == "missing":
        return (first,)
    inner = [step for step in rest if _has(value, step)]
    return (first, *inner[:1])


def _has(value: Any, step: str | int) -> bool:  # noqa: ANN401
    if isinstance(value, list):
        return isinstance(step, int) and step < len(value)
    return isinstance(value, dict) and step in value


def _leave_out(fields: Record, paths: Sequence[Path], words: Collection[str]) -> bool:
    """Leave out what the paths name; tell whether anything was there to leave out.

    Raises:
        Unfit: somebody's own words would be left out.
    """
    inner = {path[0] for path in paths if len(path) > 1}
    places = {path for path in paths if len(path) > 1 or path[0] not in inner}
    taken = [(path[0], part) for path in _last_first(places) for part in _taken_out(fields, path)]
    if any(name in words and holds_words(part) for name, part in taken):
        raise Unfit
    return bool(taken)


def _last_first(paths: Iterable[Path]) -> list[Path]:
    """Order them so that no removal moves the place of another."""
    return sorted(paths, key=lambda path: [(isinstance(step, int), step) for step in path])[::-1]


def _taken_out(fields: Any, path: Path) -> list[Any]:  # noqa: ANN401
    """Take out what is there of a path, or the last part on the way that is."""
    step, *rest = path
    if not _has(fields, step):
        return []
    inner = _taken_out(fields[step], tuple(rest)) if rest else []
    return inner or [fields.pop(step)]
