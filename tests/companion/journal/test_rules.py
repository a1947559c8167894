"""Which prompts a day has, and when there is something to do instead: tables, and any values."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.companion.journal.prompts import catalogue
from app.companion.journal.prompts.rules import (
    INNER,
    Deck,
    Prompt,
    Written,
    deck_of,
    is_circling,
    is_night,
    of_day,
)
from app.companion.journal.vocabulary import Focus, PromptKind
from app.core.texts import LANGUAGES

BERLIN = ZoneInfo("Europe/Berlin")
KINDS: tuple[PromptKind, ...] = get_args(PromptKind)
SEARCH = "meaning_search"
NOW = datetime(2026, 3, 11, 0, 30, tzinfo=BERLIN)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
hours = st.datetimes(datetime(2026, 3, 1), datetime(2026, 3, 15), timezones=st.just(UTC))  # noqa: DTZ001
entries = st.builds(
    Written,
    occurred_at=hours,
    time_zone=st.sampled_from(["Europe/Berlin", "Asia/Tokyo", "America/New_York"]),
    focus=st.sampled_from(get_args(Focus)),
)


@st.composite
def catalogues(draw: st.DrawFn) -> list[Prompt]:
    """Draw prompts of any kinds, among them two outer ones and an inner one."""
    outer = draw(st.lists(st.sampled_from(sorted(set(KINDS) - INNER)), min_size=2, max_size=9))
    inner = draw(st.lists(st.sampled_from(sorted(INNER)), min_size=1, max_size=9))
    kinds = draw(st.permutations([*outer, *inner]))
    return [Prompt(f"prompt-{number}", kind) for number, kind in enumerate(kinds)]


def shown_from(deck: Deck, first: date, count: int) -> Iterator[Prompt]:
    for number in range(count):
        yield from of_day(deck, first + timedelta(days=number))


def test_over_a_year_no_two_in_a_row_search_for_meaning() -> None:
    shown = list(shown_from(catalogue.DECK, date(2026, 1, 1), 366))

    assert len(shown) == 3 * 366
    assert [pair for pair in pairwise(shown) if {each.kind for each in pair} == {SEARCH}] == []
    assert SEARCH in {prompt.kind for prompt in shown}


@given(catalogues(), days, days)
def test_not_even_if_somebody_looks_in_now_and_then(
    prompts: list[Prompt], day: date, later: date
) -> None:
    deck = deck_of(prompts)
    shown = [*of_day(deck, day), *of_day(deck, later)]

    assert all({one.kind, next_one.kind} != {SEARCH} for one, next_one in pairwise(shown))


@given(catalogues(), days)
def test_a_day_has_three_with_the_inner_one_between(prompts: list[Prompt], day: date) -> None:
    deck = deck_of(prompts)

    assert [prompt.kind in INNER for prompt in of_day(deck, day)] == [False, True, False]
    assert len(set(of_day(deck, day))) == 3
    assert of_day(deck, day) == of_day(deck_of(prompts), day)
    assert sorted(deck.outer + deck.inner) == sorted(prompts)


def test_every_prompt_has_its_turn_within_a_month() -> None:
    for start in (date(2026, 1, 1), date(2027, 7, 19)):
        assert set(shown_from(catalogue.DECK, start, 31)) == set(catalogue.PROMPTS)


def test_over_a_year_a_day_has_three_kinds_and_the_next_day_other_prompts() -> None:
    year = [of_day(catalogue.DECK, date(2026, 1, 1) + timedelta(days=n)) for n in range(366)]

    assert {len({prompt.kind for prompt in day}) for day in year} == {3}
    assert all(not set(day) & set(next_day) for day, next_day in pairwise(year))
    assert len(set(year)) > 200


def test_the_catalogue_has_enough_of_every_kind() -> None:
    assert len(catalogue.PROMPTS) == len(catalogue.IDS) >= 24
    for kind in KINDS:
        assert sum(prompt.kind == kind for prompt in catalogue.PROMPTS) >= 3, kind
    for language in LANGUAGES:
        texts = [catalogue.text_of(prompt, language) for prompt in catalogue.PROMPTS]
        assert len(set(texts)) == len(texts)
        assert all(len(text) <= 200 for text in texts)


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        ("2026-03-10T21:59:59.999", False),
        ("2026-03-10T22:00", True),
        ("2026-03-11T00:00", True),
        ("2026-03-11T03:59:59.999", True),
        ("2026-03-11T04:00", False),
        ("2026-03-11T12:00", False),
        ("2026-03-29T03:30", True),
        ("2026-10-25T03:59", True),
    ],
)
def test_night_is_from_ten_to_four_on_the_wall(wall: str, *, expected: bool) -> None:
    for zone in (BERLIN, ZoneInfo("Asia/Tokyo"), ZoneInfo("America/New_York")):
        moment = datetime.fromisoformat(wall).replace(tzinfo=zone)
        assert is_night(moment.astimezone(UTC), zone) is expected


def late(hours_ago: float, focus: Focus = "them", zone: str = "Europe/Berlin") -> Written:
    return Written(NOW - timedelta(hours=hours_ago), zone, focus)


THREE = [late(0.5), late(1), late(2)]


@pytest.mark.parametrize(
    ("newest", "expected"),
    [
        (THREE, True),
        ([*THREE, late(2.2, "self")], True),
        ([late(0.5), late(24), late(48)], True),
        ([], False),
        (THREE[:2], False),
        ([late(0.2, "self"), *THREE], False),
        ([late(0.5), late(1, "both"), late(2), late(2.1)], False),
        ([late(0.5), late(1), late(2, "other")], False),
        ([late(0.5), late(1), late(3)], False),
        ([late(0.5), late(1), late(10)], False),
        ([late(0.5, zone="Europe/London"), late(1, zone="Asia/Dhaka"), late(2)], False),
        ([late(0.5, zone="Europe/London"), late(1, zone="Europe/London"), late(2)], True),
        ([late(0), late(1), late(168)], True),
        ([late(0), late(1), late(168.01)], False),
    ],
)
def test_three_late_entries_about_them_call_for_something_to_do(
    newest: list[Written], *, expected: bool
) -> None:
    assert is_circling(newest, NOW, BERLIN) is expected


@pytest.mark.parametrize(
    ("now", "zone", "expected"),
    [
        (NOW + timedelta(hours=3, minutes=29), "Europe/Berlin", True),
        (NOW + timedelta(hours=3, minutes=30), "Europe/Berlin", False),
        (NOW + timedelta(hours=12), "Europe/Berlin", False),
        (NOW + timedelta(hours=21, minutes=30), "Europe/Berlin", True),
        (NOW, "Asia/Tokyo", False),
        (NOW + timedelta(days=8), "Europe/Berlin", False),
    ],
)
def test_it_holds_at_night_where_the_user_is(now: datetime, zone: str, *, expected: bool) -> None:
    assert is_circling(THREE, now, ZoneInfo(zone)) is expected


@given(st.lists(entries, max_size=6), hours)
def test_it_holds_exactly_if_none_of_the_last_three_is_otherwise(
    newest: list[Written], now: datetime
) -> None:
    newest.sort(key=lambda entry: entry.occurred_at, reverse=True)
    speak_for = [
        entry
        for entry in newest[:3]
        if entry.focus == "them"
        and not time(4) <= entry.occurred_at.astimezone(ZoneInfo(entry.time_zone)).time() < time(22)
        and entry.occurred_at >= now - timedelta(days=7)
    ]

    wall = now.astimezone(BERLIN)
    assert is_circling(newest, now, BERLIN) is (len(speak_for) == 3 and not 4 <= wall.hour < 22)
