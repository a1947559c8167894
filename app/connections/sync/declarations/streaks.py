"""Streaks, with their endings as columns, and what belongs to them."""

from contextlib import suppress
from datetime import datetime

from app.companion.streaks import service
from app.companion.streaks.endings import service as endings
from app.companion.streaks.endings.schemas import EndingPut
from app.companion.streaks.models import Streak, StreakPause, StreakPolicy
from app.companion.streaks.pauses import service as pauses
from app.companion.streaks.pauses.schemas import PauseCreate, PauseUpdate
from app.companion.streaks.policies import service as policies
from app.companion.streaks.policies.schemas import PolicyCreate
from app.companion.streaks.schemas import StreakCreate, StreakTerms, StreakUpdate
from app.companion.streaks.service import Told
from app.connections.sync.cleaning import Unfit, fitting
from app.connections.sync.declarations.usual import ANY_VERSION, columns, derived, verbs_of
from app.connections.sync.loading import is_free
from app.connections.sync.shapes import Sent, SyncedTable, Turn, Verbs
from app.core.errors import AppError
from app.core.moments import AHEAD
from app.core.tables import Record

POLICY_TABLE = StreakPolicy.__tablename__


async def _create(turn: Turn, body: StreakCreate, row: Record) -> None:
    started_at = body.started_at or turn.now
    first = _first_policy(turn, row)
    policy_id = None
    if first is not None:
        terms = fitting(StreakTerms, _terms_of(first))
        body = body.model_copy(update={"policy": terms})
        policy_id = first.id if await is_free(turn, StreakPolicy, first.id) else None
    told = Told(
        ending=_ending(row, turn.now, started_at),
        instead=EndingPut(outcome="other", ended_at=max(turn.now, started_at)),
        policy_id=policy_id,
    )
    await service.create(turn.db, turn.owner, body, told, now=turn.now)


async def _settle(turn: Turn, present: Record, row: Record) -> None:
    """End the streak or let it run on; where neither may be, it stays as it is."""
    names = ("ended_at", "outcome", "ended_time_zone")
    if all(row.get(name, present[name]) == present[name] for name in names):
        return
    merged = present | row
    with suppress(AppError):
        ending = _ending(merged, turn.now, present["started_at"])
        if ending is None:
            of = (turn.db, turn.owner, present["id"])
            await endings.delete(*of, if_match=ANY_VERSION, now=turn.now)
        else:
            streak = await service.find(turn.db, turn.owner, present["id"], now=turn.now)
            await endings.put(turn.db, turn.owner, streak, ending, now=turn.now)


def _ending(row: Record, now: datetime, started_at: datetime) -> EndingPut | None:
    """Read an ending; without a moment that can be, it is the time of receipt."""
    ended_at = row.get("ended_at")
    if ended_at is None and row.get("outcome") is None:
        return None
    if ended_at is None or ended_at > now + AHEAD:
        ended_at = now
    fields = {"outcome": row.get("outcome"), "time_zone": row.get("ended_time_zone")}
    fields["ended_at"] = max(ended_at, started_at)
    try:
        return fitting(EndingPut, fields)
    except Unfit:
        return EndingPut(outcome="other", ended_at=fields["ended_at"])


def _first_policy(turn: Turn, row: Record) -> Sent | None:
    """Find what the device says counts from the start: its policy without a moment."""
    sent = turn.sent.get(POLICY_TABLE)
    for policy in sent.rows.values() if sent else ():
        is_first = policy.values.get("effective_at") is None
        if is_first and policy.values.get("streak_id") == row["id"]:
            return policy
    return None


def _terms_of(policy: Sent) -> Record:
    return {name: policy.values.get(name) for name in ("counts", "exceptions")}


async def _create_policy(turn: Turn, body: PolicyCreate, row: Record) -> None:
    await policies.create(turn.db, turn.owner, _streak(row), body, now=turn.now)


async def _create_pause(turn: Turn, body: PauseCreate, row: Record) -> None:
    await pauses.create(turn.db, turn.owner, _streak(row), body, now=turn.now)


async def _delete_pause(turn: Turn, present: Record) -> None:
    await pauses.delete(turn.db, turn.owner, present, now=turn.now)


async def _update_pause(turn: Turn, present: Record, body: PauseUpdate) -> None:
    await pauses.update(turn.db, turn.owner, present, body, now=turn.now)


def _streak(row: Record) -> Record:
    if row.get("streak_id") is None:
        raise Unfit
    return {"id": row["streak_id"]}


STREAKS = SyncedTable(
    Streak,
    columns(
        kind="text",
        person_id="id",
        label="text",
        started_at="moment",
        time_zone="text",
        platforms="json",
        measures="json",
        ended_at="moment",
        ended_time_zone="text",
        outcome="text",
    )
    + derived(started_on="date", ended_on="date"),
    verbs_of(service, StreakCreate, StreakUpdate, create=_create, settle=_settle),
    needs=frozenset({"person_id"}),
)
STREAK_POLICIES = SyncedTable(
    StreakPolicy,
    columns(streak_id="id", effective_at="moment", counts="json", exceptions="json"),
    Verbs(creation=PolicyCreate, create=_create_policy, delete=None),
)
STREAK_PAUSES = SyncedTable(
    StreakPause,
    columns(streak_id="id", from_on="date", until_on="date"),
    Verbs(
        creation=PauseCreate,
        create=_create_pause,
        delete=_delete_pause,
        change=PauseUpdate,
        update=_update_pause,
    ),
)
