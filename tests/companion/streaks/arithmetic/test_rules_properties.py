"""Random streaks against the oracle: whatever happened, in whatever order it came to be known."""

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import event, given, settings
from hypothesis import strategies as st

from app.companion.streaks.arithmetic.explanations import explain
from app.companion.streaks.arithmetic.rollup_json import rollup_from_json, rollup_to_json
from app.companion.streaks.arithmetic.rollups import Rollup, roll_up
from app.companion.streaks.arithmetic.rules import Figures, figures, last_segment, today_of
from tests.companion.streaks.arithmetic.oracle import Life, breaking, reckon
from tests.companion.streaks.arithmetic.random_lives import lives

often = settings(max_examples=200, deadline=None)
seldom = settings(max_examples=60, deadline=None)


@often
@given(lives())
def test_figures_are_those_of_counting_date_by_date(life: Life) -> None:
    expected = reckon(life)
    event(f"{expected.status}, {min(expected.slip_count, 3)} slips")
    assert _read(life, _rolled(life)) == expected


@seldom
@given(lives(), st.integers(0, 60))
def test_a_stored_rollup_stays_right_as_time_goes_on(life: Life, days: int) -> None:
    wait = timedelta(days=days)
    later = replace(life, now=life.now + wait, today=life.today + wait)
    assert _read(later, _rolled(life)) == reckon(later)


@seldom
@given(lives())
def test_a_rollup_comes_back_from_json_exactly(life: Life) -> None:
    rollup = _rolled(life)
    assert rollup_from_json(json.loads(json.dumps(rollup_to_json(rollup)))) == rollup


@seldom
@given(lives(), st.randoms(use_true_random=False))
def test_the_order_that_events_come_in_changes_nothing(life: Life, random: Random) -> None:
    shuffled = random.sample(life.events, len(life.events))
    assert roll_up(life.definition, shuffled, life.policies, life.pauses) == roll_up(
        life.definition, life.events, life.policies, life.pauses
    )


@seldom
@given(lives().filter(lambda life: life.events), st.data())
def test_a_deleted_event_might_never_have_been(life: Life, data: st.DataObject) -> None:
    deleted = data.draw(st.sampled_from(life.events))
    without = replace(life, events=[kept for kept in life.events if kept != deleted])
    found = _read(life, _rolled(without))
    assert found == reckon(without)
    if not breaking(life, deleted):
        assert found == _read(life, _rolled(life))


@seldom
@given(lives())
def test_nothing_is_ever_negative_or_more_than_its_whole(life: Life) -> None:
    found = _read(life, _rolled(life))
    _, closed = roll_up(life.definition, life.events, life.policies, life.pauses)
    days = [found.current.days, *(segment.days for segment in closed)]
    seconds = [found.current.elapsed_seconds, *(segment.elapsed_seconds for segment in closed)]
    assert min(days + seconds) >= 0
    assert found.longest.days == max(days)
    assert 0 <= found.days_kept <= found.days_tried <= found.journey_days + 1
    assert 0 <= found.steadiness <= 1


@seldom
@given(lives())
def test_segments_tell_the_streak_from_its_start_in_order(life: Life) -> None:
    rollup, closed = roll_up(life.definition, life.events, life.policies, life.pauses)
    last = last_segment(life.definition, rollup, now=life.now, today=life.today)
    told = [*closed, last]
    assert (told[0].opened_by, told[0].started_at) == (None, life.definition.started_at)
    assert [segment.opened_by for segment in told[1:]] == [s.closed_by for s in closed]
    moments = [m for s in told for m in (s.started_at, s.ended_at) if m is not None]
    assert moments[:-1] == sorted(moments[:-1])  # an ending may lie before the last restart


@seldom
@given(lives())
def test_explanations_of_all_dates_add_up_to_the_figures(life: Life) -> None:
    rollup = _rolled(life)
    span = (today_of(life.definition, rollup, life.today) - life.definition.started_on).days
    states = Counter(
        explain(
            life.definition,
            life.events,
            life.policies,
            life.pauses,
            life.definition.started_on + timedelta(days=day),
        ).state
        for day in range(span + 1)
    )
    found = _read(life, rollup)
    assert states["kept"] == found.days_kept
    assert states["kept"] + states["broken"] + states["gap"] == found.days_tried
    assert states.total() == max(0, span + 1)


def _rolled(life: Life) -> Rollup:
    return roll_up(life.definition, life.events, life.policies, life.pauses)[0]


def _read(life: Life, rollup: Rollup) -> Figures:
    return figures(life.definition, rollup, now=life.now, today=life.today)
