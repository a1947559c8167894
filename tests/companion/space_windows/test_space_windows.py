"""Space windows over HTTP."""

from typing import Any
from uuid import uuid4

import pytest
from httpx2 import AsyncClient
from sqlalchemy import make_url, text

from app.core.endpoints import Endpoints
from app.core.engines import engine_for
from tests.clock import FakeClock
from tests.conftest import url_of

Body = dict[str, Any]
TUESDAYS: Body = {"label": "Choir", "weekdays": ["tuesday"], "from": "12:30", "to": "14:00"}


async def made(me: AsyncClient, person_id: str, **fields: object) -> Body:
    answer = await me.post("/v1/space-windows", json=TUESDAYS | {"person_id": person_id} | fields)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def test_a_window_is_kept_as_told(me: AsyncClient, person_id: str) -> None:
    told = {
        "label": "Night shift",
        "weekdays": ["sunday", "monday"],
        "from": "22:00",
        "to": "06:15",
        "until": "2026-03-31",
    }

    window = await made(me, person_id, **told)

    assert window.items() >= told.items()
    assert "from_time" not in window
    assert (await me.get(f"/v1/space-windows/{window['id']}")).json() == window
    assert (await me.get("/v1/space-windows")).json()["items"] == [window]


async def test_it_tells_whether_it_runs_where_the_user_is(
    me: AsyncClient, person_id: str, clock: FakeClock
) -> None:
    window = await made(me, person_id)
    url = f"/v1/space-windows/{window['id']}"
    assert window["is_running"] is True

    clock.pass_by(hours=1)
    later = [await me.get(url), await me.get("/v1/space-windows")]
    await me.patch("/v1/me", json={"time_zone": "Europe/London"})
    moved = await me.get(url)

    assert later[0].json()["is_running"] is False
    assert later[1].json()["items"][0]["is_running"] is False
    assert moved.json()["is_running"] is True
    assert not any("etag" in answer.headers for answer in later)


async def test_a_weekday_said_twice_is_kept_once(me: AsyncClient, person_id: str) -> None:
    window = await made(me, person_id, weekdays=["tuesday", "monday", "tuesday"])

    assert window["weekdays"] == ["tuesday", "monday"]


@pytest.mark.parametrize(
    "change",
    [
        {"label": ""},
        {"label": None},
        {"label": "x" * 81},
        {"weekdays": []},
        {"weekdays": ["Monday"]},
        {"weekdays": None},
        {"from": "24:00"},
        {"from": "9:00"},
        {"from": "09:00:00"},
        {"to": "12:30"},
        {"to": None},
        {"until": "31.12.2026"},
        {"person_id": None},
        {"person_id": str(uuid4())},
        {"from_time": "09:00"},
        {"from_": "09:00"},
        {"is_running": True},
    ],
)
async def test_what_does_not_fit_is_named_and_nothing_is_kept(
    me: AsyncClient, person_id: str, change: Body
) -> None:
    window = await made(me, person_id)

    answers = [
        await me.post("/v1/space-windows", json=TUESDAYS | {"person_id": person_id} | change),
        await me.patch(f"/v1/space-windows/{window['id']}", json={"label": "L"} | change),
    ]

    for answer in answers:
        assert answer.status_code == 422, answer.text
        pointer = answer.json()["errors"][0]["pointer"]
        assert pointer.split("/")[1] == next(iter(change))
    assert (await me.get("/v1/space-windows")).json()["items"] == [window]


@pytest.mark.parametrize("change", [{"from": "14:00"}, {"to": "12:30"}])
async def test_a_change_may_leave_no_empty_window(
    me: AsyncClient, person_id: str, change: Body
) -> None:
    window = await made(me, person_id)

    answer = await me.patch(f"/v1/space-windows/{window['id']}", json=change)

    assert answer.json()["errors"][0]["pointer"] == f"/{next(iter(change))}"


async def test_absent_fields_stay_and_null_clears(me: AsyncClient, person_id: str) -> None:
    window = await made(me, person_id, until="2026-12-31")
    url = f"/v1/space-windows/{window['id']}"
    change = {"from": "21:00", "until": None}

    changed = await me.patch(url, json=change)

    expected = window | change | {"revision": window["revision"] + 1, "is_running": False}
    assert changed.json() == expected
    assert changed.headers["etag"] == f'"r{expected["revision"]}"'
    old = {"if-match": f'"r{window["revision"]}"'}
    assert (await me.patch(url, json=change, headers=old)).status_code == 412


async def test_sending_a_create_again_creates_nothing_twice(
    me: AsyncClient, person_id: str
) -> None:
    told = TUESDAYS | {"person_id": person_id, "id": str(uuid4())}

    first = await me.post("/v1/space-windows", json=told)
    again = await me.post("/v1/space-windows", json=told)
    other = await me.post("/v1/space-windows", json=told | {"to": "15:00"})
    await me.delete(f"/v1/space-windows/{told['id']}")
    gone = await me.post("/v1/space-windows", json=told)

    assert [answer.status_code for answer in (first, again, other, gone)] == [201, 200, 409, 410]
    assert again.json() == first.json()


async def test_a_list_may_be_of_one_person(me: AsyncClient, person_id: str) -> None:
    window = await made(me, person_id)

    for asked, found in ((person_id, [window]), (str(uuid4()), [])):
        answer = await me.get("/v1/space-windows", params={"person_id": asked})
        assert answer.json()["items"] == found


async def test_labels_are_sealed(me: AsyncClient, person_id: str, endpoints: Endpoints) -> None:
    window = await made(me, person_id, label="under the bridge")

    database = make_url(endpoints.app.url).database or ""
    engine = engine_for(url_of(database, "postgres"), pool_size=1)
    async with engine.connect() as connection:
        query = text("SELECT label FROM space_windows WHERE id = :id")
        label = (await connection.execute(query, {"id": window["id"]})).scalar_one()
    await engine.dispose()

    assert b"bridge" not in label
