"""What the declarations of most tables have in common."""

from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any

from pydantic import BaseModel

from app.connections.sync.shapes import Column, Kind, Turn, Verbs
from app.core.conditional import Versions
from app.core.tables import Record

ANY_VERSION = Versions(None)


def columns(**kinds: Kind) -> tuple[Column, ...]:
    """Declare columns that phones write, of the first version of the schema."""
    return tuple(Column(name, kind) for name, kind in kinds.items())


def derived(**kinds: Kind) -> tuple[Column, ...]:
    """Declare columns that only the server writes."""
    return tuple(Column(name, kind, read_only=True) for name, kind in kinds.items())


OF_ENTRY = columns(occurred_at="moment", time_zone="text") + derived(local_date="date")


def verbs_of(
    service: ModuleType,
    creation: type[BaseModel],
    change: type[BaseModel],
    **others: Any,  # noqa: ANN401
) -> Verbs:
    """Give the verbs of a feature that has the usual ones, but for `others`."""
    usual: dict[str, Any] = {
        "create": creates(service),
        "update": updates(service),
        "delete": deletes(service),
    }
    return Verbs(creation=creation, change=change, **(usual | others))


def creates(service: ModuleType) -> Callable[[Turn, Any, Record], Awaitable[object]]:
    async def create(turn: Turn, body: BaseModel, _row: Record) -> None:
        await service.create(turn.db, turn.owner, body, now=turn.now)

    return create


def updates(service: ModuleType) -> Callable[[Turn, Record, Any], Awaitable[object]]:
    async def update(turn: Turn, present: Record, body: BaseModel) -> None:
        await service.update(turn.db, turn.owner, present, body, now=turn.now)

    return update


def deletes(service: ModuleType) -> Callable[[Turn, Record], Awaitable[object]]:
    async def delete(turn: Turn, present: Record) -> None:
        await service.delete(turn.db, turn.owner, present["id"], if_match=ANY_VERSION, now=turn.now)

    return delete
