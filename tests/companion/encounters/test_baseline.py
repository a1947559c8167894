"""How the user usually is, beside each encounter."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from httpx2 import AsyncClient

from app.companion.encounters.rules import baseline
from tests.clock import FakeClock

DAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("n", "mean", "valence"),
    [
        (0, None, None),
        (4, 0.5, None),
        (5, 0.5, 0.5),
        (5, -0.00049, 0.0),
        (6, 0.12345, 0.123),
        (900, -1.0, -1.0),
    ],
)
def test_fewer_than_five_check_ins_say_nothing(
    n: int, mean: float | None, valence: float | None
) -> None:
    assert baseline(DAY, n, mean) == (date(2026, 2, 10), date(2026, 3, 9), n, valence)


async def feel(me: AsyncClient, valence: float, moment: str, **place: str) -> None:
    body = {"kind": "momentaryEmotion", "valence": valence, "occurred_at": moment, **place}
    assert (await me.post("/v1/moods", json=body)).status_code == 201


async def met(me: AsyncClient, person_id: str, moment: str) -> dict[str, Any]:
    body = {"person_id": person_id, "occurred_at": moment}
    return dict((await me.post("/v1/encounters", json=body)).json())


async def test_the_28_local_dates_before_count_and_no_others(
    me: AsyncClient, person_id: str
) -> None:
    too_early, first = "2026-02-10T03:59:59+01:00", "2026-02-10T04:00:00+01:00"
    last, too_late = "2026-03-10T03:59:59+01:00", "2026-03-10T04:00:00+01:00"
    for valence, moment in ((-1, too_early), (0.1, first), (0.3, last), (-1, too_late)):
        await feel(me, valence, moment)
    few = await met(me, person_id, "2026-03-10T12:00:00+01:00")

    for valence in (0.2, 0.2, 0.3):
        await feel(me, valence, "2026-03-01T12:00:00Z")
    enough = (await me.get(f"/v1/encounters/{few['id']}")).json()

    window = {"starts_on": "2026-02-10", "ends_on": "2026-03-09"}
    assert few["baseline"] == window | {"n": 2, "valence": None}
    assert enough["baseline"] == window | {"n": 5, "valence": 0.22}


async def test_a_check_in_counts_by_its_own_local_date_wherever_it_was(
    me: AsyncClient, person_id: str, clock: FakeClock
) -> None:
    """The moments that are farthest from their dates, at both ends of the window."""
    clock.pass_by(days=1)
    await me.patch("/v1/me", json={"day_starts_at": "12:00"})
    await feel(me, 0.5, "2026-03-10T23:59:59Z", time_zone="Etc/GMT+12")
    await me.patch("/v1/me", json={"day_starts_at": "00:00"})
    await feel(me, 0.5, "2026-02-09T10:00:00Z", time_zone="Pacific/Kiritimati")
    await feel(me, 0.5, "2026-02-09T09:59:59Z", time_zone="Pacific/Kiritimati")

    encounter = await met(me, person_id, "2026-03-10T12:00:00Z")

    assert encounter["baseline"]["n"] == 2


async def test_each_of_a_list_has_its_own_and_nobody_elses_counts(
    me: AsyncClient, somebody_else: AsyncClient, person_id: str
) -> None:
    start = datetime.fromisoformat("2026-01-01T12:00:00Z")
    for day in range(60):
        moment = (start + timedelta(days=day)).isoformat()
        await feel(me, -0.5 if day < 30 else 0.5, moment)
        await feel(somebody_else, 1, moment)
    for moment in ("2026-01-03T12:00:00Z", "2026-01-31T12:00:00Z", "2026-02-28T12:00:00Z"):
        await met(me, person_id, moment)

    items = (await me.get("/v1/encounters")).json()["items"]

    assert [(each["baseline"]["n"], each["baseline"]["valence"]) for each in items] == [
        (28, 0.5),
        (28, -0.5),
        (2, None),
    ]
