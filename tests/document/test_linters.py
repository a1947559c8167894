"""The OpenAPI document as linters see it: Spectral with OWASP's rules, and Redocly.

The exceptions stand with their reasons in spectral.yaml and redocly.yaml.
"""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.clients import node
from tests.isolation.document import DOCUMENT

HERE = Path(__file__).parent
QUIET = ("env", "REDOCLY_TELEMETRY=off", "REDOCLY_SUPPRESS_UPDATE_NOTICE=true", "NO_COLOR=1")


@pytest.fixture(scope="module", autouse=True)
def packages() -> None:
    node.install_packages(HERE)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(DOCUMENT))
    return path


def test_spectral_finds_nothing(place: Path) -> None:
    lint("spectral", str(place))


def test_redocly_finds_nothing(place: Path) -> None:
    lint("redocly", str(place))


def test_spectral_finds_what_our_exceptions_leave_to_it(tmp_path: Path) -> None:
    """A rule that is narrowed could look nowhere at all: so each is broken once."""
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(broken(DOCUMENT)))

    with pytest.raises(AssertionError, match="failed") as failure:
        lint("spectral", "--format", "json", str(path))
    found = found_in(str(failure.value))

    assert found == {
        ("owasp:api2:2023-write-restricted", "paths./v1/moods.post.security"),
        ("owasp:api2:2023-no-credentials-in-url", "paths./v1/people.get.parameters.0.name"),
        ("owasp:api4:2023-rate-limit-responses-429", "paths./v1/moods.post.responses"),
        ("owasp:api4:2023-rate-limit", "paths./v1/auth/guest.post.responses.429.headers"),
        ("owasp:api8:2023-define-error-responses-401", "paths./v1/people.get.responses"),
        ("owasp:api8:2023-define-error-validation", "paths./v1/people.get.responses"),
        ("owasp:api4:2023-array-limit", "components.schemas.MoodRead.properties.labels"),
        ("owasp:api4:2023-array-limit", "components.schemas.MoodCreate.properties.labels"),
        ("owasp:api4:2023-string-limit", "components.schemas.MoodRead.properties.source"),
        (
            "owasp:api4:2023-string-restricted",
            "components.schemas.PersonCreate.properties.nickname",
        ),
    }


def broken(document: dict[str, Any]) -> dict[str, Any]:
    document = deepcopy(document)
    paths, schemas = document["paths"], document["components"]["schemas"]
    paths["/v1/moods"]["post"]["security"] = []
    del paths["/v1/auth/guest"]["post"]["responses"]["429"]["headers"]["RateLimit"]
    for status in ("401", "422"):
        del paths["/v1/people"]["get"]["responses"][status]
    paths["/v1/people"]["get"]["parameters"][0] |= {"name": "access_token", "in": "query"}
    del schemas["MoodRead"]["properties"]["labels"]["maxItems"]
    del schemas["MoodRead"]["properties"]["source"]["maxLength"]
    del schemas["MoodCreate"]["properties"]["labels"]["maxItems"]
    schemas["MoodCreate"]["properties"]["labels"]["x-unbounded"] = True
    del schemas["PersonCreate"]["properties"]["nickname"]["pattern"]
    return document


def found_in(text: str) -> set[tuple[str, str]]:
    findings = json.loads(text[text.index("[\n") : text.rindex("]") + 1])
    return {(each["code"], ".".join(map(str, each["path"]))) for each in findings}


def lint(script: str, *arguments: str) -> str:
    command = (*QUIET, "npm", "run", "--silent", script, "--", *arguments)
    return node.run(*command, place=HERE, timeout_s=240)
