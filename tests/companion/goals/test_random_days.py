"""Random days of a user over HTTP, in whatever order: figures are those of counting anew.

The oracle is that of `arithmetic/`.
"""

from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from httpx2 import AsyncClient

from app.companion.goals.arithmetic.dates_aside import Pause
from app.companion.goals.arithmetic.definitions import Definition
from app.companion.goals.arithmetic.rollups import Log
from tests.clock import NOON
from tests.companion.goals.arithmetic.oracle import Life, reckon
from tests.companion.goals.doing import Json, a_goal, a_log, an_activity, change, created, read

TODAY = NOON.date()
KINDS: tuple[Json, ...] = (
    {"cadence": {"times": 1, "per": "day"}},
    {"cadence": {"times": 2, "per": "week"}},
    {"cadence": {"times": 3, "per": "month"}},
    {"target": {"amount": 5, "unit": "km"}},
)
STEPS = 60


@dataclass
class User:
    """What a user has said so far; logs and goals by their ids."""

    client: AsyncClient
    random: Random
    activities: list[str] = field(default_factory=list)
    goals: dict[str, Json] = field(default_factory=dict)
    logs: dict[str, Json] = field(default_factory=dict)
    excused: dict[str, set[str]] = field(default_factory=dict)
    pauses: dict[str, Json] = field(default_factory=dict)
    week_starts_on: str = "monday"

    def day(self) -> str:
        return str(TODAY - timedelta(days=self.random.randrange(12)))

    def one_of(self, things: Any) -> Any:  # noqa: ANN401
        return self.random.choice(list(things))

    def maybe(self, things: Any) -> Any:  # noqa: ANN401
        return self.one_of([None, *things])


async def log(user: User) -> None:
    names = {"goal_id": user.maybe(user.goals), "activity_id": user.maybe(user.activities)}
    amount = {"amount": user.one_of([0.1, 0.2, 3]), "unit": user.one_of(["km", "KM ", "mi"])}
    made = await a_log(user.client, user.day(), **names, **amount)
    user.logs[made["id"]] = made


async def change_log(user: User) -> None:
    changes = user.one_of(
        [
            {"goal_id": user.maybe(user.goals)},
            {"activity_id": user.maybe(user.activities)},
            {"occurred_at": f"{user.day()}T12:00:00+01:00"},
            {"unit": user.maybe(["km", "mi"]), "amount": user.maybe([1, 0.7])},
        ]
    )
    if user.logs:
        id_ = user.one_of(user.logs)
        user.logs[id_] = await change(user.client, f"/v1/activity-logs/{id_}", **changes)


async def delete_log(user: User) -> None:
    if user.logs:
        id_ = user.one_of(user.logs)
        await user.client.delete(f"/v1/activity-logs/{id_}")
        del user.logs[id_]


async def set_goal(user: User) -> None:
    body = {"starts_on": user.day(), "activity_id": user.maybe(user.activities)}
    made = await a_goal(user.client, **user.one_of(KINDS), **body)
    user.goals[made["id"]] = made
    user.excused[made["id"]] = set()


async def change_goal(user: User) -> None:
    kind = {"cadence": None, "target": None} | user.one_of(KINDS)
    body = user.one_of([kind, {"starts_on": user.day()}, {"activity_id": user.maybe(())}])
    id_ = user.one_of(user.goals)
    user.goals[id_] = await change(user.client, f"/v1/goals/{id_}", **body)


async def delete_goal(user: User) -> None:
    if len(user.goals) > 2:
        id_ = user.one_of(user.goals)
        await user.client.delete(f"/v1/goals/{id_}")
        del user.goals[id_]
        user.pauses.pop(id_, None)
        for each in user.logs.values():
            each["goal_id"] = None if each["goal_id"] == id_ else each["goal_id"]


async def delete_activity(user: User) -> None:
    id_ = user.activities.pop(0)
    await user.client.delete(f"/v1/activities/{id_}")
    user.activities.append(await an_activity(user.client))
    for each in (*user.logs.values(), *user.goals.values()):
        each["activity_id"] = None if each["activity_id"] == id_ else each["activity_id"]


async def excuse(user: User) -> None:
    id_, day = user.one_of(user.goals), user.day()
    url = f"/v1/goals/{id_}/excused-days/{day}"
    await (user.client.delete(url) if day in user.excused[id_] else user.client.put(url))
    user.excused[id_] ^= {day}


async def pause(user: User) -> None:
    id_ = user.one_of(user.goals)
    url = f"/v1/goals/{id_}/pauses"
    if id_ in user.pauses:
        await user.client.delete(f"{url}/{user.pauses.pop(id_)['id']}")
    else:
        from_on = user.day()
        until_on = user.maybe([str(date.fromisoformat(from_on) + timedelta(days=6))])
        body = {"from_on": from_on, "until_on": until_on}
        user.pauses[id_] = await created(user.client, url, body)


async def move_weeks(user: User) -> None:
    user.week_starts_on = user.one_of(["monday", "sunday"])
    await change(user.client, "/v1/me", week_starts_on=user.week_starts_on)


ACTIONS = (
    *[log] * 8,
    *[change_log] * 4,
    *(delete_log, set_goal, change_goal, excuse, excuse, pause, pause),
    *(delete_goal, delete_activity, move_weeks),
)


def expected(user: User, goal: Json) -> Json:
    cadence, target = goal["cadence"], goal["target"]
    weekly = cadence is not None and cadence["per"] == "week"
    definition = Definition(
        starts_on=date.fromisoformat(goal["starts_on"]),
        times=cadence and cadence["times"],
        per=cadence and cadence["per"],
        week_starts_on=user.week_starts_on if weekly else None,
        amount=target and Decimal(target["amount"]),
        due_on=None,
    )
    rest = user.pauses.get(goal["id"])
    life = Life(
        definition=definition,
        logs=[
            Log(date.fromisoformat(each["local_date"]), Decimal(str(each["amount"] or 0)))
            for each in user.logs.values()
            if counts(each, goal)
        ],
        excused=frozenset(map(date.fromisoformat, user.excused[goal["id"]])),
        pauses=() if rest is None else (_plain(rest),),
        today=TODAY,
    )
    found = asdict(reckon(life))
    days = ("period_start", "period_end")
    return found | {name: found[name] and str(found[name]) for name in days}


def counts(each: Json, goal: Json) -> bool:
    if each["goal_id"] is None:
        is_its_own: bool = each["activity_id"] == goal["activity_id"] is not None
    else:
        is_its_own = each["goal_id"] == goal["id"]
    if goal["target"] is None:
        return is_its_own
    unit: str = (each["unit"] or "").strip().lower()
    return is_its_own and unit == goal["target"]["unit"] and each["amount"] is not None


def _plain(rest: Json) -> Pause:
    until_on = rest["until_on"]
    return Pause(date.fromisoformat(rest["from_on"]), until_on and date.fromisoformat(until_on))


@pytest.mark.parametrize("seed", range(6))
async def test_figures_are_those_of_counting_everything_anew(me: AsyncClient, seed: int) -> None:
    user = User(me, Random(seed))
    user.activities += [await an_activity(me) for _ in range(2)]
    for _ in range(3):
        await set_goal(user)

    for step in range(STEPS):
        action = user.one_of(ACTIONS)
        await action(user)
        found = (await read(me, "/v1/goals", limit=200))["items"]
        assert {goal["id"] for goal in found} == user.goals.keys()
        for goal in found:
            wanted = expected(user, user.goals[goal["id"]])
            assert goal["progress"] == wanted, (step, action.__name__, goal)
