"""What can be done with encounters."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.companion.encounters import queries, rules
from app.companion.encounters.errors import EncounterNotFound
from app.companion.encounters.filters import Filters
from app.companion.encounters.models import Encounter
from app.companion.encounters.schemas import EncounterCreate, EncounterUpdate
from app.core import entries, records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.errors import refuse
from app.core.moments import AHEAD
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Stored
from app.core.tables import Record


async def create(db: Db, owner: Owner, new: EncounterCreate, *, now: datetime) -> Stored:
    """Keep an encounter, or the plan of one.

    Raises:
        Invalid: it lies ahead, or can't have happened yet; or as `records.create`.
    """
    columns = new.model_dump()
    columns["happened"] = rules.has_happened(new.happened, new.planned_for, now)
    _refuse_too_early(columns, now)
    when = new.occurred_at or rules.moment(columns, otherwise=now)
    told = new.model_copy(update={"occurred_at": when})
    columns |= entries.placed(owner, told, now=now)
    stored = await records.create(db, owner, Encounter, new, columns, now=now)
    return Stored(await find(db, owner, stored.record["id"]), is_new=stored.is_new)


async def find(db: Db, owner: Owner, encounter_id: UUID) -> Record:
    """Load one of the owner's encounters with the baseline of their mood.

    Raises:
        EncounterNotFound: there is none of that id, or it is somebody else's.
    """
    asked = queries.encounter(encounter_id)
    for encounter in await records.fetch(db, owner, Encounter, *asked):
        return _shown(encounter)
    raise EncounterNotFound


async def list_page(db: Db, owner: Owner, filters: Filters, paging: Paging) -> dict[str, Any]:
    asked = queries.encounters_of(owner, filters, paging)
    encounters = await records.fetch(db, owner, Encounter, *asked)
    return paging.page([_shown(each) for each in encounters], owner, "occurred_at", "id")


async def update(
    db: Db, owner: Owner, encounter: Record, changes: EncounterUpdate, *, now: datetime
) -> Record:
    """Change an encounter; a plan that has happened moves to when it was planned for.

    Raises:
        Invalid: it would lie ahead, or can't have happened yet.
        UnknownReference: it names a person whom the owner does not have.
    """
    columns = changes.model_dump()
    after = encounter | columns
    if columns.keys() & {"happened", "planned_for"}:
        _refuse_too_early(after, now)
    if after["happened"] and not encounter["happened"] and "occurred_at" not in columns:
        columns["occurred_at"] = rules.moment(after, otherwise=encounter["occurred_at"])
    columns = entries.moved(encounter, columns, now=now)
    await records.change(db, owner, Encounter, encounter["id"], columns, now=now)
    return await find(db, owner, encounter["id"])


async def delete(
    db: Db, owner: Owner, encounter_id: UUID, *, if_match: Versions, now: datetime
) -> None:
    """Delete an encounter; deleting what is gone does nothing."""
    await records.delete(db, owner, Encounter, encounter_id, now=now, if_match=if_match)


def _refuse_too_early(encounter: Record, now: datetime) -> None:
    if encounter["happened"] and rules.is_ahead(encounter["planned_for"], now + AHEAD):
        refuse("/happened", "not while `planned_for` lies ahead")


def _shown(encounter: Record) -> Record:
    n, mean = encounter.pop("check_ins")
    return encounter | {"baseline": rules.baseline(encounter["local_date"], n, mean)}
