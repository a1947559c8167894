"""How long somebody asked us to stay away: whatever they say, we read it or leave it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.retry_after import asked_wait
from tests.clock import NOON

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        (None, None),
        ("120", timedelta(minutes=2)),
        ("9" * 5_000, DAY),
        ("Tue, 10 Mar 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("Tue, 10 Mar 2026 11:05:00 GMT", timedelta(0)),
        ("Tue, 10 Mar 2099 12:05:00 GMT", DAY),
        ("Mon, 01 Jan 99999999999 00:00:00 GMT", None),
        ("Mon, 01 Jan 2026 00:00:00 +99999999999999999999", None),
        ("Tue, 99 Mar 2026 12:05:00 GMT", None),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("\u0663", None),
    ],
)
def test_a_wish_is_read_or_is_none(said: str | None, wait: timedelta | None) -> None:
    assert asked_wait(said, DAY, now=NOON) == wait


@given(st.text() | st.from_regex(r"Mon, \d{1,3} (Jan|May|\w+) \d+ \d+:\d+(:\d+)? [+-]?\w*"))
def test_nothing_that_is_said_breaks_anything(said: str) -> None:
    wait = asked_wait(said, DAY, now=NOON)

    assert wait is None or timedelta(0) <= wait <= DAY
