"""However a life came to be told, its streaks are those of the telling's end."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from fastapi import FastAPI
from httpx2 import AsyncClient, Response
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from app.companion.streaks.arithmetic.rules import Figures
from tests.clock import FakeClock
from tests.companion.streaks.arithmetic.oracle import reckon
from tests.companion.streaks.lives import Json, a_person, a_streak, read
from tests.companion.streaks.stored import lives, reckoned, stored
from tests.signing_up import a_guest

START = datetime(2026, 2, 1, 12, tzinfo=UTC)
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
TODAY = date(2026, 3, 10)
DAYS = st.integers(0, 36)
PICK = st.integers(0, 7)
ACTIONS = {
    "log": 6,
    "change": 3,
    "forget": 2,
    "pause": 2,
    "move_pause": 1,
    "resume": 1,
    "count": 2,
    "redefine": 1,
    "end": 1,
    "reopen": 1,
    "lose_somebody": 1,
}
steps = st.lists(
    st.tuples(
        st.sampled_from([name for name, weight in ACTIONS.items() for _ in range(weight)]),
        DAYS,
        DAYS,
        PICK,
    ),
    min_size=4,
    max_size=15,
)
KINDS = ("reached_out", "reached_out", "met_by_choice", "replied", "posted", "heard_from")
COUNTS = (["reached_out"], ["replied"], ["reached_out", "replied", "posted"])
FIGURES = tuple(Figures.__dataclass_fields__)


@dataclass
class Teller:
    """Tells a life over HTTP; each act takes two days and a pick, whatever it makes of them."""

    client: AsyncClient
    people: list[str]
    streaks: list[Json]
    events: list[str] = field(default_factory=list)
    pauses: list[str] = field(default_factory=list)

    async def log(self, day: int, other: int, pick: int) -> Response:
        answer = await self.client.post("/v1/contact-events", json=self._event(day, other, pick))
        self.events.append(answer.json().get("id"))
        return answer

    async def change(self, day: int, other: int, pick: int) -> Response | None:
        if not self.events:
            return None
        path = f"/v1/contact-events/{self.events[other % len(self.events)]}"
        return await self.client.patch(path, json=self._event(day, other, pick))

    async def forget(self, _day: int, _other: int, pick: int) -> Response | None:
        if not self.events:
            return None
        event_id = self.events.pop(pick % len(self.events))
        return await self.client.delete(f"/v1/contact-events/{event_id}")

    async def pause(self, day: int, other: int, pick: int) -> Response:
        path = f"{self._streak(pick)}/pauses"
        answer = await self.client.post(path, json=_dates(day, other))
        if answer.is_success:
            self.pauses.append(f"{path}/{answer.json()['id']}")
        return answer

    async def move_pause(self, day: int, other: int, pick: int) -> Response | None:
        if not self.pauses:
            return None
        return await self.client.patch(
            self.pauses[pick % len(self.pauses)], json=_dates(day, other)
        )

    async def resume(self, _day: int, _other: int, pick: int) -> Response | None:
        if not self.pauses:
            return None
        return await self.client.delete(self.pauses.pop(pick % len(self.pauses)))

    async def count(self, day: int, other: int, pick: int) -> Response:
        body = {"counts": COUNTS[other % 3], "effective_at": _at(day)}
        return await self.client.post(f"{self._streak(pick)}/policies", json=body)

    async def redefine(self, day: int, other: int, pick: int) -> Response:
        changes = {"started_at": _at(day // 4), "platforms": [["one"], []][other % 2]}
        return await self.client.patch(self._streak(pick), json=changes)

    async def end(self, day: int, _other: int, pick: int) -> Response:
        body = {"outcome": "other", "ended_at": _at(day)}
        return await self.client.put(f"{self._streak(pick)}/ending", json=body)

    async def reopen(self, _day: int, _other: int, pick: int) -> Response:
        return await self.client.delete(f"{self._streak(pick)}/ending")

    async def lose_somebody(self, _day: int, _other: int, pick: int) -> Response:
        return await self.client.delete(f"/v1/people/{self.people[1 if pick else 0]}")

    def _streak(self, pick: int) -> str:
        return f"/v1/streaks/{self.streaks[pick % len(self.streaks)]['id']}"

    def _event(self, day: int, other: int, pick: int) -> Json:
        return {
            "kind": KINDS[(day + pick) % len(KINDS)],
            "occurred_at": _at(day),
            "person_id": [self.people[0], self.people[0], None, self.people[1]][pick % 4],
            "platform": "one" if other % 2 else None,
            "reason": "work" if other % 5 == 0 else None,
            "restart_at": _at(other) if day <= other <= day + 6 else None,
            "time_zone": ["Europe/Berlin", "Pacific/Kiritimati"][other % 2],
        }


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=steps)
async def test_any_order_of_telling_leaves_what_the_end_of_it_says(
    app: FastAPI, clock: FakeClock, steps: list[tuple[str, int, int, int]]
) -> None:
    clock.now = NOW
    guest = await a_guest(app)
    teller = await begin(guest.client)
    for name, *details in steps:
        answer = await getattr(teller, name)(*details)
        status = answer.status_code if answer is not None else "nothing"
        event(f"{name}: {status}")
        assert status not in {400, 401, 405, 500}
    async with app.state.database.lease() as db:
        await db.begin(guest.user_id)
        told = await lives(db, now=NOW, today=TODAY)
        assert await stored(db) == {key: reckoned(life) for key, life in told.items()}
    shown = {each["id"]: each for each in (await read(guest.client, "/v1/streaks"))["items"]}
    assert shown.keys() == {str(key) for key in told}
    for key, life in told.items():
        assert figures_of(shown[str(key)]) == as_json(reckon(life))
    await guest.client.aclose()


async def begin(client: AsyncClient) -> Teller:
    people = [await a_person(client, name) for name in ("Alex", "Sam")]
    started_at = START.isoformat()
    streaks = [
        await a_streak(client, started_at, person_id=people[0]),
        await a_streak(client, started_at),
        await a_streak(client, started_at, kind="social_quiet", platforms=["one"]),
    ]
    return Teller(client, people, streaks)


def figures_of(shown: Json) -> Json:
    """Take the figures of an answer, with `current` as its stretch."""
    figures = {name: shown[name] for name in FIGURES}
    return figures | {
        "current": shown["current"] | {"ended_at": (shown["ending"] or {}).get("ended_at")}
    }


def as_json(figures: Figures) -> Json:
    found: Json = TypeAdapter(Figures).dump_python(figures, mode="json")
    return found


def _at(day: int) -> str:
    return (START + timedelta(days=day)).isoformat()


def _dates(day: int, other: int) -> dict[str, Any]:
    first = START.date() + timedelta(days=day)
    return {
        "from_on": str(first),
        "until_on": str(first + timedelta(days=other // 4)) if other % 9 else None,
    }
