"""Reckons anew what rows of an export add up to, once they are all there."""

from datetime import datetime
from uuid import UUID

from starlette.datastructures import State

from app.accounts.auth.acting import turn_of, writing
from app.companion.goals.models import Goal
from app.companion.goals.recounting import service as recounting
from app.companion.streaks.models import Streak
from app.companion.streaks.recomputation import service as recomputation
from app.connections.formats.imports import queries
from app.core import events, records
from app.core.database import Db
from app.core.owners import Owner


async def reckon(state: State, user_id: UUID) -> None:
    """Reckon all streaks and goals, and let milestones be looked at again.

    Each has a turn of its own, so that a long life holds up no other write of the user's. Done
    again, by whoever goes on after a kill, it gives the same.
    """
    async with turn_of(state, user_id) as turn:
        if turn is None:
            return
        streaks = await turn.db.all(queries.ids_of(turn.owner, Streak))
        goals = await turn.db.all(queries.ids_of(turn.owner, Goal))
    steps = [(_streak, row.id) for row in streaks] + [(_goal, row.id) for row in goals]
    for step, record_id in steps:
        async with turn_of(state, user_id) as turn:
            if turn is not None:
                writer = await writing(turn.db, turn.owner)
                await step(turn.db, writer, record_id, now=state.clock())


async def _streak(db: Db, owner: Owner, streak_id: UUID, *, now: datetime) -> None:
    """Reckon a streak, unless it was deleted meanwhile."""
    if await records.find(db, owner, Streak, streak_id) is not None:
        loaded = await recomputation.load(db, owner, streak_id)
        await recomputation.write_back(db, owner, [loaded], now=now)
        await events.record(db, owner.id, "streaks.changed", streak_id, now=now)


async def _goal(db: Db, owner: Owner, goal_id: UUID, *, now: datetime) -> None:
    await recounting.recount(db, owner, [goal_id], now=now)
