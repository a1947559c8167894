from collections.abc import Collection, Mapping
from http import HTTPStatus
from uuid import UUID

from app.core.errors import AppError


class SyncConflict(AppError):
    """Some of these rows were changed since your last pull, by another device or the server.

    Nothing of the push was applied. `conflicts` names the rows by their tables. Pull, let your
    client merge, and push again.
    """

    status = HTTPStatus.CONFLICT
    code = "sync-conflict"
    title = "Some rows were changed elsewhere meanwhile."

    def __init__(self, conflicts: Mapping[str, Collection[UUID]] | None = None) -> None:
        super().__init__()
        named = {table: sorted(map(str, ids)) for table, ids in (conflicts or {}).items()}
        self.members = {"conflicts": named}
