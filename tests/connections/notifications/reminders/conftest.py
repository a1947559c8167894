import pytest

from tests.clock import NOON, FakeClock
from tests.companion.streaks.lives import at


@pytest.fixture
def clock(request: pytest.FixtureRequest) -> FakeClock:
    """Stands where `lives.standing_at` says, before anybody signs up."""
    text = getattr(request, "param", None)
    return FakeClock(NOON if text is None else at(text))
