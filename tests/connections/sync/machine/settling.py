"""The end of an example: everybody syncs until there is nothing to say, and all have the same."""

from typing import Any

import pytest

from tests.connections.sync.machine.at_home import PATHS, as_body
from tests.connections.sync.machine.device import Changes
from tests.connections.sync.machine.exchanges import deliver, everything, hear, pull
from tests.connections.sync.machine.figures import see_the_streaks
from tests.connections.sync.machine.seeing import see_alike, see_the_truth
from tests.connections.sync.machine.world import Phone, World

TRIES = 4
ROUNDS = 6


async def settle(world: World) -> None:
    """Sync, let late pushes arrive, sync until quiet; then compare everything."""
    for phone in world.phones:
        if phone.waits_for is not None:
            hear(phone, *phone.waits_for)
        await _sync(world, phone)
    for push in world.under_way:
        if push.left:
            await deliver(world, push)
    await _until_quiet(world)
    await _see_the_same_everywhere(world)
    await see_the_streaks(world)


async def _until_quiet(world: World) -> None:
    for _ in range(ROUNDS):
        if not any([await _sync(world, phone) for phone in world.phones]):
            return
    pytest.fail("the devices never stop talking")


async def _see_the_same_everywhere(world: World) -> None:
    truth = await everything(world, world.home)
    see_the_truth(world, truth)
    for phone in world.phones:
        _see_the_same(phone, truth)
    await _see_the_lists(world)


async def _sync(world: World, phone: Phone) -> bool:
    """Pull and push as a client does that tries again when it was refused; tell if it pushed."""
    for tries in range(TRIES):
        await pull(world, phone)
        if not phone.device.is_dirty():
            return tries > 0
        push = phone.device.capture(1)
        hear(phone, push, await deliver(world, push))
    pytest.fail("a device can't get rid of what it has to say")


def _see_the_same(phone: Phone, truth: Changes) -> None:
    shown = phone.device.shown()
    expected = {
        (table, raw["id"]): raw
        for table, of_table in truth.items()
        for raw in (*of_table["created"], *of_table["updated"])
    }
    assert shown.keys() == expected.keys(), phone.device.name
    for place, raw in expected.items():
        see_alike((phone.device.name, place), shown[place], raw)


async def _see_the_lists(world: World) -> None:
    """Compare what REST lists with the ledger."""
    for table, path in PATHS.items():
        answer = await world.home.get(f"/v1/{path}", params={"limit": 200})
        assert answer.status_code == 200, answer.text
        listed: dict[str, dict[str, Any]] = {each["id"]: each for each in answer.json()["items"]}
        expected = world.ledger.raws(table)
        assert listed.keys() == expected.keys(), table
        for id_, row in expected.items():
            see_alike((table, id_), _spelled(listed[id_]), as_body(row))


def _spelled(listed: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.replace("Z", "+00:00") if name.endswith("_at") and value else value
        for name, value in listed.items()
    }
