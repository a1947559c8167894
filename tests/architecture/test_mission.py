"""What the product must never do, as far as a machine can read it off contract and texts."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.core.endpoints import Endpoints
from app.core.texts import LANGUAGES, texts
from app.main import create_app
from app.settings import Settings
from tests.core.test_texts import CATALOGUES, leaves

ROOT = Path(__file__).parents[2]

COUNTDOWNS = re.compile(
    r"countdown|days_left|days_remaining|remaining_days|days_to_go|days_until|left_until"
)
UNSAYABLE = {
    "a countdown": r"\bdays? (left|to go|remaining)\b|\bonly \d+ (more )?days\b"
    r"|\bnoch \d+ tage?\b|\btage? (übrig|verbleib)",
    "a question whether they stayed away": r"did you (stay away|contact|text|write|call)"
    r"|hast du (dich|ihm|ihr) .*(gemeldet|geschrieben)\?",
    "shame": r"\b(you )?(failed|failure|relapsed?|gave in|weak|pathetic|ashamed of yourself)\b"
    r"|\b(versagt|versager|rückfall|schwach geworden|schäm dich)\b",
    "a trick": r"\b(win|get) (him|her|them|your ex) back\b|\bmake (him|her|them) (miss|jealous)"
    r"|\b(zurückgewinnen|eifersüchtig machen)\b",
    "a diagnosis": r"\b(you (have|suffer from)|diagnos\w+ you with) (a |an )?(depression|disorder)"
    r"|\bdu (hast|leidest an) (eine[r]? )?(depression|störung)\b",
}


@pytest.fixture(scope="module")
def document(settings: Settings, endpoints: Endpoints) -> dict[str, Any]:
    return create_app(settings, endpoints).openapi()


def test_no_field_counts_down(document: dict[str, Any]) -> None:
    names = set(names_in(document))

    assert "elapsed_seconds" in names
    assert [name for name in names if COUNTDOWNS.search(name)] == []


@pytest.mark.parametrize("place", CATALOGUES, ids=lambda place: place.name)
@pytest.mark.parametrize("what", UNSAYABLE)
def test_no_text_says(place: Path, what: str) -> None:
    package = ".".join(place.relative_to(ROOT).parts)
    said = [text for language in LANGUAGES for _, text in leaves(texts(package, language))]

    assert said
    assert [text for text in said if re.search(UNSAYABLE[what], text, re.IGNORECASE)] == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a countdown", "Only 3 more days left!"),
        ("a countdown", "Noch 5 Tage"),
        ("a question whether they stayed away", "Did you stay away today?"),
        ("shame", "You failed."),
        ("shame", "Ein Rückfall"),
        ("a trick", "How to make her miss you"),
        ("a diagnosis", "Du leidest an einer Depression."),
    ],
)
def test_what_must_not_be_said_would_be_found(what: str, text: str) -> None:
    assert re.search(UNSAYABLE[what], text, re.IGNORECASE)


def test_every_aim_names_calls_that_are_there(document: dict[str, Any]) -> None:
    rows = re.findall(r"(?m)^\| (M\d+) \|.*\| (.+) \|$", (ROOT / "docs/mission.md").read_text())
    calls = [call for _, cell in rows for call in re.findall(r"`([A-Z]+ /[^`]+)`", cell)]

    assert [aim for aim, _ in rows] == [f"M{number}" for number in range(1, 13)]
    assert all("`" in cell for _, cell in rows)
    assert set(calls) - set(calls_of(document)) == set()


def calls_of(document: dict[str, Any]) -> Iterator[str]:
    """Give each operation as `GET /path`, and once for each word that a path parameter can be."""
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            call = f"{method.upper()} {path}"
            yield call
            for parameter in operation.get("parameters", ()):
                for word in parameter.get("schema", {}).get("enum", ()):
                    yield call.replace("{" + parameter["name"] + "}", word)


def names_in(part: Any) -> Iterator[str]:  # noqa: ANN401
    """Give every property and parameter name of the document."""
    if isinstance(part, list):
        for each in part:
            yield from names_in(each)
    if isinstance(part, dict):
        yield from part.get("properties", ())
        if "in" in part and "name" in part:
            yield part["name"]
        for each in part.values():
            yield from names_in(each)
