"""What the user does in between by plain REST, with a clock that is right."""

import json
from datetime import timedelta
from typing import Any

from tests.connections.sync.machine.device import Raw, Value
from tests.connections.sync.machine.doings import EPOCH, Choice, changed, made
from tests.connections.sync.machine.world import World

PATHS = {
    "people": "people",
    "moods": "moods",
    "contact_events": "contact-events",
    "activity_logs": "activity-logs",
}
HOME = "home"


async def write_at_home(world: World, act: str, table: str, choice: Choice) -> None:
    ids, path = world.ledger.of(table), f"/v1/{PATHS[table]}"
    scene = world.scene_at_home(choice)
    if act == "create":
        place, values = (table, world.new_id()), made(table, scene)
        answer = await world.home.post(path, json={"id": place[1], **as_body(values)})
    elif not ids:
        return
    else:
        place = table, ids[choice.one % len(ids)]
        path += f"/{place[1]}"
        if act == "delete":
            answer = await world.home.delete(path)
            world.ledger.delete(place)
            return
        values = changed(table, scene, world.ledger.rows[place])
        answer = await world.home.patch(path, json=as_body(values))
    assert answer.status_code in {200, 201, 422}, answer.text
    if answer.is_success:
        world.made += 1
        world.ledger.write(place, values, dict.fromkeys(values, (HOME, world.made)))


async def move(world: World, zone: str) -> None:
    """Tell the service that the user lives elsewhere: their today must not go back."""
    world.today_floor = world.today()
    answer = await world.home.patch("/v1/me", json={"time_zone": zone})
    assert answer.status_code == 200, answer.text
    world.time_zone = zone
    world.saw(answer.json()["revision"])


def as_body(raw: Raw) -> dict[str, Any]:
    return {name: _as_json(name, value) for name, value in raw.items()}


def _as_json(name: str, value: Value) -> Any:  # noqa: ANN401
    if name.endswith("_at") and isinstance(value, int):
        return (EPOCH + timedelta(milliseconds=value)).isoformat()
    return json.loads(value) if isinstance(value, str) and value.startswith("[") else value
