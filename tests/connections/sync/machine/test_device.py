"""The model of a phone merges as WatermelonDB 0.28 does; tests/clients has the real one."""

from datetime import timedelta

from tests.connections.sync.machine.device import Changes, Device, Raw

PLACE = "people", "a"


def a_device() -> Device:
    device = Device("phone", timedelta(), "Europe/Berlin")
    device.take(pulled({"id": "a", "nickname": "Al", "note": "x"}), 1)
    return device


def pulled(*rows: Raw, deleted: tuple[str, ...] = ()) -> Changes:
    return {"people": {"created": [], "updated": list(rows), "deleted": list(deleted)}}


def test_a_changed_column_keeps_the_phones_value_and_others_take_the_servers() -> None:
    device = a_device()
    device.edit(PLACE, {"nickname": "Alex"})
    device.take(pulled({"id": "a", "nickname": "Bo", "note": "y"}), 2)
    assert device.shown()[PLACE] == {"id": "a", "nickname": "Alex", "note": "y"}
    assert device.capture(1).edits == {PLACE: {"nickname": 1}}


def test_a_row_edited_while_its_push_is_under_way_stays_changed() -> None:
    device = a_device()
    device.edit(PLACE, {"nickname": "Alex"})
    push = device.capture(1)
    device.edit(PLACE, {"note": "y"})
    device.hear(push, set())
    assert device.rows[PLACE].changed == {"nickname", "note"}


def test_words_that_were_too_long_are_shortened_and_what_waits_for_them_is_kept() -> None:
    device = a_device()
    device.edit(PLACE, {"note": "x" * 2_001})
    device.create("people", {"id": "b", "nickname": "x" * 2_001})
    device.create("moods", {"id": "c", "person_id": "b"})
    device.create("moods", {"id": "d", "person_id": "a"})
    push = device.capture(1)
    device.hear(push, {PLACE, ("people", "b"), ("moods", "c"), ("streak_pauses", "e")})
    assert device.shown()[PLACE]["note"] == device.shown()["people", "b"]["nickname"] == "short"
    assert device.rows["moods", "c"].status == "created"
    assert device.rows["moods", "d"].status == "synced"


def test_a_push_that_was_answered_leaves_nothing_to_say() -> None:
    device = a_device()
    device.edit(PLACE, {"nickname": "Alex"})
    device.create("people", {"id": "b", "nickname": "Bo"})
    device.hear(device.capture(1), set())
    assert not device.is_dirty()


def test_a_row_deleted_here_stays_deleted_whatever_comes() -> None:
    device = a_device()
    device.delete(PLACE)
    device.take(pulled({"id": "a", "nickname": "Bo", "note": "y"}), 2)
    assert device.shown() == {}
    assert device.capture(1).changes["people"]["deleted"] == ["a"]


def test_a_row_deleted_elsewhere_goes_even_if_it_was_changed_here() -> None:
    device = a_device()
    device.edit(PLACE, {"nickname": "Alex"})
    device.take(pulled(deleted=("a",)), 2)
    assert device.shown() == {}
    assert not device.is_dirty()


def test_a_row_made_here_and_met_there_means_only_what_was_changed_since() -> None:
    device = a_device()
    device.create("people", {"id": "b", "nickname": "Bo", "note": None})
    device.edit(("people", "b"), {"note": "z"})
    device.take(pulled({"id": "b", "nickname": "Cy", "note": None}), 2)
    push = device.capture(1)
    assert push.changes["people"]["created"][0]["nickname"] == "Cy"
    assert push.edits == {("people", "b"): {"note": 2}}
