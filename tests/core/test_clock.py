"""The clock, and the way to move it from outside."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.core import clock
from app.settings import Settings


def test_moments_are_kept_to_the_millisecond_in_utc() -> None:
    moment = datetime(2026, 3, 1, 1, 2, 3, 456_789, timezone(timedelta(hours=1)))

    assert clock.to_millisecond(moment) == datetime(2026, 3, 1, 0, 2, 3, 456_000, UTC)
    assert clock.to_millisecond(moment).tzinfo is UTC


def test_the_wall_clock_goes_on() -> None:
    before = datetime.now(UTC) - timedelta(milliseconds=1)

    assert before <= clock.chosen(None)() <= datetime.now(UTC)


def test_a_clock_file_is_believed_and_read_again(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_text("2026-03-10T12:00:00Z\n")
    look = clock.chosen(file)

    first = look()
    file.write_text("2030-01-01T00:00:00+01:00")

    assert first == datetime(2026, 3, 10, 12, tzinfo=UTC)
    assert look() == datetime(2029, 12, 31, 23, tzinfo=UTC)


def test_a_clock_file_without_an_offset_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_text("2026-03-10T12:00:00")

    with pytest.raises(ValueError, match="needs an offset"):
        clock.chosen(file)()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org"])  # noqa: S104
def test_the_clock_moves_on_loopback_only(host: str, tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="OWNORBIT_CLOCK_FILE"):
        Settings(host=host, clock_file=tmp_path / "clock")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "localhost"])
def test_on_loopback_it_does(host: str, tmp_path: Path) -> None:
    assert Settings(host=host, clock_file=tmp_path / "clock").clock_file == tmp_path / "clock"
