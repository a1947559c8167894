"""The risky hour: a rule with worked examples, and how it is offered, declined and settled."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from httpx2 import AsyncClient

from app.connections.notifications.reminders.suggestions.rules import (
    Moment,
    RiskyHours,
    risky_hours,
)
from tests.clock import FakeClock
from tests.companion.streaks.lives import Json, at, created, read, standing_at
from tests.connections.notifications.reminders.reminding import a_reminder, move

ROOT = Path(__file__).parents[4]
SUGGESTIONS = "/v1/reminder-suggestions"
DECLINING = f"{SUGGESTIONS}/risky_hour/declining"
DAY_ONE = date(2026, 3, 1)


EXAMPLES = re.findall(
    r"(?m)^\| ([\d ]+) \| (\d) \| (.+?) \|", (ROOT / "docs/reminders.md").read_text()
)


def told(found: RiskyHours | None) -> str:
    if found is None:
        return "nothing"
    at = f"{found.half_an_hour_before:%H:%M}"
    return f"{at}, {found.n} of {found.of} between {found.hour} and {found.end}"


@pytest.mark.parametrize(("hours", "dates", "suggested"), EXAMPLES)
def test_two_hours_that_hold_enough(hours: str, dates: str, suggested: str) -> None:
    moments: list[Moment] = [
        (int(hour), DAY_ONE + timedelta(days=place % int(dates)))
        for place, hour in enumerate(hours.split())
    ]

    assert told(risky_hours(moments)) == suggested


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) == 11
    assert risky_hours([]) is None


async def an_urge(me: AsyncClient, moment: str, **fields: object) -> None:
    body: Json = {"wants_to": "reach_out", "intensity": 6, "occurred_at": at(moment).isoformat()}
    await created(me, "/v1/urges", body | fields)


async def late_evenings(me: AsyncClient) -> None:
    for day in range(10, 19):
        await an_urge(me, f"2026-02-{day}T22:40")
    await an_urge(me, "2026-02-12T13:00")


@standing_at("2026-03-10T12:00")
async def test_it_is_offered_with_its_reason_ready_to_be_made(me: AsyncClient) -> None:
    await late_evenings(me)
    (offer,) = (await read(me, SUGGESTIONS))["items"]

    assert offer == {
        "kind": "risky_hour",
        "schedule": "FREQ=DAILY;BYHOUR=21;BYMINUTE=30",
        "channel": "push",
        "about": "risky_hour",
        "reason": "9 of your 10 urges came between 22:00 and 00:00. "
        "A word half an hour before could be good company.",
        "from": "22:00",
        "to": "00:00",
        "n": 9,
        "of": 10,
        "window": {"from_on": "2026-01-14", "to_on": "2026-03-10"},
    }
    german = await me.get(SUGGESTIONS, headers={"accept-language": "de"})
    assert german.json()["items"][0]["reason"].startswith("9 von 10 Momenten")
    fields = {name: offer[name] for name in ("schedule", "channel", "about")}
    await a_reminder(me, **fields)
    assert (await read(me, SUGGESTIONS))["items"] == []


@standing_at("2026-03-10T12:00")
async def test_nothing_is_offered_for_the_asking_alone(me: AsyncClient) -> None:
    assert (await read(me, SUGGESTIONS))["items"] == []


@standing_at("2026-03-10T12:00")
async def test_who_says_no_is_not_asked_again_until_they_take_it_back(me: AsyncClient) -> None:
    await late_evenings(me)
    for _ in range(2):
        answer = await me.put(DECLINING)
        assert (answer.status_code, answer.json()["is_declined"]) == (200, True)
    assert (await read(me, SUGGESTIONS))["items"] == []
    for _ in range(2):
        assert (await me.delete(DECLINING)).status_code == 204
    assert len((await read(me, SUGGESTIONS))["items"]) == 1
    assert (await me.put(f"{SUGGESTIONS}/horoscope/declining")).status_code == 422


@standing_at("2026-03-10T12:00")
async def test_in_safety_mode_there_is_none(me: AsyncClient) -> None:
    await late_evenings(me)
    await move(me, preferences={"safety_mode": True})

    assert (await read(me, SUGGESTIONS))["items"] == []


@standing_at("2026-03-10T12:00")
async def test_hours_are_those_of_the_place_and_old_urges_do_not_count(
    me: AsyncClient, clock: FakeClock
) -> None:
    for day in range(10, 18):
        await an_urge(me, f"2026-02-{day}T12:10+00:00", time_zone="Asia/Tokyo")
    (offer,) = (await read(me, SUGGESTIONS))["items"]
    assert offer["from"] == "21:00"

    clock.pass_by(days=40)
    assert (await read(me, SUGGESTIONS))["items"] == []
