"""Wherever somebody goes: no past entry moves, and today never comes again."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from fastapi import FastAPI
from httpx2 import AsyncClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.clock import FakeClock
from tests.signing_up import a_guest

START = datetime(2026, 3, 27, 12, tzinfo=UTC)  # clocks change in Berlin two days later
ZONES = (
    "Pacific/Kiritimati",
    "Pacific/Auckland",
    "Europe/Berlin",
    "UTC",
    "America/St_Johns",
    "Pacific/Honolulu",
    "Etc/GMT+12",
)
changes = st.one_of(
    st.builds(lambda zone: {"time_zone": zone}, st.sampled_from(ZONES)),
    st.builds(
        lambda hour, minute: {"day_starts_at": f"{hour:02}:{minute:02}"},
        st.integers(0, 11),
        st.sampled_from((0, 30)),
    ),
)
steps = st.lists(st.tuples(st.integers(0, 30 * 60), changes), min_size=2, max_size=8)


@given(steps=steps)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_a_move_takes_nothing_back(
    app: FastAPI, clock: FakeClock, steps: list[tuple[int, dict[str, str]]]
) -> None:
    clock.now = START
    guest = await a_guest(app)
    me = guest.client
    streak = (await me.post("/v1/streaks", json={"kind": "no_checking"})).json()
    seen_today, told = await today(me, streak), [await tell(me)]

    for minutes, change in steps:
        clock.now += timedelta(minutes=minutes)
        before = await today(me, streak)
        assert (await me.patch("/v1/me", json=change)).status_code == 200
        after = await today(me, streak)
        assert seen_today <= before <= after
        seen_today = after
        told.append(await tell(me))

    listed = (await me.get("/v1/contact-events")).json()["items"]
    assert sorted(map(place, listed)) == sorted(map(place, told))
    await me.aclose()


async def today(me: AsyncClient, streak: dict[str, Any]) -> date:
    """Tell the user's date, as their streak counts it."""
    figures = (await me.get(f"/v1/streaks/{streak['id']}")).json()
    return date.fromisoformat(figures["started_on"]) + timedelta(days=figures["journey_days"])


async def tell(me: AsyncClient) -> dict[str, Any]:
    answer = await me.post("/v1/contact-events", json={"kind": "heard_from"})
    assert answer.status_code == 201
    event: dict[str, Any] = answer.json()
    return event


def place(event: dict[str, Any]) -> tuple[str, str, str, str]:
    return event["id"], event["occurred_at"], event["local_date"], event["time_zone"]
