"""What can be done with milestones: read them, and keep them true to their streak."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.accounts.auth.acting import writing
from app.companion.milestones import queries, rules
from app.companion.milestones.errors import MilestoneNotFound
from app.companion.milestones.models import Milestone
from app.companion.milestones.settling import Kept, settled
from app.companion.milestones.stretches import closed_stretches, last_stretch, pauses_from
from app.core import due_work, records
from app.core.database import Db
from app.core.days import beginning_of
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.tables import Record
from app.core.texts import language_for, texts

DUE = "milestones.due"
KIND = "streak_days"


async def find(db: Db, owner: Owner, milestone_id: UUID, accepted: str) -> Record:
    """Load one of the owner's milestones.

    Raises:
        MilestoneNotFound: there is none of that id, or it is somebody else's.
    """
    milestone = await records.find(db, owner, Milestone, milestone_id)
    if milestone is None:
        raise MilestoneNotFound
    return _shown(owner, milestone, accepted)


async def list_page(
    db: Db, owner: Owner, streak_id: UUID | None, paging: Paging, accepted: str
) -> dict[str, Any]:
    asked = queries.milestones_of(owner, streak_id, paging)
    found = await records.fetch(db, owner, Milestone, *asked)
    shown = [_shown(owner, each, accepted) for each in found]
    return paging.page(shown, owner, "reached_on", "id")


async def reckon(db: Db, owner: Owner, streak_id: UUID, *, now: datetime) -> None:
    """Award what a streak has reached, revoke what it has not, and plan the next look.

    Done again, it does nothing; the owner's revision rises only with a change. It is the owner's
    turn (`acting`).
    """
    streak = await db.first(queries.streak_with_segments(owner, streak_id))
    if streak is None:
        await due_work.drop(db, owner.id, DUE, streak_id)
        return
    pauses = pauses_from(streak.pauses)
    last = last_stretch(streak_id, streak.rollup, streak.ended_on, owner.today(now))
    stretches = [*closed_stretches(streak_id, streak.segments), last]
    kept = {row.id: _kept(row) for row in await db.all(queries.kept_of(owner, streak_id))}
    rows = settled(streak_id, rules.reached(stretches, pauses), kept, now=now)
    if rows:
        writer = await writing(db, owner)
        today = owner.today(now)
        new = {id_ for id_ in rows.keys() - kept if rules.is_news(rows[id_].reached_on, today)}
        await db.execute(queries.keeping(writer, streak_id, rows, new, now=now))
    next_on = rules.next_on(last, pauses) if streak.ended_on is None else None
    await _plan(db, owner, streak_id, next_on)


async def reckon_by_pause(db: Db, owner: Owner, pause_id: UUID, *, now: datetime) -> None:
    """Do so for the streak of a pause."""
    streak_id = await db.scalar(queries.streak_of_pause(owner, pause_id))
    if streak_id is not None:
        await reckon(db, owner, streak_id, now=now)


async def _plan(db: Db, owner: Owner, streak_id: UUID, next_on: date | None) -> None:
    if next_on is None:
        await due_work.drop(db, owner.id, DUE, streak_id)
        return
    due_at = beginning_of(next_on, owner.zone, owner.day_starts_at)
    await due_work.plan(db, owner.id, DUE, streak_id, due_at=due_at)


def _kept(row: Any) -> Kept:  # noqa: ANN401
    return Kept(row.opened_by, row.days, row.reached_on, row.awarded_at, row.revoked_at)


def _shown(owner: Owner, milestone: Record, accepted: str) -> Record:
    title = _title(owner, milestone["days"], accepted)
    return milestone | {"kind": KIND, "title": title}


def _title(owner: Owner, days: int, accepted: str) -> str:
    titles = texts(__package__, language_for(accepted, owner.locale))["titles"]
    years, rest = divmod(days, rules.YEAR)
    if rest or years == 1:
        return str(titles[str(days)])
    return str(titles["years"]).format(years=years)
