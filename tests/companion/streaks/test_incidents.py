import csv
from io import StringIO

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from app.companion.streaks.incidents import queries
from tests.clock import FakeClock
from tests.companion.streaks.lives import Json, a_contact, a_person, created, read
from tests.signing_up import SignedIn


@pytest.fixture
async def safe(me: AsyncClient) -> AsyncClient:
    """Me, in safety mode."""
    answer = await me.patch("/v1/me", json={"preferences": {"safety_mode": True}})
    assert answer.status_code == 200, answer.text
    return me


async def log(client: AsyncClient) -> list[Json]:
    found: list[Json] = (await read(client, "/v1/incidents"))["items"]
    return found


async def test_every_version_is_kept_with_the_servers_time(safe: AsyncClient) -> None:
    person_id = await a_person(safe)
    event = await a_contact(
        safe, "2026-03-05T12:00", "heard_from", person_id=person_id, note="One.", unwanted=True
    )
    path = f"/v1/contact-events/{event['id']}"
    await safe.patch(path, json={"note": "Two."})
    await safe.delete(path)
    found = await log(safe)
    assert [each["change"] for each in found] == ["deleted", "changed", "created"]
    assert [each["content"]["note"] for each in found] == ["Two.", "Two.", "One."]
    assert {each["contact_event_id"] for each in found} == {event["id"]}
    assert {each["recorded_at"] for each in found} == {event["recorded_at"]}
    first = found[-1]["content"]
    assert first == {name: event[name] for name in first}


async def test_out_of_safety_mode_nothing_is_kept(me: AsyncClient) -> None:
    event = await a_contact(me, "2026-03-05T12:00")
    await me.delete(f"/v1/contact-events/{event['id']}")
    assert await log(me) == []


async def test_a_replay_or_a_refusal_adds_nothing(safe: AsyncClient) -> None:
    body = {"id": "019c8d5e-0000-7000-8000-000000000001", "kind": "heard_from"}
    await created(safe, "/v1/contact-events", body)
    assert (await safe.post("/v1/contact-events", json=body)).status_code == 200
    assert (await safe.post("/v1/contact-events", json=body | {"tone": "open"})).is_error
    unknown = {"kind": "replied", "person_id": body["id"]}
    assert (await safe.post("/v1/contact-events", json=unknown)).status_code == 422
    assert len(await log(safe)) == 1


async def test_what_goes_with_its_person_is_kept(safe: AsyncClient) -> None:
    person_id = await a_person(safe)
    await safe.patch("/v1/me", json={"preferences": {"safety_mode": False}})
    await a_contact(safe, "2026-03-05T12:00", person_id=person_id, note="Before.")
    await safe.patch("/v1/me", json={"preferences": {"safety_mode": True}})
    await safe.delete(f"/v1/people/{person_id}")
    (kept,) = await log(safe)
    assert (kept["change"], kept["content"]["note"]) == ("deleted", "Before.")


async def test_the_log_is_paged_and_ones_own(safe: AsyncClient, somebody_else: AsyncClient) -> None:
    for _ in range(3):
        await a_contact(safe, "2026-03-05T12:00")
    first = await read(safe, "/v1/incidents", limit=2)
    second = await read(safe, "/v1/incidents", limit=2, cursor=first["next_cursor"])
    assert first["items"] + second["items"] == await log(safe)
    assert await log(somebody_else) == []


async def test_the_whole_log_is_a_file_oldest_first(
    safe: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "ROWS_AT_ONCE", 2)
    note = 'He said "soon", again;\r\n=1+1, né Grüße 🌒'
    event = await a_contact(safe, "2026-03-05T12:00", "replied", note=note, unwanted=True)
    for _ in range(3):
        await a_contact(safe, "2026-03-06T12:00", person_id=await a_person(safe))
    await safe.delete(f"/v1/contact-events/{event['id']}")
    answer = await safe.get("/v1/incidents.csv")
    rows = list(csv.DictReader(StringIO(answer.text, newline=""), strict=True))

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="incidents.csv"'
    assert answer.headers["cache-control"] == "private, no-cache"
    assert rows == [as_row(each) for each in reversed(await log(safe))]
    assert (rows[0]["note"], rows[0]["unwanted"], rows[0]["change"]) == (note, "true", "created")


async def test_an_empty_log_is_a_file_with_its_columns(
    safe: AsyncClient, somebody_else: AsyncClient, http: AsyncClient
) -> None:
    await a_contact(safe, "2026-03-05T12:00")
    answer = await somebody_else.get("/v1/incidents.csv")

    assert answer.text.startswith("recorded_at,change,contact_event_id,person_id,kind,")
    assert answer.text.count("\r\n") == 1
    assert (await http.get("/v1/incidents.csv")).status_code == 401


async def test_a_file_that_is_given_up_gives_its_connection_back(
    app: FastAPI, safe: AsyncClient
) -> None:
    for _ in range(app.state.settings.pool_size + 1):
        async with safe.stream("GET", "/v1/incidents.csv") as answer:
            assert answer.status_code == 200
    assert await log(safe) == []


def as_row(incident: Json) -> dict[str, str]:
    """Write a version of the list as the file has it."""
    values = {name: incident[name] for name in ("recorded_at", "change", "contact_event_id")}
    spelled = {None: "", True: "true", False: "false"}
    return {name: spelled.get(each, each) for name, each in (values | incident["content"]).items()}


@pytest.mark.parametrize("statement", ["DELETE FROM incidents", "UPDATE incidents SET change = ''"])
async def test_the_service_itself_can_not_rewrite_the_log(
    app: FastAPI, safe: AsyncClient, statement: str
) -> None:
    await a_contact(safe, "2026-03-05T12:00")
    assert isinstance(safe.auth, SignedIn)
    async with app.state.database.lease() as db:
        await db.begin(safe.auth.user_id)
        with pytest.raises(ProgrammingError) as refusal:
            await db.execute(text(statement))
        await db.rollback()
    assert "permission denied" in str(refusal.value)
    assert len(await log(safe)) == 1


async def test_what_was_written_before_safety_mode_is_kept_when_it_changes(
    me: AsyncClient, clock: FakeClock
) -> None:
    event = await a_contact(me, "2026-03-05T12:00", note="One.")
    path = f"/v1/contact-events/{event['id']}"
    clock.pass_by(minutes=1)
    await me.patch("/v1/me", json={"preferences": {"safety_mode": True}})
    for note in ("Two.", "Three."):
        clock.pass_by(minutes=1)
        await me.patch(path, json={"note": note})
    found = await log(me)

    assert [each["content"]["note"] for each in found] == ["Three.", "Two.", "One."]
    assert [each["change"] for each in found] == ["changed", "changed", "created"]
    assert found[-1]["recorded_at"] == event["recorded_at"]


async def test_what_changed_while_safety_mode_was_off_is_kept_when_it_changes_again(
    safe: AsyncClient, clock: FakeClock
) -> None:
    event = await a_contact(safe, "2026-03-05T12:00", note="One.")
    path = f"/v1/contact-events/{event['id']}"
    for is_safe, note in ((False, "Two."), (False, "Three."), (True, "Four.")):
        clock.pass_by(minutes=1)
        await safe.patch("/v1/me", json={"preferences": {"safety_mode": is_safe}})
        await safe.patch(path, json={"note": note})
    found = await log(safe)

    assert [each["content"]["note"] for each in found] == ["Four.", "Three.", "One."]
    assert [each["change"] for each in found] == ["changed", "changed", "created"]
