"""A Python client, made from the OpenAPI document alone, keeps moods and goals."""

import json
from pathlib import Path

import httpx2
import pytest

from tests.clients import generator
from tests.core.service import Service
from tests.isolation.document import DOCUMENT


@pytest.fixture(scope="module")
def packages(running: Service, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder that has the client's package in it; any warning fails it."""
    generator.install()
    place = tmp_path_factory.mktemp("packages")
    document = place / "openapi.json"
    document.write_bytes(httpx2.get(f"{running.url}/openapi.json", timeout=60).content)
    said = generator.make(document, place / "own_orbit_client")
    assert "warning" not in said.lower(), said
    return place


def test_the_client_has_every_operation(packages: Path) -> None:
    modules = {each.stem for each in packages.glob("own_orbit_client/api/*/*.py")} - {"__init__"}
    named = {each["operationId"] for item in DOCUMENT["paths"].values() for each in item.values()}

    assert modules == named


def test_moods_and_goals_by_the_client(running: Service, packages: Path) -> None:
    told = json.loads(generator.play("life.py", running.url, packages=packages))

    assert told["moods"] == {
        "made": 7,
        "first": [0.5, "rain", 0, "2026-03-20"],
        "again": [200, True],
        "taken": [409, "/problems/id-taken"],
        "pages": [[0, 1, 2], [3, 4, 5], [6]],
        "filters": {"daily": [1, 3, 5], "calm": [0, 3, 6], "days": [3, 4, 5]},
        "changed": [-0.5, None, 0, "2026-03-20", True],
        "stale": [412, "/problems/precondition-failed"],
        "refused": [422, "/problems/invalid", "/valence"],
        "deleted": 204,
        "gone": [404, "/problems/mood-not-found"],
        "left": 6,
    }
    assert told["goals"] == {
        "first": ["Climb", "I used to.", "active", [3, "week"], 0, False, "2026-03-16"],
        "again": 200,
        "changed": ["Climb", None, "paused", [2, "week"], 0, False, "2026-03-16"],
        "listed": 1,
        "unknown": [404, "/problems/goal-not-found"],
        "deleted": 204,
        "left": 0,
    }
