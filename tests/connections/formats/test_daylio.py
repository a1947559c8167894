"""Daylio's CSV, as its app has written it over the years, in two languages."""

from datetime import date, time
from typing import Any

import pytest
from httpx2 import AsyncClient

from app.connections.formats.daylio.moments import day_of, time_of
from tests.clock import FakeClock
from tests.connections.formats.bringing import bring

HEADER = "full_date,date,weekday,time,mood,activities,note_title,note"
OLD_HEADER = "year,date,weekday,time,mood,activities,note"


async def test_a_row_becomes_a_mood(me: AsyncClient) -> None:
    row = '2026-03-09,"March 9","Monday","9:05 PM","rad","family | ferns | work","Rain","All day"'
    done = await bring(me, f"{HEADER}\r\n{row}\r\n", "daylio")
    [mood] = await moods(me)

    assert done["report"]["tables"]["moods"]["created"] == 1
    assert mood["occurred_at"] == "2026-03-09T20:05:00Z"
    assert (mood["time_zone"], mood["local_date"]) == ("Europe/Berlin", "2026-03-09")
    assert (mood["kind"], mood["valence"]) == ("momentaryEmotion", 1.0)
    assert mood["associations"] == ["family", "work"]
    assert mood["custom_labels"] == ["ferns"]
    assert mood["note"] == "Rain\nAll day"
    assert mood["source"] == "import:daylio"


async def test_older_files_have_the_year_by_itself(me: AsyncClient) -> None:
    rows = "2019,9 May,Thursday,21:05,good,,\n2018,3. Dezember,Montag,21.05,gut,,Schnee\n"
    await bring(me, f"{OLD_HEADER}\n{rows}", "daylio")

    assert [mood["occurred_at"] for mood in await moods(me)] == [
        "2019-05-09T19:05:00Z",
        "2018-12-03T20:05:00Z",
    ]


@pytest.mark.parametrize(
    ("names", "valences"),
    [
        (["rad", "good", "meh", "bad", "awful"], [1, 0.5, 0, -0.5, -1]),
        (["Super", "Gut", "Naja", "Schlecht", "Mies"], [1, 0.5, 0, -0.5, -1]),
    ],
)
async def test_the_five_moods_are_five_equal_steps(
    me: AsyncClient, names: list[str], valences: list[float]
) -> None:
    lines = [f"2026-03-0{day},,,12:00,{name},,," for day, name in enumerate(names, start=1)]
    await bring(me, "\n".join([HEADER, *lines]), "daylio")

    assert [mood["valence"] for mood in reversed(await moods(me))] == valences


async def test_moods_of_ones_own_are_named_by_the_caller(me: AsyncClient) -> None:
    file = f"{HEADER}\n2026-03-09,,,12:00,Sunny,,,\n2026-03-08,,,12:00,foggy,,,\n"
    done = await bring(me, file, "daylio", moods='{"sunny": 0.8}')

    assert [mood["valence"] for mood in await moods(me)] == [0.8]
    refusal = {"place": 3, "table": "other", "reason": "unknown_mood"}
    assert done["report"]["refusals"] == [refusal]


async def test_rows_that_can_not_be_read_are_told_by_their_lines(me: AsyncClient) -> None:
    lines = [
        HEADER,
        "2026-03-09,,,12:00,good,,,fine",
        "2026-02-30,,,12:00,good,,,no such day",
        "2026-03-09,,,25:00,good,,,no such hour",
        "2126-03-09,,,12:00,good,,,to come",
        "2026-03-09",
        '2026-03-09,,,12:01,good,,,"an open quote',
        "2026-03-09,,,12:02,good,,,fine",
    ]
    done = await bring(me, "\n".join(lines), "daylio")

    assert [(each["place"], each["reason"]) for each in done["report"]["refusals"]] == [
        (3, "no_date_or_time"),
        (4, "no_date_or_time"),
        (5, "invalid"),
        (6, "unknown_mood"),
        (7, "open_quote"),
    ]
    assert len(await moods(me)) == 2


async def test_the_same_file_twice_makes_nothing_twice(me: AsyncClient, clock: FakeClock) -> None:
    rows = [f"2026-03-09,,,12:{minute:02},good,,,n{minute}" for minute in range(30)]
    await bring(me, "\n".join([HEADER, *rows]), "daylio")
    clock.pass_by(hours=1)
    longer = ["2026-03-10,,,11:00,bad,,,", *rows, rows[0]]
    report = (await bring(me, "\n".join([HEADER, *longer]), "daylio"))["report"]

    assert (report["read"], report["created"], report["unchanged"]) == (32, 1, 31)
    assert len(await moods(me)) == 31


async def test_what_has_no_room_in_a_mood_is_kept_beside_it(me: AsyncClient) -> None:
    note, long_name = "word " * 500, "a name of more than forty letters by far, it is"
    labels = [f"label {number}" for number in range(25)]
    row = f'2026-03-09,,,12:00,good,"{" | ".join([long_name, *labels])}",,"{note}"'
    await bring(me, f"{HEADER}\n{row}\n", "daylio")
    [mood] = await moods(me)
    [entry] = (await me.get("/v1/journal-entries")).json()["items"]

    assert mood["custom_labels"] == labels[:20]
    assert (mood["note"], entry["mood_id"]) == (None, mood["id"])
    assert entry["body"].startswith(note.strip())
    for name in (long_name, *labels[20:]):
        assert name in entry["body"]


async def test_a_note_longer_than_an_entry_may_be_is_refused_and_its_mood_kept(
    me: AsyncClient,
) -> None:
    row = f'2026-03-09,,,12:00,good,,,"{"n" * 20_001}"'
    report = (await bring(me, f"{HEADER}\n{row}\n", "daylio"))["report"]

    assert report["refusals"] == [{"place": 2, "table": "journal_entries", "reason": "invalid"}]
    assert len(await moods(me)) == 1


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("21:05", time(21, 5)),
        ("9:05 PM", time(21, 5)),
        ("9:05\u202fpm", time(21, 5)),
        ("9:05 p.m.", time(21, 5)),
        ("12:00 AM", time(0)),
        ("12:30 pm", time(12, 30)),
        ("21.05", time(21, 5)),
        ("21:05 Uhr", time(21, 5)),
        ("9h05", time(9, 5)),
        ("21:05:30", time(21, 5, 30)),
        ("24:00", None),
        ("13:00 PM", None),
        ("noon", None),
        ("", None),
    ],
)
def test_times_of_day(text: str, moment: time | None) -> None:
    assert read_or_none(lambda: time_of(text)) == moment


@pytest.mark.parametrize(
    ("cells", "day"),
    [
        (("2026-03-09", "", ""), date(2026, 3, 9)),
        (("", "2019", "9 May"), date(2019, 5, 9)),
        (("", "2019", "May 9"), date(2019, 5, 9)),
        (("", "2019", "9. März"), date(2019, 3, 9)),
        (("", "2019", "31. Okt."), date(2019, 10, 31)),
        (("", "2019", "30 February"), None),
        (("", "19", "9 May"), None),
        (("", "2019", "9 Floréal"), None),
        (("09.03.2026", "", ""), None),
        (("", "", ""), None),
    ],
)
def test_dates(cells: tuple[str, str, str], day: date | None) -> None:
    assert read_or_none(lambda: day_of(*cells)) == day


def read_or_none(read: Any) -> Any:  # noqa: ANN401
    try:
        return read()
    except ValueError:
        return None


async def moods(http: AsyncClient) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await http.get("/v1/moods?limit=200")).json()["items"]
    return items


async def test_times_are_of_the_users_own_zone(me: AsyncClient) -> None:
    await me.patch("/v1/me", json={"time_zone": "Asia/Kathmandu"})
    await bring(me, f"{HEADER}\n2026-03-09,,,12:00,good,,,\n", "daylio")

    assert [mood["occurred_at"] for mood in await moods(me)] == ["2026-03-09T06:15:00Z"]
