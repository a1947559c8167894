"""What can be done with streaks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from app.companion.streaks import queries
from app.companion.streaks.definitions import as_changed, as_ended, as_new, terms
from app.companion.streaks.endings.schemas import EndingPut
from app.companion.streaks.errors import StreakNotFound, StreakRunsAlready
from app.companion.streaks.models import Streak
from app.companion.streaks.reading import shown
from app.companion.streaks.recomputation import service as recomputation
from app.companion.streaks.recomputation import write_queries
from app.companion.streaks.recomputation.loaded import (
    Loaded,
    definition_of,
    events_from,
    policies_from,
    policy_version,
)
from app.companion.streaks.recomputation.rewrites import reckoned
from app.companion.streaks.schemas import StreakCreate, StreakUpdate
from app.core import records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.ids import new_id
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Draft, Stored
from app.core.tables import Record


@dataclass(frozen=True, slots=True)
class Told:
    """What a device says of a streak that it began long before the server hears of it.

    `instead` is how it ends if its like runs already, which is then no reason to refuse it.
    """

    ending: EndingPut | None = None
    instead: EndingPut | None = None
    policy_id: UUID | None = None


JUST_BEGUN = Told()


async def create(
    db: Db, owner: Owner, new: StreakCreate, told: Told = JUST_BEGUN, *, now: datetime
) -> Stored:
    """Begin a streak; what happened since its start counts at once.

    Raises:
        StreakRunsAlready: one of the same kind, person, label and platforms is unended.
        Invalid: something doesn't fit together; or as `records.create`.
    """
    columns = as_new(owner, new, now=now)
    policy: Record = {"id": told.policy_id or new_id(), "effective_at": None}
    policy |= terms(new.kind, new.policy)
    found = (await db.execute(queries.prospect(owner, columns))).one()
    ending = told.ending or (told.instead if found.has_twin else None)
    if ending is not None:
        columns |= as_ended(owner, columns, ending, now=now)
    streak = Loaded(
        id=columns["id"],
        definition=definition_of(columns),
        policies=(policy_version(policy),),
        pauses=(),
        events=events_from(found.events),
    )
    rewrite = reckoned([streak])
    columns["rollup"] = rewrite.rollups.pop(streak.id)
    policy["streak_id"] = streak.id
    policy = records.new_row(owner, policy, records.body_digest(owner, new), now=now)
    along = (queries.first_policy(policy), write_queries.along(rewrite, owner, now=now))
    refusal = StreakRunsAlready() if found.has_twin and ending is None else None
    stored = await records.make(db, owner, Draft(Streak, new, columns, along, refusal), now=now)
    if not stored.is_new:
        return Stored(await find(db, owner, streak.id, now=now), is_new=False)
    return Stored(shown(owner, stored.record, streak.policies, now=now), is_new=True)


async def find(db: Db, owner: Owner, streak_id: UUID, *, now: datetime) -> Record:
    """Load one of the owner's streaks with its figures.

    Raises:
        StreakNotFound: there is none of that id, or it is somebody else's.
    """
    named = {"streak_id": streak_id}
    streak = only(await records.fetch(db, owner, Streak, queries.one_streak(), named))
    return shown(owner, streak, policies_from(streak["policies"]), now=now)


async def list_page(db: Db, owner: Owner, paging: Paging, *, now: datetime) -> dict[str, Any]:
    streaks = await records.fetch(db, owner, Streak, *queries.streaks_of(owner, paging))
    found = [shown(owner, each, policies_from(each["policies"]), now=now) for each in streaks]
    return paging.page(found, owner, "recorded_at", "id")


def only(found: Sequence[Record]) -> Record:
    """Give the one streak that a statement found.

    Raises:
        StreakNotFound: it found none.
    """
    if not found:
        raise StreakNotFound
    return found[0]


async def update(
    db: Db, owner: Owner, streak: Record, changes: StreakUpdate, *, now: datetime
) -> Record:
    """Change a streak; its figures are then as if it had always been so.

    Raises:
        StreakRunsAlready, Invalid: as `create`.
    """
    columns = as_changed(owner, streak, changes, now=now)
    return await redefine(db, owner, streak, columns, now=now)


async def redefine(
    db: Db, owner: Owner, streak: Record, columns: Mapping[str, Any], *, now: datetime
) -> Record:
    """Overwrite columns of a streak and reckon it anew.

    Raises:
        StreakRunsAlready: it would be unended, and another like it is.
    """
    after = {**streak, **columns}
    if after["ended_at"] is None and await db.scalar(queries.twin(owner, after)):
        raise StreakRunsAlready
    loaded = await recomputation.load(db, owner, streak["id"])
    rewrite = reckoned([replace(loaded, definition=definition_of(after))])
    rollup = rewrite.rollups.pop(streak["id"], streak["rollup"])
    changes = {**columns, "rollup": rollup}
    changed = await records.change(db, owner, Streak, streak["id"], changes, now=now)
    if rewrite.segments or rewrite.gone:
        await db.execute(write_queries.alone(rewrite, owner, now=now))
    return shown(owner, changed, loaded.policies, now=now)


async def delete(
    db: Db, owner: Owner, streak_id: UUID, *, if_match: Versions, now: datetime
) -> None:
    """Delete a streak with its policies, pauses and segments; what happened stays."""
    await records.delete(db, owner, Streak, streak_id, now=now, if_match=if_match)
