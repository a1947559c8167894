"""What became of the rows of a push."""

import json
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from app.connections.sync.shapes import Sent, SentTable
from app.core.owners import Owner

Key = tuple[str, UUID]
"""A table's name and an id."""

Ids = dict[str, set[UUID]]
Fate = Literal["in_conflict", "repeated", "gone", "refused"]


@dataclass(frozen=True, slots=True)
class Standing:
    """By table: rows that others changed, that came again, are gone for good, can't be valid.

    `live` are those of the push that were there before it.
    """

    in_conflict: Ids = field(default_factory=dict)
    repeated: Ids = field(default_factory=dict)
    gone: Ids = field(default_factory=dict)
    refused: Ids = field(default_factory=dict)
    live: set[Key] = field(default_factory=set)

    def note(self, fate: Fate, table: str, id_: UUID) -> None:
        ids: Ids = getattr(self, fate)
        ids.setdefault(table, set()).add(id_)

    def let_go(self, table: str, id_: UUID) -> None:
        """Note that a row is gone for good, whatever it says."""
        self.refused.get(table, set()).discard(id_)
        self.note("gone", table, id_)

    def is_refused(self, table: str, id_: UUID) -> bool:
        return id_ in self.refused.get(table, ())

    def is_missing(self, table: str, id_: UUID) -> bool:
        """Tell whether a row is not there because it was refused."""
        return self.is_refused(table, id_) and (table, id_) not in self.live

    def left_of(self, table: str, sent: SentTable) -> list[Sent]:
        """List the rows that are not there already, and not gone; some may be refused."""
        settled = self.repeated.get(table, set()) | self.gone.get(table, set())
        return [row for id_, row in sent.rows.items() if id_ not in settled]

    def done_with(self, table: str) -> set[UUID]:
        """List the rows that are not to be written."""
        fates = (self.repeated, self.gone, self.refused)
        return set[UUID]().union(*(ids.get(table, ()) for ids in fates))


def digest_of(owner: Owner, row: Sent) -> bytes:
    """Tell a row that comes again from one that was edited since."""
    text = json.dumps([row.is_odd, row.values], default=str, sort_keys=True)
    return owner.cipher.digest("sync-row", text.encode("utf-8", "surrogatepass"))
