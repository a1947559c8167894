"""Whose word holds when two devices, or one twice, have something to say."""

import pytest

from app.core.errors import Problem
from tests.connections.sync.devices import (
    Device,
    Json,
    created,
    deleted,
    event,
    mood,
    person,
    updated,
)


async def shared(phone: Device, tablet: Device) -> Json:
    row = mood()
    await phone.pushes(created(moods=row))
    await phone.pull()
    await tablet.pull()
    return row


async def note_of(device: Device, row: Json) -> str | None:
    found: str | None = (await device.http.get(f"/v1/moods/{row['id']}")).json()["note"]
    return found


async def revision(device: Device) -> int:
    found: int = (await device.http.get("/v1/me")).json()["revision"]
    return found


@pytest.mark.parametrize("kind", ["created", "updated", "deleted"])
async def test_a_row_that_another_changed_is_a_conflict_and_nothing_is_applied(
    phone: Device, tablet: Device, kind: str
) -> None:
    row = await shared(phone, tablet)
    await tablet.pushes(updated(moods=row | {"note": "tablet"}))
    before = await revision(phone)
    mine = row["id"] if kind == "deleted" else row | {"note": "phone"}
    changes = {"moods": {kind: [mine]}} | created(people=person())

    answer = await phone.push(changes)

    assert answer.status_code == 409
    assert answer.json()["type"] == "/problems/sync-conflict"
    assert answer.json()["conflicts"] == {"moods": [row["id"]]}
    assert await revision(phone) == before
    assert (await phone.http.get("/v1/people")).json()["items"] == []
    await phone.pull()
    assert await phone.pushes(changes) == {}


async def test_a_conflict_is_in_the_document_as_it_is_answered(
    phone: Device, tablet: Device
) -> None:
    row = await shared(phone, tablet)
    await tablet.pushes(updated(moods=row | {"energy": 1}))

    answer: Json = (await phone.push(updated(moods=row))).json()

    components = phone.signed_in.app.openapi()["components"]
    example = components["examples"]["sync-conflict"]["value"]
    assert answer.keys() == example.keys() <= components["schemas"]["Problem"]["properties"].keys()
    for body in (answer, example):
        assert Problem.model_validate(body).model_dump(mode="json", exclude_none=True) == body


async def test_a_row_that_another_deleted_is_a_conflict_unless_it_is_deleted_here_too(
    phone: Device, tablet: Device
) -> None:
    row = await shared(phone, tablet)
    await tablet.pushes(deleted(moods=row["id"]))

    answer = await phone.push(updated(moods=row | {"note": "phone"}))
    assert (answer.status_code, answer.json()["conflicts"]) == (409, {"moods": [row["id"]]})

    assert await phone.pushes(deleted(moods=row["id"])) == {}


async def test_what_the_api_changed_is_a_conflict_for_every_device(
    phone: Device, tablet: Device
) -> None:
    row = await shared(phone, tablet)
    await phone.http.patch(f"/v1/moods/{row['id']}", json={"note": "by hand"})

    for device in (phone, tablet):
        assert (await device.push(updated(moods=row))).status_code == 409


async def test_a_push_whose_answer_was_lost_can_come_again_and_again(
    phone: Device, tablet: Device
) -> None:
    row = await shared(phone, tablet)
    changes = created(people=person(), contact_events=event(local_date="1999-01-01"))
    changes |= updated(moods=row | {"note": "phone"})
    base = phone.pulled
    await phone.pushes(changes, at=base)
    await tablet.pull()
    for _ in range(2):
        assert await phone.pushes(changes, at=base) == {}

    assert await tablet.pull() == {}
    changes["contact_events"]["created"][0]["local_date"] = "2026-03-10"
    assert (await phone.pull())["contact_events"]["updated"] == changes["contact_events"]["created"]


async def test_a_repeated_delete_changes_nothing(phone: Device, tablet: Device) -> None:
    row = await shared(phone, tablet)
    await phone.pushes(deleted(moods=row["id"]))
    await tablet.pull()

    await phone.pushes(deleted(moods=row["id"]))

    assert await tablet.pull() == {}


async def test_a_lost_answer_a_pull_and_more_edits(phone: Device, tablet: Device) -> None:
    row = await shared(phone, tablet)
    await phone.pushes(updated(moods=row | {"note": "first"}))
    assert await phone.pull() == {}

    await phone.pushes(updated(moods=row | {"note": "second"}))

    assert (await tablet.pull())["moods"]["updated"] == [row | {"note": "second"}]


async def test_a_push_that_comes_late_does_not_undo_a_newer_one(
    phone: Device, tablet: Device
) -> None:
    row = await shared(phone, tablet)
    base = phone.pulled
    await phone.pushes(updated(moods=row | {"note": "newer"}), at=base)

    late = await phone.push(updated(moods=row | {"note": "older"}), at=base)

    assert (late.status_code, late.json()["conflicts"]) == (409, {"moods": [row["id"]]})
    assert await note_of(phone, row) == "newer"


async def test_a_push_that_comes_late_does_not_undo_a_newer_one_that_changed_nothing(
    phone: Device, tablet: Device
) -> None:
    """Edited and edited back: of the two, the service only saw the second, as it was before."""
    row = await shared(phone, tablet)
    base = phone.pulled
    assert await phone.pushes(updated(moods=row), at=base) == {}

    late = await phone.push(updated(moods=row | {"note": "older"}), at=base)

    assert (late.status_code, late.json()["conflicts"]) == (409, {"moods": [row["id"]]})
    assert await note_of(phone, row) == row["note"]
    assert "moods" not in await phone.pull()


async def test_a_late_push_does_not_bring_back_what_was_deleted(
    phone: Device, tablet: Device
) -> None:
    row = await shared(phone, tablet)
    base = phone.pulled
    await phone.pushes(deleted(moods=row["id"]), at=base)

    late = await phone.push(updated(moods=row | {"note": "older"}), at=base)

    assert late.status_code == 409
    assert (await phone.http.get(f"/v1/moods/{row['id']}")).status_code == 404


async def test_a_device_that_went_back_meets_its_own_rows_as_anybodys(phone: Device) -> None:
    await phone.pull()
    backup = phone.pulled
    row = mood()
    await phone.pushes(created(moods=row))
    await phone.pull()
    await phone.pull()

    assert (await phone.push(created(moods=row), at=backup)).status_code == 409


async def test_a_device_that_went_back_cannot_delete_what_it_changed_since(
    phone: Device, tablet: Device
) -> None:
    row = await shared(phone, tablet)
    backup = phone.pulled
    await phone.pushes(created(moods=mood()))
    await phone.pull()
    await phone.pull()
    await phone.pushes(updated(moods=row | {"note": "since"}))

    assert (await phone.push(deleted(moods=row["id"]), at=backup)).status_code == 409


async def test_a_new_session_meets_the_rows_of_the_old_one_as_anybodys(
    phone: Device, tablet: Device
) -> None:
    row = mood()
    await phone.pushes(created(moods=row), at=1)

    assert (await tablet.push(created(moods=row), at=1)).status_code == 409


async def test_a_created_row_that_is_there_is_updated_and_an_unknown_one_is_created(
    phone: Device, tablet: Device
) -> None:
    row, new = await shared(phone, tablet), mood()
    changes = created(moods=row | {"note": "there"})
    changes["moods"]["updated"] = [new]

    await phone.pushes(changes)

    assert (await tablet.pull())["moods"] == {
        "created": [new],
        "updated": [row | {"note": "there"}],
        "deleted": [],
    }


async def test_a_delete_that_comes_before_its_create_holds(phone: Device, tablet: Device) -> None:
    row = mood()
    await tablet.pull()
    await phone.pull()
    await phone.pushes(deleted(moods=[row["id"], "nothing"]))

    late = await phone.push(created(moods=row))

    assert (late.status_code, late.json()["conflicts"]) == (409, {"moods": [row["id"]]})
    assert await phone.pull() == {}
    assert (await tablet.pull())["moods"]["deleted"] == [row["id"]]


async def test_a_row_that_was_deleted_before_the_last_pull_is_let_go(
    phone: Device, tablet: Device
) -> None:
    row = await shared(phone, tablet)
    await tablet.pushes(deleted(moods=row["id"]))
    await phone.pull()

    assert await phone.pushes(updated(moods=row)) == {}
    assert (await phone.pull())["moods"]["deleted"] == [row["id"]]
