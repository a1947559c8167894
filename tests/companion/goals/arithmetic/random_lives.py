"""Random goals for Hypothesis: logged on most of the periods, so that runs grow and break."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from app.companion.goals.arithmetic.dates_aside import Pause
from app.companion.goals.arithmetic.definitions import Definition
from app.companion.goals.arithmetic.rollups import Log
from tests.companion.goals.arithmetic.oracle import Life

EPOCH = date(2026, 2, 20)
SPANS = {"day": 14, "week": 60, "month": 200}

amounts = st.sampled_from(["0", "0.1", "0.2", "0.7", "3", "1e12", "6e-16"]).map(Decimal)


@st.composite
def lives(draw: st.DrawFn) -> Life:
    per = draw(st.sampled_from(["day", "week", "month", None]))
    span = SPANS.get(per or "month", 60)
    dates = st.integers(0, span).map(lambda days: EPOCH + timedelta(days=days))
    starts_on = draw(st.sampled_from([EPOCH, EPOCH, draw(dates)]))
    definition = Definition(
        starts_on=starts_on,
        times=None if per is None else draw(st.sampled_from([1, 1, 2])),
        per=per,
        week_starts_on=draw(st.sampled_from(["monday", "sunday"])) if per == "week" else None,
        amount=draw(amounts.filter(bool)) if per is None else None,
        due_on=draw(st.none() | dates) if per is None else None,
    )
    return Life(
        definition=definition,
        logs=draw(st.lists(st.builds(Log, dates, amounts), max_size=25)),
        excused=draw(st.frozensets(dates, max_size=6)),
        pauses=draw(pauses()),
        today=EPOCH + timedelta(days=draw(st.integers(span - 10, span + 40))),
    )


@st.composite
def pauses(draw: st.DrawFn) -> list[Pause]:
    """Pauses without overlap, some side by side, the last one perhaps open."""
    found: list[Pause] = []
    day = EPOCH - timedelta(days=5)
    lengths = st.sampled_from([0, 1, 2, 7, 14, 40])
    for wait, length in draw(st.lists(st.tuples(st.integers(1, 20), lengths), max_size=3)):
        first = day + timedelta(days=wait)
        day = first + timedelta(days=length)
        found.append(Pause(first, day))
    if draw(st.booleans()) and found:
        found[-1] = Pause(found[-1].from_on, None)
    return list(draw(st.permutations(found)))
