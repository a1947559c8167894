"""The user's own words: where they don't fit, the row stays on the phone as it is."""

import pytest

from app.connections.sync.cleaning import names_of
from app.connections.sync.tables import TABLES
from app.core.sealing import encrypted_columns
from tests.connections.sync.devices import (
    Device,
    Json,
    created,
    deleted,
    event,
    mood,
    person,
    text,
    updated,
)
from tests.connections.sync.every_row import every_row

LONG = "x" * 2001
DEEP = "[" * 400 + '"mine"' + "]" * 400
UNFIT: list[tuple[str, str, object]] = [
    ("people", "nickname", "x" * 81),
    ("people", "nickname", "jo@example.org"),
    ("people", "note", LONG),
    ("streaks", "label", "x" * 81),
    ("techniques", "title", "x" * 201),
    ("techniques", "steps", text(["Apron.", "x" * 501])),
    ("techniques", "steps", text(["Apron."] * 13)),
    ("techniques", "steps", "Apron."),
    ("urges", "pretext", LONG),
    ("contact_events", "note", LONG),
    ("moods", "note", LONG),
    ("moods", "note", "a\x00b"),
    ("moods", "note", "Rain \ud83c"),
    ("moods", "note", ["Rain."]),
    ("moods", "custom_labels", text(["mine", "x" * 41])),
    ("moods", "custom_labels", text([f"word {n}" for n in range(21)])),
    ("moods", "custom_labels", text({"1": "mine"})),
    ("moods", "custom_labels", text([["mine"]])),
    ("moods", "custom_labels", "mine"),
    ("moods", "custom_labels", DEEP),
    ("journal_entries", "body", "x" * 20_001),
    ("unsent_messages", "body", "x" * 20_001),
    ("activities", "title", "x" * 201),
    ("goals", "title", "x" * 201),
    ("goals", "why", LONG),
    ("goals", "target_unit", "x" * 41),
    ("activity_logs", "title", "x" * 201),
    ("activity_logs", "unit", "x" * 41),
    ("activity_logs", "note", LONG),
    ("encounters", "intention", LONG),
    ("encounters", "note", LONG),
    ("space_windows", "label", "x" * 81),
    ("reviews", "answers", text({"calm": 6, "grew": LONG})),
    ("reviews", "answers", text({"calm": "quite"})),
    ("reviews", "answers", text({"nobody_asked": "I climb."})),
    ("reviews", "answers", "I climb."),
]


def test_every_encrypted_column_that_a_phone_writes_is_tried_and_is_in_both_bodies() -> None:
    columns = {(name, each) for name, table in TABLES.items() for each in table.words}

    assert columns == {(table, column) for table, column, _ in UNFIT}
    for name, table in TABLES.items():
        assert table.words == set(encrypted_columns(table.table)), name
        verbs, fields = table.verbs, table.fields_of(table.words)
        assert verbs is None or fields <= set(names_of(verbs.creation)), name
        if fields:
            assert verbs is not None
            assert verbs.change is not None
            assert fields <= set(names_of(verbs.change)), name


@pytest.mark.parametrize(("table", "column", "words"), UNFIT)
async def test_a_new_row_whose_words_do_not_fit_waits_with_all_that_name_it(
    phone: Device, tablet: Device, table: str, column: str, words: object
) -> None:
    await phone.pull()
    rows = every_row()
    unfit = rows | {table: rows[table] | {column: words}}
    waiting = {name: [rows[name]["id"]] for name in hanging_on(table, rows)}

    assert await phone.pushes(created(**unfit)) == waiting

    assert waiting.keys().isdisjoint(await phone.pull())
    assert new(await tablet.pull()) == {
        name: [row] for name, row in rows.items() if name not in waiting
    }
    mended = created(**{name: rows[name] for name in waiting})
    assert await phone.pushes(mended) == {}
    assert new(await tablet.pull()) == {name: [rows[name]] for name in waiting}
    assert waiting.keys().isdisjoint(await phone.pull())


@pytest.mark.parametrize(("table", "column", "words"), UNFIT)
async def test_a_change_whose_words_do_not_fit_leaves_the_row_here_and_there(
    phone: Device, tablet: Device, table: str, column: str, words: object
) -> None:
    rows = every_row()
    await phone.pushes(created(**rows))
    await phone.pull()
    await tablet.pull()
    changes = created(moods=mood(), self_checks=every_row()["self_checks"])
    changes[table] = updated(**{table: rows[table] | {column: words}})[table]

    for _ in range(2):
        assert await phone.pushes(changes) == {table: [rows[table]["id"]]}

    for device in (phone, tablet):
        assert (await device.pull()).get(table, {}).get("updated", []) == []
    assert await phone.pushes(updated(**{table: rows[table]})) == {}


def new(pulled: Json) -> Json:
    """Give the new rows, but for milestones, which come when they come."""
    return {
        name: kinds["created"]
        for name, kinds in pulled.items()
        if kinds["created"] and name != "milestones"
    }


def hanging_on(table: str, rows: dict[str, Json]) -> set[str]:
    """Give the table and those whose row names the one of it, or one of theirs."""
    found = {table}
    while True:
        waiting = {rows[name]["id"] for name in found}
        more = {name for name, row in rows.items() if waiting & {str(row[each]) for each in row}}
        if more <= found:
            return found
        found |= more


async def test_a_push_that_touches_a_row_it_could_not_change_does_not_pass_as_a_repeat(
    phone: Device,
) -> None:
    """A slip rewrites the figures of its streak, whose new label does not fit."""
    await phone.pull()
    streak = every_row()["streaks"] | {"kind": "no_contact", "person_id": None}
    await phone.pushes(created(streaks=streak))
    await phone.pull()
    changes = updated(streaks=streak | {"label": "x" * 81}) | created(contact_events=event())
    rejected = {"streaks": [streak["id"]]}
    assert await phone.pushes(changes) == rejected

    again = await phone.push(changes)

    assert (again.status_code, again.json()["conflicts"]) == (409, rejected)
    await phone.pull()
    assert await phone.pushes(changes) == rejected


async def test_an_urge_waits_for_its_event_that_waits_for_its_person(phone: Device) -> None:
    """It comes before the event it names, and says nothing of the person itself."""
    await phone.pull()
    rows = every_row()
    unfit, contact = rows["people"] | {"note": LONG}, rows["contact_events"] | {"urge_id": None}
    urge = rows["urges"] | {"person_id": None, "technique_id": None}
    changes = created(people=unfit, contact_events=contact, urges=urge)

    rejected = await phone.pushes(changes)

    assert rejected.keys() == {"people", "contact_events", "urges"}
    assert await phone.pull() == {}


async def test_what_is_moved_to_somebody_refused_is_not_lost_with_whom_it_leaves(
    phone: Device, tablet: Device
) -> None:
    alex, sam = person(), person(nickname="Sam", note=LONG)
    contact = event(person_id=alex["id"])
    await phone.pushes(created(people=alex, contact_events=contact))
    await phone.pull()
    await tablet.pull()
    moved = contact | {"person_id": sam["id"]}
    changes = deleted(people=alex["id"]) | updated(contact_events=moved)
    changes["people"]["created"] = [sam]

    rejected = await phone.pushes(changes)

    assert rejected == {
        "people": sorted([alex["id"], sam["id"]]),
        "contact_events": [contact["id"]],
    }
    assert await phone.pull() == await tablet.pull() == {}
    changes["people"]["created"] = [sam | {"note": None}]
    assert await phone.pushes(changes) == {}
    pulled = await tablet.pull()
    assert pulled["contact_events"]["updated"] == [moved]
    assert pulled["people"]["deleted"] == [alex["id"]]


async def test_a_change_that_would_name_what_was_refused_waits_for_it(phone: Device) -> None:
    entry = every_row()["journal_entries"] | {"mood_id": None}
    await phone.pushes(created(journal_entries=entry), at=1)
    await phone.pull()
    unfit = mood(note=LONG)
    named = entry | {"mood_id": unfit["id"]}

    rejected = await phone.pushes(created(moods=unfit) | updated(journal_entries=named))

    assert rejected == {"moods": [unfit["id"]], "journal_entries": [entry["id"]]}
    assert await phone.pull() == {}


async def test_blanks_are_no_words(phone: Device) -> None:
    rows = every_row()
    streak = rows["streaks"] | {"kind": "no_contact", "person_id": None, "label": "  "}
    review = rows["reviews"] | {"streak_id": None, "answers": text({"calm": 11, "grew": " "})}
    await phone.pull()

    assert await phone.pushes(created(streaks=streak, reviews=review)) == {}

    pulled = await phone.pull()
    assert pulled["streaks"]["updated"] == [streak | {"label": None}]
    assert pulled["reviews"]["updated"] == [review | {"answers": "{}"}]


async def test_what_goes_with_somebody_deleted_goes_whatever_it_says(
    phone: Device, tablet: Device
) -> None:
    alex = person()
    await phone.pushes(created(people=alex))
    await tablet.pull()
    await phone.pull()
    await phone.pushes(deleted(people=alex["id"]))
    await tablet.pull()
    late = event(person_id=alex["id"], note=LONG)

    assert await tablet.pushes(created(contact_events=late)) == {}
    assert (await tablet.pull())["contact_events"]["deleted"] == [late["id"]]


@pytest.mark.parametrize("released_as", ["kept", "burned"])
async def test_words_for_a_message_that_was_let_go_elsewhere_stay_unless_it_was_burned(
    phone: Device, tablet: Device, released_as: str
) -> None:
    message = every_row()["unsent_messages"] | {"person_id": None}
    await phone.pushes(created(unsent_messages=message))
    await phone.pull()
    await tablet.pull()
    released = message | {"released_as": released_as}
    await tablet.pushes(updated(unsent_messages=released))
    (stored,) = (await phone.pull())["unsent_messages"]["updated"]

    rejected = await phone.pushes(updated(unsent_messages=stored | {"body": "Sleep well."}))

    if released_as == "kept":
        assert rejected == {"unsent_messages": [message["id"]]}
        assert await phone.pull() == {}
    else:
        assert rejected == {}
        assert (await phone.pull())["unsent_messages"]["updated"] == [stored]
