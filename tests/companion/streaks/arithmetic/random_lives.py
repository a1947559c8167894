"""Random streaks for Hypothesis: few moments, often shared, so that borders and ties are met.

What is likely in a choice is written several times, so that most events break their streak.
"""

from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from app.companion.streaks.arithmetic.verdicts import Definition, Event, Pause, PolicyVersion
from app.core.days import local_date, today
from tests.companion.streaks.arithmetic.oracle import Life

EPOCH = datetime(2026, 2, 20, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
AHEAD = timedelta(minutes=5)
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
)
PEOPLE = (UUID(int=1), UUID(int=2))
KINDS = ("reached_out", "replied", "posted", "heard_from")
PLATFORMS = ("one", "two")
REASONS = ("children", "work")

zones = st.sampled_from(ZONES).map(ZoneInfo)
day_starts = st.integers(0, 48).map(lambda quarters: time(quarters // 4, quarters % 4 * 15))
ids = st.integers(1, 40).map(lambda number: UUID(int=number))


@st.composite
def lives(draw: st.DrawFn) -> Life:
    quarters = draw(st.integers(0, 90 * 24 * 4))
    now = EPOCH + quarters * QUARTER
    steps = draw(st.lists(st.integers(0, quarters), min_size=3, max_size=9))
    pool = [now - step * QUARTER if step else now + AHEAD for step in steps]
    size = draw(st.integers(0, 9))
    definition = draw(_definitions(pool))
    return Life(
        definition=definition,
        events=draw(st.lists(_events(pool), min_size=size, max_size=9, unique_by=attrgetter("id"))),
        policies=draw(st.just([]) | st.lists(_policies(pool), max_size=3)),
        pauses=draw(_pauses()),
        now=now,
        today=today(now, draw(zones), draw(day_starts), draw(st.none() | _dates_about(now))),
    )


@st.composite
def _definitions(draw: st.DrawFn, pool: list[datetime]) -> Definition:
    started_at = draw(st.sampled_from([min(pool)] * 8 + pool))
    started_on = _dated(draw, started_at)
    later = [moment for moment in pool if moment >= started_at]
    ended_at = draw(st.sampled_from([None, None, None, max(pool), draw(st.sampled_from(later))]))
    return Definition(
        kind=draw(st.sampled_from(["no_contact"] * 8 + ["social_quiet"])),
        person_id=draw(st.sampled_from([None, PEOPLE[0]])),
        platforms=draw(st.sampled_from([frozenset[str](), frozenset[str](), frozenset({"one"})])),
        started_at=started_at,
        started_on=started_on,
        ended_at=ended_at,
        ended_on=None if ended_at is None else _dated(draw, ended_at),
    )


@st.composite
def _events(draw: st.DrawFn, pool: list[datetime]) -> Event:
    occurred_at = draw(st.sampled_from(pool))
    zone, day_start = draw(zones), draw(day_starts)
    restart_at = draw(st.none() | st.sampled_from([m for m in pool if m >= occurred_at]))
    return Event(
        id=draw(ids),
        kind=draw(st.sampled_from(["reached_out"] * 8 + [*KINDS])),
        occurred_at=occurred_at,
        local_date=local_date(occurred_at, zone, day_start),
        person_id=draw(st.sampled_from([PEOPLE[0]] * 8 + [*PEOPLE, None])),
        platform=draw(st.sampled_from(["one"] * 6 + [*PLATFORMS, None])),
        reason=draw(st.sampled_from([None] * 8 + [*REASONS])),
        restart_at=restart_at,
        restart_on=None if restart_at is None else local_date(restart_at, zone, day_start),
    )


def _policies(pool: list[datetime]) -> st.SearchStrategy[PolicyVersion]:
    return st.builds(
        PolicyVersion,
        id=ids,
        effective_at=st.sampled_from(pool),
        counts=st.sampled_from([("reached_out",), ("reached_out", "replied"), KINDS]).map(
            frozenset
        ),
        exceptions=st.frozensets(st.sampled_from(REASONS)),
    )


@st.composite
def _pauses(draw: st.DrawFn) -> list[Pause]:
    """Pauses without overlap, some side by side, the last one perhaps open."""
    found: list[Pause] = []
    day = EPOCH.date() - timedelta(days=3)
    for wait, length in draw(
        st.lists(st.tuples(st.integers(1, 40), st.integers(0, 9)), max_size=4)
    ):
        first = day + timedelta(days=wait)
        day = first + timedelta(days=length)
        found.append(Pause(first, day))
    if draw(st.booleans()) and found:
        found[-1] = Pause(found[-1].from_on)
    return draw(st.permutations(found))


def _dated(draw: st.DrawFn, moment: datetime) -> date:
    return local_date(moment, draw(zones), draw(day_starts))


def _dates_about(now: datetime) -> st.SearchStrategy[date]:
    return st.integers(-2, 2).map(lambda days: now.date() + timedelta(days=days))
