"""What a pull gives, and what it leaves out."""

import pytest

from tests.connections.sync.devices import (
    Device,
    created,
    deleted,
    event,
    ids,
    mood,
    person,
    updated,
)


async def test_the_first_pull_gives_everything_as_new_and_no_deleted_ids(
    phone: Device, tablet: Device
) -> None:
    kept, gone = mood(), mood()
    await phone.pushes(created(moods=[kept, gone]))
    await phone.pull()
    await phone.pushes(updated(moods=kept | {"energy": 3}) | deleted(people=[]))
    await phone.pull()
    await phone.pushes(deleted(moods=gone["id"]))

    for nothing in ("null", "0", ""):
        tablet.pulled = 0
        assert ids(await tablet.pull(last_pulled_at=nothing)) == {
            "moods": {"created": [kept["id"]]}
        }


async def test_an_account_with_nothing_has_a_timestamp(tablet: Device) -> None:
    assert await tablet.pull() == {}
    assert tablet.pulled > 0
    assert await tablet.pull() == {}


async def test_what_is_new_since_is_created_and_what_was_there_is_updated(
    phone: Device, tablet: Device
) -> None:
    old, other = mood(), mood()
    await phone.pushes(created(moods=[old, other]))
    await tablet.pull()
    await phone.pull()
    new = mood()
    both = updated(moods=old | {"energy": 1})
    both["moods"]["created"] = [new]
    await phone.pushes(both)
    await phone.pull()
    await phone.pushes(updated(moods=new | {"energy": 2}))

    expected = {"moods": {"created": [new["id"]], "updated": [old["id"]]}}
    assert ids(await tablet.pull()) == expected
    assert await tablet.pull() == {}


async def test_the_api_and_the_worker_are_other_writers(phone: Device) -> None:
    row = mood()
    await phone.pushes(created(moods=row))
    await phone.pull()
    await phone.http.patch(f"/v1/moods/{row['id']}", json={"note": "By hand."})

    assert (await phone.pull())["moods"]["updated"] == [row | {"note": "By hand."}]


async def test_a_row_that_the_server_altered_comes_back_as_updated(phone: Device) -> None:
    phone.pulled = 1
    row = mood(local_date="2026-01-01")
    await phone.pushes(created(moods=row))

    pulled = await phone.pull()

    assert pulled["moods"] == {
        "created": [],
        "updated": [row | {"local_date": "2026-03-10"}],
        "deleted": [],
    }
    assert await phone.pull() == {}


async def test_an_own_row_that_another_changed_before_the_pull_comes_back_as_updated(
    phone: Device, tablet: Device
) -> None:
    phone.pulled = 1
    row = mood()
    await phone.pushes(created(moods=row))
    await tablet.pull()
    await tablet.pushes(updated(moods=row | {"energy": 9}))

    assert (await phone.pull())["moods"]["updated"] == [row | {"energy": 9}]


async def test_whoever_goes_back_gets_everything_since(phone: Device) -> None:
    await phone.pull()
    backup = phone.pulled
    row = mood()
    await phone.pushes(created(moods=row))
    await phone.pull()
    await phone.pull()
    later = mood()
    await phone.pushes(created(moods=later))

    phone.pulled = backup
    pulled = await phone.pull()

    assert ids(pulled) == {"moods": {"created": sorted([row["id"], later["id"]])}}


async def test_a_new_session_gets_everything_since_its_number(
    phone: Device, tablet: Device
) -> None:
    await phone.pull()
    tablet.pulled = phone.pulled
    row = mood()
    await phone.pushes(created(moods=row))

    assert ids(await tablet.pull()) == {"moods": {"created": [row["id"]]}}


async def test_a_number_that_is_yet_to_come_gives_everything(phone: Device) -> None:
    """The server was set back to a backup."""
    row = mood()
    await phone.pushes(created(moods=row))
    phone.pulled = 10_000

    assert ids(await phone.pull()) == {"moods": {"created": [row["id"]]}}
    assert phone.pulled < 10_000


async def test_descendants_are_deleted_along(phone: Device, tablet: Device) -> None:
    alex = person()
    contact = event(person_id=alex["id"])
    await phone.pushes(created(people=alex, contact_events=contact))
    await phone.pull()
    await tablet.pull()
    await tablet.pushes(deleted(people=alex["id"]))

    both = {"people": {"deleted": [alex["id"]]}, "contact_events": {"deleted": [contact["id"]]}}
    assert ids(await phone.pull()) == both
    assert ids(await tablet.pull()) == {"contact_events": {"deleted": [contact["id"]]}}


MIGRATION = '{"from":1,"tables":["people"],"columns":[{"table":"moods","columns":["note"]}]}'


async def test_a_migration_adds_new_tables_and_rows_whose_new_columns_are_set(
    phone: Device, tablet: Device
) -> None:
    alex, noted, plain = person(), mood(note="Rain."), mood()
    await phone.pushes(created(people=alex, moods=[noted, plain]))
    await tablet.pull()
    await phone.pull()
    new = mood(note="New.")
    await phone.pushes(created(moods=new))

    pulled = await tablet.pull(migration=MIGRATION)

    assert ids(pulled) == {
        "people": {"created": [alex["id"]]},
        "moods": {"created": [new["id"]], "updated": [noted["id"]]},
    }


async def test_a_client_of_no_schema_gets_nothing(phone: Device, tablet: Device) -> None:
    await phone.pushes(created(moods=mood()))

    assert await tablet.pull(schema_version=0) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("last_pulled_at", "yesterday"),
        ("last_pulled_at", "-1"),
        ("last_pulled_at", "9" * 30),
        ("schema_version", "one"),
        ("schema_version", "-1"),
        ("migration", "{"),
        ("migration", "[]"),
        ("migration", '{"tables":"moods"}'),
        ("migration", '{"columns":[{"table":"moods"}]}'),
        ("limit", "0"),
        ("limit", "1001"),
    ],
)
async def test_a_bad_parameter_is_named(phone: Device, name: str, value: str) -> None:
    answer = await phone.http.get("/v1/sync", params={name: value})

    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == [f"?{name}"]


async def test_a_pull_is_not_conditional(phone: Device) -> None:
    answer = await phone.http.get("/v1/sync", headers={"if-none-match": "*"})

    assert answer.status_code == 200
    assert "etag" not in answer.headers
