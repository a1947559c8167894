"""Which techniques are offered at an urge. Rules: "Urges: what to do instead" in streaks.md."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

BEST = 2


class Record(NamedTuple):
    """At how many resolved urges a technique was tried, and at how many it helped."""

    tried: int
    helped: int


UNTRIED = Record(0, 0)
Records = Mapping[UUID, Record]


def ranked(ids: Sequence[UUID], records: Records) -> list[UUID]:
    """Put the best smoothed rates first; the order of `ids` decides ties."""
    return sorted(ids, key=lambda each: -_rate(records.get(each, UNTRIED)))


def offered(ids: Sequence[UUID], records: Records) -> list[UUID]:
    """Give the two best, and the least tried of the rest; the order of `ids` decides ties."""
    best = ranked(ids, records)[:BEST]
    rest = [each for each in ids if each not in best]
    return best + sorted(rest, key=lambda each: records.get(each, UNTRIED).tried)[:1]


def because(record: Record) -> str:
    """Name the text that says what is known of a technique."""
    if record.tried == 0:
        return "untried"
    kind = "helped" if record.helped else "tried"
    return f"{kind}_once" if record.tried == 1 else kind


def _rate(record: Record) -> float:
    return (record.helped + 1) / (record.tried + 2)
