"""However a life came to be told, its milestones are those of the telling's end."""

from fastapi import FastAPI
from httpx2 import AsyncClient
from hypothesis import HealthCheck, given, settings

from tests.clock import FakeClock
from tests.companion.milestones import oracle
from tests.companion.milestones.told import milestones
from tests.companion.streaks.stored import lives
from tests.companion.streaks.test_any_order import NOW, TODAY, begin, steps
from tests.signing_up import SignedIn, a_guest

Held = set[tuple[str, int, str]]


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=steps)
async def test_any_order_of_telling_leaves_what_the_end_of_it_says(
    app: FastAPI, clock: FakeClock, steps: list[tuple[str, int, int, int]]
) -> None:
    clock.now = NOW
    guest = await a_guest(app)
    teller = await begin(guest.client)
    for name, *details in steps:
        await getattr(teller, name)(*details)
    assert await held(guest.client) == await counted_by_hand(app, guest)
    await guest.client.aclose()


async def held(client: AsyncClient) -> Held:
    return {
        (each["streak_id"], each["days"], each["reached_on"])
        for each in await milestones(client)
        if not each["revoked_at"]
    }


async def counted_by_hand(app: FastAPI, guest: SignedIn) -> Held:
    async with app.state.database.lease() as db:
        await db.begin(guest.user_id)
        told = await lives(db, now=NOW, today=TODAY)
    return {
        (str(key), days, str(on)) for key, life in told.items() for _, days, on in oracle.held(life)
    }
