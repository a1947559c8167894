"""A TypeScript client, made from the OpenAPI document alone, lives the first week.

openapi-typescript makes its types of the document that the service serves, tsc checks it as
strictly as it can, and openapi-fetch carries it. The story is the one of
tests/journeys/test_first_week.py, told once more in typed/week.ts, and held to the same oracle.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.core.openapi import operations
from tests.clients import node
from tests.clients.week_notes import Retelling
from tests.core.service import Service, service
from tests.isolation.document import DOCUMENT
from tests.journeys.phone import ClockFile

SOURCES = sorted((node.HERE / "typed").glob("*.ts"))
ENTRIES = {"moods", "activity-logs", "contact-events"}
REMARK = re.compile(r"//(?! @ts-)[^\n]*|/\*.*?\*/", re.DOTALL)
AROUND_TYPES = re.compile(r"\bany\b|@ts-(?!expect-error)|\bas (?!const\b)|\w!\B|eslint")


@pytest.fixture
def away(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, ClockFile]]:
    clock = ClockFile(tmp_path_factory.mktemp("clock") / "clock")
    clock.show("2026-03-23T07:00:00Z")
    with service(OWNORBIT_CLOCK_FILE=str(clock.path)) as running:
        yield running, clock


@pytest.mark.usefixtures("packages")
def test_a_first_week_by_typed_calls(away: tuple[Service, ClockFile]) -> None:
    running, clock = away
    npm("typed:generate", f"{running.url}/openapi.json")
    npm("typed:check")
    figures = json.loads(npm("typed:week", running.url, str(clock.path)))

    the_oracle_agrees(figures["notes"])
    the_week_is_looked_back_on(figures)
    answers_were_lost_and_nothing_doubled(figures["notes"], figures["seen"])
    problems_were_told_apart(figures["refusals"])
    assert figures["unchanged"] == {"status": 304, "changed": False}
    assert figures["picture"] == {"checkIns": 12, "drawn": "<svg", "print": "PNG"}


def npm(script: str, *arguments: str) -> str:
    return node.run("npm", "run", "--silent", script, "--", *arguments, timeout_s=120)


def the_oracle_agrees(notes: list[dict[str, Any]]) -> None:
    life = Retelling()
    for note in notes:
        life.hear(note)

    assert life.nights == 8
    assert [len(life.told[kind]) for kind in life.told] == [12, 12, 4]


def the_week_is_looked_back_on(figures: dict[str, Any]) -> None:
    """Counted by hand, as in the journey."""
    last = figures["notes"][-1]
    streak, goals = last["shown"]["streak"], last["shown"]["goals"]
    assert datetime.fromisoformat(last["now"]).date() == date(2026, 3, 30)
    assert (streak["slip_count"], streak["current"]["days"], streak["longest"]["days"]) == (1, 3, 3)
    assert (streak["days_tried"], streak["days_kept"], streak["kept_ratio"]) == (7, 6, 0.857)
    assert (goals["friends"]["done"], goals["friends"]["current_run"]) == (0, 1)
    assert (goals["lines"]["current_run"], goals["lines"]["longest_run"]) == (6, 6)
    assert (goals["run"]["met"], goals["run"]["total"]) == (True, 10.1)
    assert figures["lookedBackOn"] == {
        "firstTimes": ["2026-03-28", "2026-03-24"],
        "days": [0.6, 0.45, 0.1, -0.2, -0.8, -0.35, -0.6],
    }


def answers_were_lost_and_nothing_doubled(
    notes: list[dict[str, Any]], seen: dict[str, int]
) -> None:
    """Lists hold each id once, as the oracle compared; here is that there was something to lose."""
    entries = [note for note in notes if note["what"] in ENTRIES]
    person_activities_streak_goals_pause_refused_mood = 9
    assert seen["replays"] == len(entries) + person_activities_streak_goals_pause_refused_mood
    assert seen["lost"] > seen["replays"]
    assert seen["renewals"] >= 12


def problems_were_told_apart(refusals: dict[str, list[Any]]) -> None:
    assert refusals == {
        "taken_id": [409, "/problems/id-taken"],
        "deleted": [410, "/problems/deleted"],
        "gone": [404, "/problems/mood-not-found"],
        "invalid": [422, "/problems/invalid", "/valence"],
        "stale": [412, "/problems/precondition-failed"],
        "cursor": [422, "/problems/bad-cursor"],
    }


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_the_client_goes_around_no_type(source: Path) -> None:
    code = REMARK.sub("", source.read_text())

    assert AROUND_TYPES.findall(code) == []


def test_every_type_has_a_name_of_its_own() -> None:
    """Two classes of one name would be called by their modules, which no app developer knows."""
    assert [name for name in DOCUMENT["components"]["schemas"] if "__" in name] == []


def test_no_parameter_can_be_null() -> None:
    """It is left out; there is no way to write a null into an address or a header."""
    schemas = [
        parameter["schema"]
        for _, operation in operations(DOCUMENT)
        for parameter in operation.get("parameters", ())
    ]

    assert len(schemas) > 100
    assert [each for each in schemas if '"null"' in json.dumps(each)] == []


def test_what_can_be_refused_by_its_address_says_so() -> None:
    silent = [
        operation["operationId"]
        for _, operation in operations(DOCUMENT)
        if operation.get("parameters") and "422" not in operation["responses"]
    ]

    assert silent == []


def test_a_repeated_create_is_in_the_document() -> None:
    creates = [each for _, each in operations(DOCUMENT) if "410" in each["responses"]]

    assert len(creates) > 15
    for operation in creates:
        again, first = (operation["responses"][status]["content"] for status in ("200", "201"))
        assert again["application/json"]["schema"] == first["application/json"]["schema"]
