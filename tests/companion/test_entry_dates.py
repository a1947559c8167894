"""The local date of every entry: derived on the server, moved with its moment, filtered by."""

import pytest
from httpx2 import AsyncClient

from tests.companion.entry_kinds import Body, each_kind, made


@each_kind
async def test_an_entry_happened_now_and_here_unless_told(
    me: AsyncClient, path: str, body: Body, change: Body
) -> None:
    entry = await made(me, path, body | change)

    assert entry["occurred_at"] == entry["recorded_at"] == "2026-03-10T12:00:00Z"
    assert (entry["time_zone"], entry["local_date"]) == ("Europe/Berlin", "2026-03-10")
    assert (await me.get(f"{path}/{entry['id']}")).json() == entry


@each_kind
@pytest.mark.parametrize(
    ("moment", "local_date"),
    [
        ({"occurred_at": "2026-03-10T03:59:59.999+01:00"}, "2026-03-09"),
        ({"occurred_at": "2026-03-10T04:00:00+01:00"}, "2026-03-10"),
        ({"occurred_at": "2026-03-10T03:00:00Z", "time_zone": "Europe/Berlin"}, "2026-03-10"),
        ({"occurred_at": "2026-03-10T03:00:00Z", "time_zone": "Europe/London"}, "2026-03-09"),
        ({"occurred_at": "2026-03-09T18:59:59Z", "time_zone": "Asia/Tokyo"}, "2026-03-09"),
        ({"occurred_at": "2026-03-09T19:00:00Z", "time_zone": "Asia/Tokyo"}, "2026-03-10"),
        ({"occurred_at": "2025-03-30T03:59:59+02:00"}, "2025-03-29"),
        ({"occurred_at": "2025-10-26T04:00:00+01:00"}, "2025-10-26"),
    ],
)
async def test_its_day_begins_at_four_on_the_clock_where_it_happened(
    me: AsyncClient, path: str, body: Body, change: Body, moment: Body, local_date: str
) -> None:
    assert (await made(me, path, body | change | moment))["local_date"] == local_date


@each_kind
async def test_it_is_at_most_five_minutes_ahead(
    me: AsyncClient, path: str, body: Body, change: Body
) -> None:
    just = await me.post(path, json=body | {"occurred_at": "2026-03-10T12:05:00Z"})
    ahead = {"occurred_at": "2026-03-10T12:05:00.001Z"}
    answers = [
        await me.post(path, json=body | ahead),
        await me.patch(f"{path}/{just.json()['id']}", json=change | ahead),
    ]

    assert just.status_code == 201
    for answer in answers:
        assert answer.status_code == 422
        assert [each["pointer"] for each in answer.json()["errors"]] == ["/occurred_at"]
    assert (await me.get(path)).json()["items"] == [just.json()]


@each_kind
@pytest.mark.parametrize("time_zone", ["Europe/Atlantis", "+01:00", ""])
async def test_its_zone_is_one_of_the_iana_database(
    me: AsyncClient, path: str, body: Body, change: Body, time_zone: str
) -> None:
    answer = await me.post(path, json=body | change | {"time_zone": time_zone})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/time_zone"


@each_kind
async def test_a_later_change_of_the_users_day_moves_no_past_entry(
    me: AsyncClient, path: str, body: Body, change: Body
) -> None:
    entry = await made(me, path, body | {"occurred_at": "2026-03-10T02:00:00+01:00"})

    await me.patch("/v1/me", json={"day_starts_at": "00:00", "time_zone": "Asia/Tokyo"})
    changed = (await me.patch(f"{path}/{entry['id']}", json=change)).json()

    assert (changed["time_zone"], changed["local_date"]) == ("Europe/Berlin", "2026-03-09")


@each_kind
@pytest.mark.parametrize(
    ("moment", "local_date"),
    [
        ({"occurred_at": "2026-03-09T03:30:00+01:00"}, "2026-03-08"),
        ({"occurred_at": "2026-03-09T04:00:00+01:00"}, "2026-03-09"),
        ({"time_zone": "Asia/Tokyo"}, "2026-03-10"),
        ({"time_zone": "America/New_York"}, "2026-03-09"),
        (
            {"occurred_at": "2026-03-07T18:59:00Z", "time_zone": "Asia/Tokyo"},
            "2026-03-07",
        ),
    ],
)
async def test_a_moved_entry_is_dated_anew_by_the_day_start_it_was_kept_with(
    me: AsyncClient, path: str, body: Body, change: Body, moment: Body, local_date: str
) -> None:
    entry = await made(me, path, body | change | {"occurred_at": "2026-03-10T02:00:00+01:00"})
    await me.patch("/v1/me", json={"day_starts_at": "00:00"})

    changed = (await me.patch(f"{path}/{entry['id']}", json=moment)).json()

    assert changed["local_date"] == local_date
    assert (await me.get(f"{path}/{entry['id']}")).json() == changed


@each_kind
@pytest.mark.parametrize("moment", [{"occurred_at": None}, {"time_zone": None}])
async def test_when_and_where_cannot_be_cleared(
    me: AsyncClient, path: str, body: Body, change: Body, moment: Body
) -> None:
    entry = await made(me, path, body)

    answer = await me.patch(f"{path}/{entry['id']}", json=change | moment)

    assert answer.status_code == 422


@each_kind
@pytest.mark.parametrize(
    ("dates", "days"),
    [
        ({}, [10, 9, 9, 8]),
        ({"from": "2026-03-09"}, [10, 9, 9]),
        ({"to": "2026-03-09"}, [9, 9, 8]),
        ({"from": "2026-03-09", "to": "2026-03-09"}, [9, 9]),
        ({"from": "2026-03-11"}, []),
        ({"from": "2026-03-10", "to": "2026-03-09"}, []),
    ],
)
async def test_a_list_may_begin_and_end_at_a_local_date(
    me: AsyncClient, path: str, body: Body, change: Body, dates: Body, days: list[int]
) -> None:
    for moment in ("09T12:00", "10T04:00", "08T12:00", "10T03:59"):
        await made(me, path, body | change | {"occurred_at": f"2026-03-{moment}:00+01:00"})

    found = (await me.get(path, params=dates)).json()["items"]

    assert [int(entry["local_date"][-2:]) for entry in found] == days
