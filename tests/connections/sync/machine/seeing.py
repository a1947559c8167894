"""Comparisons: what the service shows is what the merge rule says, on every device."""

import json
from typing import Any

from tests.connections.sync.machine.device import Changes, Raw, Value
from tests.connections.sync.machine.doings import MAKERS
from tests.connections.sync.machine.world import World


def see_the_truth(world: World, changes: Changes) -> None:
    """Compare what a new device gets with the ledger."""
    for table in MAKERS:
        of_table = changes.get(table, {"created": [], "updated": []})
        shown = {raw["id"]: raw for raw in (*of_table["created"], *of_table["updated"])}
        expected = world.ledger.raws(table)
        assert shown.keys() == expected.keys(), table
        for id_, row in expected.items():
            see_alike((table, id_), shown[id_], row)


def see_alike(what: object, shown: Raw, expected: Raw) -> None:
    """Compare the columns of `expected`."""
    found, right = plain(shown), plain(expected)
    unlike = {
        name: (found.get(name), value) for name, value in right.items() if found.get(name) != value
    }
    assert not unlike, f"{what}: shown and expected {unlike}"


def plain(raw: Raw) -> dict[str, Any]:
    """Read lists, so that their spelling makes no difference."""
    return {name: _read(value) for name, value in raw.items()}


def _read(value: Value) -> Any:  # noqa: ANN401
    return json.loads(value) if isinstance(value, str) and value.startswith("[") else value
