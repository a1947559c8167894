"""Phones with WatermelonDB on them, offline, out of step and cut off: they come together again."""

from typing import Any

import pytest

from tests.clients.life import assert_holds, written
from tests.clients.watermelon_play import NOW_MS, play
from tests.core.service import Service

BELONGS_TO_PERSON = (
    "people",
    "streaks",
    "streak_pauses",
    "streak_policies",
    "contact_events",
    "encounters",
    "space_windows",
    "return_checks",
)
GOALS = ("goals", "goal_excused_days", "goal_pauses")

pytestmark = pytest.mark.usefixtures("packages")


@pytest.mark.parametrize("order", [("phone", "tablet"), ("tablet", "phone")], ids="-".join)
def test_two_phones_that_were_offline_for_a_day_end_equal(
    running: Service, order: tuple[str, str]
) -> None:
    """Rows of every table made, changed and deleted on both; two slips in one streak."""
    lived = play(running, "offline_day", order=order)

    rows = lived.assert_converged()
    assert_holds(rows, written(*lived.told["did"]))
    assert lived.told["conflicts"] > 0
    streak = lived.reader.get(f"/v1/streaks/{lived.told['streak']}")
    assert (streak["slip_count"], streak["current"]["days"], streak["longest"]["days"]) == (2, 3, 4)
    assert (streak["days_tried"], streak["days_kept"]) == (11, 9)


def test_lost_answers_and_cut_connections_double_nothing_and_lose_nothing(running: Service) -> None:
    lived = play(running, "lost_answers")

    assert_holds(lived.assert_converged(), written(*lived.told["did"]))
    traps = [became for _, became in lived.told["seen"] if isinstance(became, str)]
    assert traps.count("answer lost") == 4
    assert {"no connection", "cut in the body", "hung up"} < set(traps)


def test_a_push_that_arrives_late_takes_nothing_back(running: Service) -> None:
    lived = play(running, "late_arrival")

    told = lived.told
    assert told["answer"]["status"] == 409
    rows = lived.assert_converged()
    assert rows["people"][told["edited"]]["note"] == "newer"
    assert told["deleted"] not in rows["people"]


@pytest.mark.parametrize(
    "race",
    [
        "phone first",
        "tablet first",
        "phone between the tablet's pull and push",
        "tablet between the phone's pull and push",
    ],
)
def test_a_person_deleted_while_another_phone_writes_about_them(
    running: Service, race: str
) -> None:
    """With a person goes what is about them, whatever was edited in it, and told only then."""
    lived = play(running, "deleted_person", race=race)

    rows, told = lived.assert_converged(), lived.told
    assert not [table for table in BELONGS_TO_PERSON if told["gone"][table] in rows[table]]
    assert [table for table, row_id in told["kept"].items() if row_id not in rows[table]] == []
    assert [table for table, row_id in told["late"].items() if row_id in rows[table]] == []
    conflicts = [became for _, became in told["seen"] if became == 409]
    assert len(conflicts) == (race == "phone between the tablet's pull and push")


@pytest.mark.parametrize(
    "missing",
    [
        {"tables": [], "columns": {"people": ["note"], "moods": ["energy"], "urges": ["outcome"]}},
        {"tables": [*GOALS, "moods", "streak_pauses"], "columns": {}},
        {"tables": ["urges", "journal_entries"], "columns": {"contact_events": ["tone", "note"]}},
    ],
    ids=["columns", "tables", "both"],
)
def test_an_updated_app_gets_what_its_old_schema_had_no_place_for(
    running: Service, missing: dict[str, Any]
) -> None:
    lived = play(running, "upgrade", missing=missing)

    told = lived.told
    assert set(missing["tables"]).isdisjoint(told["before"])
    assert_holds(lived.assert_converged(), written(*told["did"]))
    assert sorted(told["migration"]["tables"]) == sorted(missing["tables"])
    assert told["again"] == {"migration": None, "remoteChangeCount": 0}


def test_a_phone_that_starts_fresh_gets_everything(running: Service) -> None:
    lived = play(running, "fresh_start")

    told = lived.told
    assert not any(told["empty"].values())
    assert told["after"] == told["before"]
    assert_holds(lived.assert_converged(), written(*told["did"]))
    assert told["echoed"] == 0


def test_a_row_changed_on_both_phones_is_merged_column_by_column(running: Service) -> None:
    """A conflict refuses the whole push and names the rows; who pushes later has the word."""
    lived = play(running, "conflict")

    rows, told = lived.assert_converged(), lived.told
    assert_holds(rows, written(*told["did"]))
    assert rows["people"][told["ids"]["people"]]["nickname"] == "Comet of the phone"
    assert [became for method, became in told["seen"] if method == "POST"] == [200, 409, 200]
    assert told["refusal"]["type"].endswith("/problems/sync-conflict")
    assert told["refusal"]["conflicts"]["people"] == [told["ids"]["people"]]
    assert told["alone"] in rows["people"]
    assert told["merged"] > 0


def test_phones_with_wrong_clocks_come_together(running: Service) -> None:
    """What has not happened yet becomes what the service has just received."""
    lived = play(running, "wrong_clocks")

    rows, told = lived.assert_converged(), lived.told
    assert rows["moods"][told["ahead"]["moods"]]["occurred_at"] == NOW_MS
    assert rows["moods"][told["behind"]["moods"]]["occurred_at"] == NOW_MS - 2 * 86_400_000
    assert rows["moods"][told["ahead"]["moods"]]["valence"] == 0.2


def test_more_rows_than_a_page_holds_arrive_while_others_change(running: Service) -> None:
    lived = play(running, "many_rows", count=1_200, pageSize=250)

    assert lived.told["pages"] == 5
    assert_holds(lived.assert_converged(), written(*lived.told["did"]))


def test_what_is_refused_stays_on_its_phone_until_it_is_mended(running: Service) -> None:
    lived = play(running, "rejected", refused={"nickname": "jo@example.org"})

    told = lived.told
    assert told["rejectedIds"] == {"people": [told["bad"]]}
    assert told["heldBack"] is True
    assert list(told["tabletHad"]["people"]) == [told["fine"]]
    assert told["rejectedAgain"] == {}
    assert set(lived.assert_converged()["people"]) == {told["fine"], told["bad"]}


def test_words_that_are_too_long_stay_on_their_phone_with_what_hangs_on_them(
    running: Service,
) -> None:
    """Neither the next pull nor another phone's change of the row takes them away."""
    lived = play(running, "long_words", longest=2_000)

    told, ids = lived.told, lived.told["ids"]
    rejected = {
        "people": [ids["person"]],
        "urges": [ids["urge"]],
        "contact_events": [ids["event"]],
        "moods": sorted([ids["mood"], ids["known"]]),
        "reviews": [ids["review"]],
    }
    assert told["rejectedIds"] == told["again"] == rejected
    assert told["heldBack"] is True
    assert {table: set(rows) for table, rows in told["tabletHad"].items() if rows} == {
        "moods": {ids["fine"], ids["known"]},
        "reviews": {ids["review"]},
    }
    assert told["tabletHad"]["moods"][ids["known"]]["note"] == "Rain."
    told["written"]["moods"][ids["known"]]["energy"] = 3
    for table, row_ids in rejected.items():
        for row_id in row_ids:
            assert told["kept"][table][row_id] == told["written"][table][row_id]
    assert told["rejectedInTheEnd"] == {}
    assert_holds(lived.assert_converged(), written(*told["did"]))
