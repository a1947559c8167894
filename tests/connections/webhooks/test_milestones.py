"""Of milestones only those reached today or yesterday are told of."""

from tests.companion.milestones.told import told
from tests.companion.streaks.lives import a_streak
from tests.connections.webhooks.asking import an_endpoint, deliveries
from tests.connections.webhooks.inbox import Inbox
from tests.signing_up import SignedIn


async def test_what_was_reached_long_before_it_was_entered_is_no_news(
    someone: SignedIn, inbox: Inbox
) -> None:
    endpoint = await an_endpoint(someone.client, inbox.url(), "milestone.awarded")
    await a_streak(someone.client, "2026-03-03T12:00")

    assert [days for days, _, _ in await told(someone.client)] == [1, 3, 7]
    await inbox.heard(1)
    assert len(await deliveries(someone.client, endpoint)) == 1
