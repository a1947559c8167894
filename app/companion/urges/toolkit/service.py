"""What to do instead: every technique with what is known of it, and the three to offer."""

import json
from base64 import b64decode
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.companion.urges.rules import HOLD
from app.companion.urges.techniques import built_in
from app.companion.urges.techniques.built_in import because_in
from app.companion.urges.toolkit import queries, rules
from app.companion.urges.toolkit.rules import UNTRIED
from app.core.database import Db
from app.core.owners import Owner
from app.core.tables import Record
from app.core.texts import Language
from app.core.wall_windows import Window, running


async def pack(db: Db, owner: Owner, language: Language) -> Record:
    """Give everything that a phone needs to answer an urge by itself."""
    known = await _known(db, owner, None)
    techniques, records = _techniques(owner, known, language), _records(known)
    ids = list(techniques)
    return {
        "hold_seconds": int(HOLD.total_seconds()),
        "offered_ids": rules.offered(ids, records),
        "techniques": [
            _told(techniques[each], records, language) for each in rules.ranked(ids, records)
        ],
    }


async def answer(
    db: Db, owner: Owner, place: Mapping[str, Any], language: Language
) -> dict[str, list[Record]]:
    """Give what goes along with an urge: three techniques, and the windows that it falls into.

    `place` has the urge's `person_id`, `occurred_at` and `time_zone`.
    """
    known = await _known(db, owner, place["person_id"])
    techniques, records = _techniques(owner, known, language), _records(known)
    zone = ZoneInfo(place["time_zone"])
    return {
        "toolkit": [
            _told(techniques[each], records, language)
            for each in rules.offered(list(techniques), records)
        ],
        "space_windows": _running(owner, known["windows"] or [], place["occurred_at"], zone),
    }


async def _known(db: Db, owner: Owner, person_id: UUID | None) -> Record:
    parameters = {"owner_id": owner.id, "person_id": person_id}
    row = (await db.execute(queries.known(), parameters)).one()
    return dict(row._mapping)  # noqa: SLF001


def _techniques(owner: Owner, known: Record, language: Language) -> dict[UUID, Record]:
    """List the user's own, then the built-in ones: the order that decides ties."""
    own = [_own(owner, *each) for each in known["techniques"] or []]
    return {each["id"]: each for each in own + built_in.told_in(language)}


def _own(owner: Owner, *columns: Any) -> Record:  # noqa: ANN401
    technique_id, title, steps, kind, duration_seconds = columns
    return {
        "id": UUID(technique_id),
        "title": _opened(owner, title, "techniques", "title", technique_id),
        "steps": json.loads(_opened(owner, steps, "techniques", "steps", technique_id)),
        "kind": kind,
        "duration_seconds": duration_seconds,
    }


def _records(known: Record) -> rules.Records:
    return {UUID(each): rules.Record(*counts) for each, *counts in known["records"] or []}


def _told(technique: Record, records: rules.Records, language: Language) -> Record:
    record = records.get(technique["id"], UNTRIED)
    reason = because_in(language)[rules.because(record)].format(**record._asdict())
    return {
        "technique_id": technique["id"],
        **technique,
        **record._asdict(),
        "because": reason,
    }


def _running(
    owner: Owner, windows: Sequence[Any], moment: datetime, zone: ZoneInfo
) -> list[Record]:
    return [
        {
            "space_window_id": window_id,
            "label": _opened(owner, label, "space_windows", "label", window_id),
        }
        for window_id, label, *times in windows
        if running(_window(*times), moment, zone)
    ]


def _window(weekdays: list[str], start: str, end: str, until: str | None) -> Window:
    last = None if until is None else date.fromisoformat(until)
    return Window(weekdays, time.fromisoformat(start), time.fromisoformat(end), last)


def _opened(owner: Owner, text: str, table: str, column: str, row_id: str) -> str:
    return owner.cipher.open(b64decode(text), table=table, column=column, row_id=UUID(row_id))
