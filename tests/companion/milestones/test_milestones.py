"""Days reached within a streak: awarded on time, undone quietly by late data."""

from httpx2 import AsyncClient

from tests.companion.milestones.told import told
from tests.companion.streaks.lives import a_contact, a_streak, standing_at


@standing_at("2026-07-10T12:00")
async def test_a_late_slip_revokes_what_it_undoes_and_starts_anew(me: AsyncClient) -> None:
    """The worked example of the rules, in Berlin."""
    await a_streak(me, "2026-07-01T12:00")
    assert await told(me) == [
        (1, "2026-07-02", True),
        (3, "2026-07-04", True),
        (7, "2026-07-08", True),
    ]
    await a_contact(me, "2026-07-05T12:00")
    assert await told(me) == [
        (1, "2026-07-02", True),
        (1, "2026-07-06", True),
        (3, "2026-07-04", True),
        (3, "2026-07-08", True),
        (7, "2026-07-08", False),
    ]
