"""What became of the rows of a push."""

import json
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from app.connections.sync.shapes import Sent
from app.core.owners import Owner

Ids = dict[str, set[UUID]]
Fate = Literal["in_conflict", "repeated", "gone", "refused"]


@dataclass(frozen=True, slots=True)
class Standing:
    """By table: rows that others changed, that came again, are gone for good, can't be valid."""

    in_conflict: Ids = field(default_factory=dict)
    repeated: Ids = field(default_factory=dict)
    gone: Ids = field(default_factory=dict)
    refused: Ids = field(default_factory=dict)

    def note(self, fate: Fate, table: str, id_: UUID) -> None:
        ids: Ids = getattr(self, fate)
        ids.setdefault(table, set()).add(id_)

    def done_with(self, table: str) -> set[UUID]:
        """List the rows that are not to be written."""
        fates = (self.repeated, self.gone, self.refused)
        return set[UUID]().union(*(ids.get(table, ()) for ids in fates))


def digest_of(owner: Owner, row: Sent) -> bytes:
    """Tell a row that comes again from one that was edited since."""
    text = json.dumps([row.is_odd, row.values], default=str, sort_keys=True)
    return owner.cipher.digest("sync-row", text.encode("utf-8", "surrogatepass"))
