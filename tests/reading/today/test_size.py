"""The home screen is small, and costs no more after years than after a day."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import make_url, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection

from app.core.endpoints import Endpoints
from app.core.engines import engine_for
from app.reading.today import queries
from tests.clock import NOON, FakeClock
from tests.reading.living import (
    a_log,
    a_mood,
    a_person,
    a_streak,
    an_urge,
    created,
    prefer,
)
from tests.settling import settled
from tests.signing_up import SignedIn

COUNT = 3 * 365 * 3
THIRDS_OF_DAYS = "n * interval '8 hours'"
LONG_AGO = {
    "occurred_at": f"occurred_at - {THIRDS_OF_DAYS}",
    "local_date": f"CAST(occurred_at - {THIRDS_OF_DAYS} AS date)",
}
COPIES = {
    "moods": LONG_AGO,
    "urges": LONG_AGO,
    "activity_logs": LONG_AGO,
    "reviews": LONG_AGO | {"streak_id": "NULL"},
    "milestones": {
        "days": "days + 10000 + n",
        "reached_on": "reached_on - n",
        "awarded_at": f"awarded_at - {THIRDS_OF_DAYS}",
    },
    "streaks": {
        "ended_at": "started_at",
        "ended_on": "started_on",
        "ended_time_zone": "time_zone",
        "ended_day_starts_at": "day_starts_at",
        "outcome": "'let_go'",
    },
    "goals": {"status": "'achieved'"},
    "activities": {"status": "'done'"},
}
"""What the copies of a row differ in: three a day for three years."""


@pytest.fixture
async def mighty(endpoints: Endpoints) -> AsyncIterator[AsyncConnection]:
    """A superuser's connection, for years that would take long over HTTP."""
    url = make_url(endpoints.app.url).set(username="postgres")
    engine = engine_for(url.render_as_string(hide_password=False), pool_size=1)
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()


async def a_usual_life(app: FastAPI, guest: SignedIn) -> None:
    """Three streaks, six goals, three plans, moods, an urge, milestones, reviews."""
    me = guest.client
    person = await a_person(me)
    for kind in ("no_contact", "no_checking"):
        label = "the long quiet of this winter"
        await a_streak(me, "2026-02-07", kind=kind, person_id=person, label=label)  # 31 days today
    await a_streak(me, "2026-02-01", kind="social_quiet", platforms=["instagram"])
    for number in range(6):
        goal = {"title": f"Climb three evenings a week, number {number}", "area": "body"}
        made = await created(me, "goals", **goal, cadence={"times": 3, "per": "week"})
        await a_log(me, "2026-03-10", goal_id=made["id"])
    for number in range(3):
        plan = {"title": f"The pottery course we meant to do {number}", "area": "craft"}
        await created(me, "activities", **plan, planned_on="2026-03-10", status="planned")
    for day in range(1, 10):
        await a_mood(me, f"2026-03-0{day}", -0.7, "lonely", "hopeless", "drained")
    await an_urge(app, guest, NOON - timedelta(hours=1))
    await created(me, "reviews", kind="custom", answers={"grew": "a"})
    await settled(app, guest.user_id)


async def test_a_usual_screen_is_below_four_kibibytes(app: FastAPI, guest: SignedIn) -> None:
    await a_usual_life(app, guest)
    await prefer(guest.client, show_counters="always")

    answer = await guest.client.get("/v1/today", headers={"accept-encoding": "identity"})

    shown = answer.json()
    assert [len(shown[part]) for part in ("streaks", "goals", "plans", "milestones")] == [
        3,
        6,
        3,
        2,
    ]
    assert all(shown[part] for part in ("last_mood", "open_urge", "review_due", "help"))
    assert len(answer.content) < 4096, len(answer.content)


async def test_no_part_of_the_screen_grows_without_end(me: AsyncClient) -> None:
    for number in range(12):
        await a_streak(me, "2026-03-01", label=f"evenings {number}")
        goal = {"title": "a", "area": "body", "cadence": {"times": 1, "per": "day"}}
        await created(me, "goals", **goal)

    shown = (await me.get("/v1/today")).json()

    assert (len(shown["streaks"]), len(shown["goals"])) == (6, 10)


async def test_years_of_history_are_not_read(
    app: FastAPI, guest: SignedIn, clock: FakeClock, mighty: AsyncConnection
) -> None:
    await a_usual_life(app, guest)
    before = await rows_read(app, guest)
    screen = (await guest.client.get("/v1/today?counters=true")).json()

    for table, differences in COPIES.items():
        await copy_often(mighty, guest, table, differences)
    await mighty.execute(text("ANALYZE"))  # as autovacuum would have, over the years
    after = await rows_read(app, guest)

    assert before.keys() >= {"moods", "urges", "streaks", "goals", "activities", "milestones"}
    grown = {table: (count, after.get(table, 0)) for table, count in before.items()}
    # A mood is copied into each third of a day, and two weeks of them are looked at.
    assert all(late <= early + 60 for early, late in grown.values()), grown
    assert sum(after.values()) < 250, after
    assert clock.now == NOON
    again = (await guest.client.get("/v1/today?counters=true")).json()
    assert again.keys() == screen.keys()
    assert again["streaks"] == screen["streaks"]


async def copy_often(
    mighty: AsyncConnection, guest: SignedIn, table: str, differences: dict[str, str]
) -> None:
    """Copy one row of the guest's into their past, again and again."""
    columns = await mighty.scalars(
        text("SELECT column_name FROM information_schema.columns WHERE table_name = :table"),
        {"table": table},
    )
    values = {name: differences.get(name, name) for name in columns} | {"id": "gen_random_uuid()"}
    one = f"SELECT * FROM {table} WHERE user_id = :user_id LIMIT 1"  # noqa: S608
    statement = (
        f"INSERT INTO {table} ({', '.join(values)}) SELECT {', '.join(values.values())} "  # noqa: S608
        f"FROM ({one}) AS one, generate_series(1, {COUNT}) AS n"
    )
    await mighty.execute(text(statement), {"user_id": guest.user_id})
    await mighty.execute(text(f"ANALYZE {table}"))


async def rows_read(app: FastAPI, guest: SignedIn) -> dict[str, int]:
    """Count the rows that the statement touches in each table, those that it drops included."""
    day = NOON.date()
    asked = {"owner_id": guest.user_id, "today": day}
    asked |= {"week_start": day - timedelta(days=1), "week_end": day + timedelta(days=5)}
    statement = queries.home().params(**asked)
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    sql = str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    dated = re.sub(r"'\d{4}-\d\d-\d\d'", r"DATE \g<0>", sql)
    dated = dated.replace("['hopeless']", "['hopeless']::varchar[]")
    async with app.state.database.lease() as db:
        await db.begin(guest.user_id)
        # Here most of a table is this one user's, and it may be small: then it is read whole.
        await db.execute(text("SET LOCAL enable_seqscan = off"))
        plan = await db.scalar(text(f"EXPLAIN (ANALYZE, FORMAT JSON) {dated}"))
    plan = json.loads(plan) if isinstance(plan, str) else plan
    found: dict[str, int] = {}
    for node in nodes(plan[0]["Plan"]):
        if "Relation Name" in node or "Index Name" in node:
            name = node.get("Relation Name", "an index")
            dropped = node.get("Rows Removed by Filter", 0)
            touched = (node["Actual Rows"] + dropped) * node["Actual Loops"]
            found[name] = found.get(name, 0) + int(touched)
    return found


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for each in plan.get("Plans", ()):
        yield from nodes(each)
