"""Every table goes from one device to another, whole."""

import pytest

from app.connections.sync.tables import TABLES
from tests.connections.sync.devices import Device, Json, created, deleted, ids, updated
from tests.connections.sync.every_row import every_row


async def test_a_row_of_every_table_comes_to_the_other_device_as_it_was_sent(
    phone: Device, tablet: Device
) -> None:
    rows = every_row()
    assert rows.keys() == TABLES.keys() - {"milestones"}

    assert await phone.pushes(created(**rows)) == {}
    pulled = await tablet.pull()

    assert {table: kinds["created"] for table, kinds in pulled.items()} == {
        table: [row] for table, row in rows.items()
    }
    assert ids(pulled) == {table: {"created": [row["id"]]} for table, row in rows.items()}


async def test_nothing_that_was_sent_whole_comes_back(phone: Device) -> None:
    phone.pulled = 1
    await phone.pushes(created(**every_row()))

    assert await phone.pull() == {}


EDITS: dict[str, Json] = {
    "people": {"note": "Moved away."},
    "streaks": {"label": "nights"},
    "streak_pauses": {"until_on": "2026-03-14"},
    "techniques": {"title": "Water the ferns"},
    "urges": {"intensity_after": 2},
    "contact_events": {"tone": "open"},
    "moods": {"valence": -0.25},
    "journal_entries": {"body": "Slept well."},
    "unsent_messages": {"body": "Sleep well."},
    "activities": {"status": "done"},
    "goals": {"target_amount": 4.5},
    "goal_pauses": {"until_on": "2026-03-13"},
    "activity_logs": {"amount": 2},
    "encounters": {"fun": 9},
    "space_windows": {"to_time": "07:00"},
    "reviews": {"answers": '{"calm":7}'},
}


@pytest.mark.parametrize("table", EDITS)
async def test_an_edit_comes_to_the_other_device(phone: Device, tablet: Device, table: str) -> None:
    rows = every_row()
    await phone.pushes(created(**rows))
    await phone.pull()
    await tablet.pull()
    edited = rows[table] | EDITS[table]

    await phone.pushes(updated(**{table: edited}))

    assert (await tablet.pull())[table]["updated"] == [edited]
    assert table not in await phone.pull()


LASTING = {"streak_policies"}
"""Without a delete of their own: they go with their streak."""


@pytest.mark.parametrize("table", sorted(TABLES.keys() - LASTING - {"milestones"}))
async def test_a_delete_comes_to_the_other_device(
    phone: Device, tablet: Device, table: str
) -> None:
    rows = every_row()
    await phone.pushes(created(**rows))
    await phone.pull()
    await tablet.pull()

    await phone.pushes(deleted(**{table: rows[table]["id"]}))

    assert rows[table]["id"] in (await tablet.pull())[table]["deleted"]
    assert table not in await phone.pull()


async def test_a_policy_that_a_phone_deletes_comes_back_as_new(phone: Device) -> None:
    rows = every_row()
    await phone.pushes(created(**rows))
    await phone.pull()

    await phone.pushes(deleted(streak_policies=rows["streak_policies"]["id"]))

    assert (await phone.pull())["streak_policies"]["created"] == [rows["streak_policies"]]
