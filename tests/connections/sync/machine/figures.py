"""Streaks: what the service shows against the oracle, from the rows that it ended with."""

from tests.companion.streaks.arithmetic.oracle import reckon
from tests.companion.streaks.lives import read
from tests.companion.streaks.stored import lives
from tests.companion.streaks.test_any_order import as_json, figures_of
from tests.connections.sync.machine.world import World


async def see_the_streaks(world: World) -> None:
    async with world.app.state.database.lease() as db:
        await db.begin(world.user_id)
        told = await lives(db, now=world.clock(), today=world.today())
    shown = {each["id"]: each for each in (await read(world.home, "/v1/streaks"))["items"]}
    assert shown.keys() == {str(key) for key in told}
    for key, life in told.items():
        assert figures_of(shown[str(key)]) == as_json(reckon(life)), key
