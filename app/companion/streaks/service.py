"""What can be done with streaks."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from app.companion.streaks import queries
from app.companion.streaks.beginnings import as_new, first_version, redefined
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
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Draft, Record, Stored


async def create(db: Db, owner: Owner, new: StreakCreate, *, now: datetime) -> Stored:
    """Begin a streak; what happened since its start counts at once.

    Raises:
        StreakRunsAlready: one of the same kind, person, label and platforms is unended.
        Invalid, UnknownReference, IdTaken, Deleted: see `records.create`.
    """
    columns = as_new(owner, new, now=now)
    terms = first_version(new)
    found = (await db.execute(queries.prospect(owner, columns))).one()
    policy = policy_version(terms["id"], None, terms["counts"], terms["exceptions"])
    streak = Loaded(
        id=columns["id"],
        definition=definition_of(columns),
        policies=(policy,),
        pauses=(),
        events=events_from(found.events),
    )
    rewrite = reckoned([streak])
    columns |= {"rollup": rewrite.rollups.pop(streak.id)}
    draft = Draft(
        Streak,
        new,
        columns,
        along=(
            queries.first_policy(_made_with(owner, new, columns, terms, now=now)),
            write_queries.along(rewrite, owner, now=now),
        ),
        refusal=StreakRunsAlready() if found.has_twin else None,
    )
    stored = await records.make(db, owner, draft, now=now)
    if stored.is_new:
        return Stored(shown(owner, stored.record, streak.policies, now=now), is_new=True)
    return Stored(await find_shown(db, owner, streak.id, now=now), is_new=False)
