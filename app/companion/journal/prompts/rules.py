"""Which prompts a day has, and when doing something else is better than writing."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import zip_longest
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.companion.journal.vocabulary import Focus, PromptKind

INNER: frozenset[PromptKind] = frozenset({"values", "letting_go", "meaning_search"})
"""Kinds that stand between two lighter ones."""
IN_A_ROW = 3
NIGHT_BEGINS, NIGHT_ENDS = time(22), time(4)
LATELY = timedelta(days=7)


class Prompt(NamedTuple):
    """`id` is for good."""

    id: str
    kind: PromptKind


class Written(NamedTuple):
    """What there is to know of an entry without its words."""

    occurred_at: datetime
    time_zone: str
    focus: Focus


class Deck(NamedTuple):
    """Prompts in the order in which days take them, kinds taking turns."""

    outer: tuple[Prompt, ...]
    inner: tuple[Prompt, ...]


def deck_of(prompts: Iterable[Prompt]) -> Deck:
    """Sort prompts by where they stand in a day; there must be two outer ones and an inner one."""
    sorted_out: dict[bool, dict[PromptKind, list[Prompt]]] = {True: {}, False: {}}
    for prompt in prompts:
        sorted_out[prompt.kind in INNER].setdefault(prompt.kind, []).append(prompt)
    return Deck(_taking_turns(sorted_out[False].values()), _taking_turns(sorted_out[True].values()))


def of_day(deck: Deck, day: date) -> tuple[Prompt, Prompt, Prompt]:
    """Give the three of a day: an inner one between two outer ones.

    So no two of kind `meaning_search` ever follow each other, whichever days somebody looks in.
    """
    number = day.toordinal()
    first, last = 2 * number % len(deck.outer), (2 * number + 1) % len(deck.outer)
    return deck.outer[first], deck.inner[number % len(deck.inner)], deck.outer[last]


def is_circling(newest: Sequence[Written], now: datetime, zone: ZoneInfo) -> bool:
    """Tell whether it is night, and the last three entries were written about them at night.

    `newest` comes newest first. Each entry's night is that of its own zone; of entries older than
    a week nobody speaks any more. Why: Sbarra et al. 2013, PMC4297672.
    """
    last = newest[:IN_A_ROW]
    return (
        len(last) == IN_A_ROW
        and is_night(now, zone)
        and all(_is_late_about_them(entry) and now - entry.occurred_at <= LATELY for entry in last)
    )


def has_circled(newest: Sequence[Written]) -> bool:
    """Tell whether the last three entries were written about them at night, at whatever hour."""
    last = newest[:IN_A_ROW]
    return len(last) == IN_A_ROW and all(_is_late_about_them(entry) for entry in last)


def is_night(moment: datetime, zone: ZoneInfo) -> bool:
    """Tell whether clocks of the zone show 22:00 or later, or less than 4:00."""
    wall = moment.astimezone(UTC).astimezone(zone).time()
    return wall >= NIGHT_BEGINS or wall < NIGHT_ENDS


def _is_late_about_them(entry: Written) -> bool:
    return entry.focus == "them" and is_night(entry.occurred_at, ZoneInfo(entry.time_zone))


def _taking_turns(kinds: Iterable[Iterable[Prompt]]) -> tuple[Prompt, ...]:
    rounds = zip_longest(*kinds)
    return tuple(prompt for each in rounds for prompt in each if prompt is not None)
