"""A field of the document says what it means, unless its name is plain to everybody."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.core.endpoints import Endpoints
from app.main import create_app
from app.settings import Settings

Schema = dict[str, Any]

PLAIN = {"email", "password", "current_password"}
OF_TOKENS = {"aud", "iss", "jti"}
"""RFC 7662, section 2.2."""
OF_KEYS = {"alg", "crv", "kid", "kty", "use", "x", "y"}
"""RFC 7517 and RFC 7518, section 6.2."""
OF_METADATA = {
    "authorization_endpoint",
    "authorization_response_iss_parameter_supported",
    "code_challenge_methods_supported",
    "grant_types_supported",
    "introspection_endpoint",
    "introspection_endpoint_auth_methods_supported",
    "issuer",
    "jwks_uri",
    "response_modes_supported",
    "response_types_supported",
    "revocation_endpoint",
    "revocation_endpoint_auth_methods_supported",
    "scopes_supported",
    "service_documentation",
    "token_endpoint",
    "token_endpoint_auth_methods_supported",
    "ui_locales_supported",
}
"""RFC 8414, section 2, and RFC 9207, section 3."""
UNTOLD = PLAIN | OF_TOKENS | OF_KEYS | OF_METADATA


@pytest.fixture(scope="module")
def document(settings: Settings, endpoints: Endpoints) -> Schema:
    return create_app(settings, endpoints).openapi()


def test_every_field_is_described_but_those_plain_to_everybody(document: Schema) -> None:
    """Give it words where it is declared; `app/core/openapi_meanings.py` hands them on."""
    schemas = document["components"]["schemas"]
    silent = {(place, name) for place, name, field in fields(document) if not words(field, schemas)}

    assert sorted(each for each in silent if each[1] not in UNTOLD) == []
    assert {name for _, name in silent} == UNTOLD


def test_a_field_means_the_same_in_every_body_of_its_resource(document: Schema) -> None:
    schemas = document["components"]["schemas"]
    names = ("MoodCreate", "MoodUpdate", "MoodRead")
    first, *others = (schemas[name]["properties"]["longing"] for name in names)

    assert [each["description"] for each in others] == [first["description"]] * 2
    assert [each for each in first["anyOf"] if "description" in each] == []


def test_what_is_said_of_absence_holds_for_one_body_alone(document: Schema) -> None:
    schemas = document["components"]["schemas"]
    answers = {name: each for name, each in schemas.items() if name.endswith(("Read", "Created"))}

    assert "Absent: " in words(schemas["StreakCreate"]["properties"]["started_at"], {})
    for place, name, field in fields(answers):
        assert "Absent" not in words(field, {}), (place, name)


def fields(node: Any, place: str = "") -> Iterator[tuple[str, str, Schema]]:  # noqa: ANN401
    """Walk through the fields of all bodies, wherever they are; examples are none."""
    is_list = isinstance(node, list)
    parts = enumerate(node) if is_list else node.items() if isinstance(node, dict) else ()
    for key, inner in parts:
        if key == "properties":
            yield from ((place, name, field) for name, field in inner.items())
        if key not in {"example", "examples"}:
            yield from fields(inner, f"{place}/{key}")


def words(field: Schema, schemas: Schema) -> str:
    """Give its own, or those of what it is."""
    named = schemas.get(field.get("$ref", "").rpartition("/")[2], {})
    text: str = field.get("description") or named.get("description", "")
    return text
