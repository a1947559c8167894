"""What does not fit is put right or left out; a phone never has to send it for ever."""

import pytest

from tests.connections.sync.devices import (
    Device,
    Json,
    an_id,
    created,
    deleted,
    event,
    ids,
    mood,
    person,
    text,
    updated,
)
from tests.connections.sync.every_row import NOON_MS, every_row

HOUR_MS = 3_600_000

ODD: list[tuple[str, object, object]] = [
    ("energy", 11, None),
    ("energy", "3", None),
    ("energy", True, None),
    ("energy", 2.5, None),
    ("note", 7, None),
    ("note", "  spaced ", "spaced"),
    ("labels", '["calm","furious","sad"]', '["calm","sad"]'),
    ("labels", "calm", "[]"),
    ("labels", '{"a":1}', "[]"),
    ("labels", None, "[]"),
    ("labels", ["calm"], "[]"),
    ("custom_labels", text(["mine", "", 3]), text(["mine"])),
    ("custom_labels", "", "[]"),
    ("time_zone", "Mars/Base", "Europe/Berlin"),
    ("occurred_at", NOON_MS + 48 * HOUR_MS, 1773144000000),
    ("occurred_at", "noon", 1773144000000),
    ("occurred_at", 1e300, 1773144000000),
    ("occurred_at", None, 1773144000000),
    ("local_date", "1999-01-01", "2026-03-10"),
    ("local_date", "soon", "2026-03-10"),
]


@pytest.mark.parametrize(("column", "odd", "kept"), ODD)
async def test_an_odd_value_of_a_new_row_is_dropped_and_the_rest_kept(
    phone: Device, column: str, odd: object, kept: object
) -> None:
    phone.pulled = 1
    row = mood(note=None) | {column: odd}
    assert await phone.pushes(created(moods=row)) == {}

    assert (await phone.pull())["moods"]["updated"] == [row | {column: kept}]
    assert await phone.pull() == {}


@pytest.mark.parametrize(
    ("column", "odd"),
    [
        ("valence", 2),
        ("valence", None),
        ("kind", "hourly"),
        ("kind", None),
        ("labels", "calm"),
        ("occurred_at", NOON_MS + 48 * HOUR_MS),
        ("time_zone", None),
        ("note", 7),
    ],
)
async def test_an_odd_value_of_a_change_leaves_what_was_there(
    phone: Device, tablet: Device, column: str, odd: object
) -> None:
    row = mood(note="Rain.")
    await phone.pushes(created(moods=row))
    await phone.pull()
    await tablet.pull()

    assert await phone.pushes(updated(moods=row | {"energy": 4, column: odd})) == {}

    for device in (phone, tablet):
        assert (await device.pull())["moods"]["updated"] == [row | {"energy": 4}]


async def test_an_odd_value_alone_is_answered_with_what_is_there(phone: Device) -> None:
    row = mood()
    await phone.pushes(created(moods=row))
    await phone.pull()

    await phone.pushes(updated(moods=row | {"energy": 99}))

    assert (await phone.pull())["moods"]["updated"] == [row]
    assert await phone.pull() == {}


async def test_what_is_not_ours_is_ignored(phone: Device) -> None:
    phone.pulled = 1
    row = mood()
    more = row | {"_status": "created", "_changed": "note", "colour": "blue"}
    changes = created(moods=more) | deleted(stickers="1") | {"settings": 7, "": {}}

    assert await phone.pushes(changes) == {}
    assert await phone.pull() == {}


async def test_rows_of_tables_that_only_a_newer_service_has_stay_on_the_phone(
    phone: Device, tablet: Device
) -> None:
    new, known, gone = {"id": "d3kf9x0qa1", "colour": "blue"}, {"id": an_id()}, an_id()
    lists = {"created": [new, None, {"id": 3}], "updated": [known, new], "deleted": [gone]}
    row = mood()

    rejected = await phone.pushes(created(moods=row) | {"stickers": lists, "\ud800": lists})

    assert rejected == {table: [new["id"], known["id"]] for table in ("stickers", "?")}
    assert ids(await tablet.pull()) == {"moods": {"created": [row["id"]]}}
    half = {"stickers": {"created": [new], "updated": 7}}
    assert await phone.pushes(half) == {"stickers": [new["id"]]}


@pytest.mark.parametrize("table", ["moods", "stickers"])
async def test_what_is_too_long_to_be_an_id_or_a_table_is_refused(
    phone: Device, table: str
) -> None:
    for changes in (created(**{table: {"id": "x" * 201}}), created(**{"x" * 201: mood()})):
        answer = await phone.push(changes)

        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid")
        assert "xxx" not in answer.text


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("people", {"nickname": "+49 170 1234567"}),
        ("people", {"nickname": None}),
        ("moods", {"valence": "high"}),
        ("moods", {"kind": "hourly"}),
        ("encounters", {"person_id": an_id()}),
        ("streak_pauses", {"streak_id": an_id()}),
        ("goal_pauses", {"until_on": "2001-01-01", "from_on": None}),
        ("goals", {"target_amount": None, "target_unit": None}),
        ("self_checks", {"answers": "{}"}),
        ("return_checks", {"calm": 11}),
        ("reviews", {"kind": "day_31", "streak_id": None}),
    ],
)
async def test_a_row_that_cannot_be_valid_is_listed_and_the_rest_applied(
    phone: Device, tablet: Device, table: str, change: Json
) -> None:
    rows = every_row()
    await phone.pushes(created(**rows))
    await phone.pull()
    good, bad = mood(), rows[table] | {"id": an_id()} | change
    changes = created(**{"moods": good, table: bad})
    if table == "moods":
        changes = created(moods=[good, bad])

    assert await phone.pushes(changes) == {table: [bad["id"]]}
    pulled = (await tablet.pull())["moods"]["created"]
    assert sorted(each["id"] for each in pulled) == sorted([rows["moods"]["id"], good["id"]])


async def test_an_id_that_is_no_uuid_is_listed(phone: Device) -> None:
    row = mood(id="d3kf9x0qa1")

    assert await phone.pushes(created(moods=[row, mood()])) == {"moods": ["d3kf9x0qa1"]}
    assert await phone.pushes(created(moods=mood(id="\ud800"))) == {"moods": ["?"]}


async def test_a_reference_that_leads_nowhere_is_cleared(phone: Device) -> None:
    phone.pulled = 1
    contact = event(person_id=an_id(), urge_id=an_id())

    await phone.pushes(created(contact_events=contact))

    cleared = contact | {"person_id": None, "urge_id": None}
    assert (await phone.pull())["contact_events"]["updated"] == [cleared]


@pytest.mark.parametrize("table", ["streaks", "contact_events"])
async def test_what_is_about_somebody_deleted_goes_with_them(
    phone: Device, tablet: Device, table: str
) -> None:
    """Told by a phone that did not know, or in the very push that deletes them."""
    alex = person()
    await phone.pushes(created(people=alex))
    await phone.pull()
    await tablet.pull()
    await phone.pushes(deleted(people=alex["id"]))
    late, never = (every_row()[table] | {"person_id": id_} for id_ in (alex["id"], an_id()))

    assert await tablet.pushes(created(**{table: late})) == {}
    both = created(**{table: never}) | deleted(people=never["person_id"])
    assert await tablet.pushes(both) == {}

    assert (await phone.http.get(f"/v1/{table.replace('_', '-')}")).json()["items"] == []
    assert sorted((await tablet.pull())[table]["deleted"]) == sorted([late["id"], never["id"]])


async def test_a_streak_about_nobody_known_does_not_become_one_about_everybody(
    phone: Device,
) -> None:
    streak = every_row()["streaks"] | {"kind": "no_contact", "person_id": an_id()}

    assert await phone.pushes(created(streaks=streak)) == {"streaks": [streak["id"]]}
    assert (await phone.http.get("/v1/streaks")).json()["items"] == []


async def test_a_second_running_streak_is_stored_as_ended(phone: Device, tablet: Device) -> None:
    first, second = (
        every_row()["streaks"] | {"kind": "no_contact", "person_id": None} for _ in range(2)
    )
    await phone.pushes(created(streaks=first))
    await tablet.pull()
    await tablet.pushes(created(streaks=second))

    (stored,) = (await tablet.pull())["streaks"]["updated"]
    ended = {"ended_at": 1773144000000, "ended_on": "2026-03-10", "outcome": "other"}
    assert stored == second | ended | {"ended_time_zone": "Europe/Berlin"}
    assert (await phone.http.get(f"/v1/streaks/{first['id']}")).json()["status"] == "active"


async def test_a_streak_that_ended_offline_makes_room_for_the_next(phone: Device) -> None:
    plain = {"kind": "no_contact", "person_id": None}
    first, second = (every_row()["streaks"] | plain for _ in range(2))
    await phone.pushes(created(streaks=first))
    await phone.pull()
    ended = first | {"ended_at": NOON_MS, "outcome": "let_go"}
    changes = updated(streaks=ended)
    changes["streaks"]["created"] = [second]

    await phone.pushes(changes)

    streaks = {each["id"]: each for each in (await phone.http.get("/v1/streaks")).json()["items"]}
    assert streaks[first["id"]]["ending"]["outcome"] == "let_go"
    assert streaks[second["id"]]["status"] == "active"


async def test_an_ending_goes_and_comes_back(phone: Device, tablet: Device) -> None:
    streak = every_row()["streaks"] | {"kind": "no_contact", "person_id": None}
    await phone.pushes(created(streaks=streak))
    await phone.pull()
    await tablet.pull()
    place = {"ended_on": "2026-03-10", "ended_time_zone": "Europe/Berlin"}
    ended = streak | {"ended_at": NOON_MS, "outcome": "let_go"} | place
    for row in (ended, streak):
        await phone.pushes(updated(streaks=row))
        assert (await tablet.pull())["streaks"]["updated"] == [row]
        assert "streaks" not in await phone.pull()


async def test_a_day_excused_on_two_devices_is_one(phone: Device, tablet: Device) -> None:
    rows = every_row()
    goal = rows["goals"] | {"activity_id": None}
    await phone.pushes(created(goals=goal))
    await phone.pull()
    await tablet.pull()
    mine, theirs = (
        {"id": an_id(), "goal_id": goal["id"], "excused_on": "2026-03-10"} for _ in range(2)
    )
    await phone.pushes(created(goal_excused_days=mine))
    await tablet.pushes(created(goal_excused_days=theirs))

    assert ids(await tablet.pull())["goal_excused_days"] == {
        "created": [mine["id"]],
        "deleted": [theirs["id"]],
    }


async def test_a_message_burned_offline_is_burned(phone: Device, tablet: Device) -> None:
    message = every_row()["unsent_messages"] | {"person_id": None}
    burned = message | {"body": None, "released_as": "burned"}
    late = message | {"id": an_id(), "burn_at": NOON_MS + 60_000}
    await phone.pushes(created(unsent_messages=[burned, late]))

    for row in (await tablet.pull())["unsent_messages"]["created"]:
        assert (row["body"], row["released_as"], row["burn_at"]) == (None, "burned", None)


async def test_moving_an_event_away_saves_it_from_the_end_of_its_person(
    phone: Device, tablet: Device
) -> None:
    alex, sam = person(), person(nickname="Sam")
    contact = event(person_id=alex["id"])
    await phone.pushes(created(people=[alex, sam], contact_events=contact))
    await phone.pull()
    moved = contact | {"person_id": sam["id"]}

    await phone.pushes(deleted(people=alex["id"]) | updated(contact_events=moved))

    assert (await tablet.pull())["contact_events"]["created"] == [moved]


async def test_a_milestone_is_the_servers_alone(phone: Device) -> None:
    await phone.pull()
    invented = {"id": an_id(), "streak_id": an_id(), "days": 365}

    assert await phone.pushes(created(milestones=invented)) == {}
    assert (await phone.pull())["milestones"]["deleted"] == [invented["id"]]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ([], ""),
        ("{}", ""),
        ({"moods": []}, "/moods"),
        ({"moods": {"created": {}}}, "/moods/created"),
        ({"moods": {"deleted": "x"}}, "/moods/deleted"),
    ],
)
async def test_what_is_no_changes_object_is_refused(
    phone: Device, body: object, pointer: str
) -> None:
    answer = await phone.push(body)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


async def test_items_that_are_no_rows_are_ignored(phone: Device) -> None:
    lists = {"created": [None, 7, {}, {"id": 3}], "updated": None, "deleted": [None, 5, "x"]}

    assert await phone.pushes({"moods": lists}) == {}


@pytest.mark.parametrize(
    ("parent", "table"),
    [
        ("people", "encounters"),
        ("people", "space_windows"),
        ("people", "return_checks"),
        ("streaks", "streak_pauses"),
        ("streaks", "streak_policies"),
        ("goals", "goal_pauses"),
        ("goals", "goal_excused_days"),
    ],
)
async def test_what_is_about_something_deleted_elsewhere_is_deleted_too(
    phone: Device, tablet: Device, parent: str, table: str
) -> None:
    rows = every_row()
    await phone.pushes(created(**rows))
    await phone.pull()
    await tablet.pull()
    await phone.pushes(deleted(**{parent: rows[parent]["id"]}))
    orphan = rows[table] | {"id": an_id()}
    await tablet.pull()

    assert await tablet.pushes(created(**{table: orphan})) == {}
    assert (await tablet.pull())[table]["deleted"] == [orphan["id"]]
