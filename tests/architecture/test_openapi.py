"""The document speaks to the developers of apps: in our words, in an order, with examples."""

import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import TypeAdapter

from app.core.endpoints import Endpoints
from app.core.errors import all_errors
from app.core.openapi import operations
from app.core.openapi_examples import JSON, requests_of
from app.core.openapi_samples import UNSAID
from app.introduction import TAGS
from app.main import create_app
from app.settings import Settings

Document = dict[str, Any]
LONGEST_SUMMARY = 100


@pytest.fixture(scope="module")
def document(settings: Settings, endpoints: Endpoints) -> Document:
    return create_app(settings, endpoints).openapi()


def test_every_summary_is_a_phrase_of_ours(document: Document) -> None:
    for _, operation in operations(document):
        summary, name = operation["summary"], operation["operationId"]
        assert summary != name.replace("_", " ").title(), name
        assert summary[0].isupper(), name
        assert not summary.endswith((".", ":")), name
        assert "`" not in summary, name
        assert len(summary) <= LONGEST_SUMMARY, name


def test_every_tag_is_described(document: Document) -> None:
    """In app/introduction.py."""
    used = {tag for _, operation in operations(document) for tag in operation["tags"]}

    assert used == {tag["name"] for tag in document["tags"]}


def test_operations_come_in_the_order_of_their_tags(document: Document) -> None:
    tags = [operation["tags"][0] for _, operation in operations(document)]

    assert list(dict.fromkeys(tags)) == [tag for tag in TAGS if tag in tags]
    assert next(iter(document["paths"])) == "/v1/auth/guest"


def test_every_body_has_examples(document: Document) -> None:
    for _, operation in operations(document):
        assert requests_of(operation), operation["operationId"]


def test_of_several_examples_each_says_what_it_shows(document: Document) -> None:
    for _, operation in operations(document):
        for content in operation.get("requestBody", {}).get("content", {}).values():
            names = [each.get("summary") for each in content.get("examples", {}).values()]
            assert len({*names}) == len(names), operation["operationId"]
            assert names in ([], ["Example"]) or "Example" not in names, operation["operationId"]
    assert "x-named" not in str(document)


def test_every_answer_has_an_example_that_fits_its_schema(
    settings: Settings, endpoints: Endpoints
) -> None:
    app = create_app(settings, endpoints)
    examples = {
        (operation["operationId"], status): content["example"]
        for _, operation in operations(app.openapi())
        for status, content in contents(operation, JSON)
        if status < "400"
    }

    assert examples
    for context in iter_route_contexts(app.routes):
        if not isinstance(context.original_route, APIRoute):
            continue
        models = {str(context.status_code or 200): context.response_model}
        models |= {
            str(status): response.get("model")
            for status, response in (context.responses or {}).items()
            if "model" in response
        }
        for status, model in models.items():
            if example := examples.get((str(context.name), status)):
                TypeAdapter(model).validate_json(json.dumps(example), strict=True)


def test_every_answer_has_an_example(document: Document) -> None:
    """All but bytes, which JSON can't hold."""
    bare = [
        (operation["operationId"], status, media_type)
        for _, operation in operations(document)
        for status, response in operation["responses"].items()
        for media_type, content in response.get("content", {}).items()
        if not content.keys() & {"example", "examples"}
    ]

    assert sorted(bare) == [
        ("export_everything", "200", "application/zip"),
        ("get_insight", "200", "image/png"),
    ]


def test_every_401_says_how_to_come() -> None:
    """By `WWW-Authenticate`, as RFC 9110 has it in section 15.5.2."""
    refusals = [error for error in all_errors() if error.status == HTTPStatus.UNAUTHORIZED]

    assert len(refusals) > 3
    assert [each for each in refusals if "www-authenticate" not in each.always] == []


def test_no_example_has_a_made_up_text(document: Document) -> None:
    """Give the field `examples=[...]`, or let an example of a request say it."""
    for _, operation in operations(document):
        for status, content in contents(operation, JSON):
            if status < "400":
                assert UNSAID not in texts(content["example"]), operation["operationId"]
        for body in requests_of(operation):
            assert UNSAID not in texts(body), operation["operationId"]


def test_every_problem_has_an_example(document: Document) -> None:
    kept = document["components"]["examples"]

    for _, operation in operations(document):
        failed = [each for each in contents(operation, JSON) if each[0] >= "400"]
        for status, content in [*failed, *contents(operation, "application/problem+json")]:
            assert content["examples"], operation["operationId"]
            for code, reference in content["examples"].items():
                assert reference == {"$ref": f"#/components/examples/{code}"}
                assert kept[code]["value"]["status"] == int(status)


def test_an_example_keeps_its_nulls(document: Document) -> None:
    """They show that `null` clears; FastAPI would drop them."""
    update = document["paths"]["/v1/people/{person_id}"]["patch"]

    assert requests_of(update) == [{"phase": "distant", "phase_since": None}]


def contents(operation: Document, kind: str) -> Iterator[tuple[str, Document]]:
    for status, response in operation["responses"].items():
        if kind in response.get("content", {}):
            yield status, response["content"][kind]


def texts(example: Any) -> list[str]:  # noqa: ANN401
    if isinstance(example, dict):
        return [text for value in example.values() for text in texts(value)]
    if isinstance(example, list):
        return [text for value in example for text in texts(value)]
    return [example] if isinstance(example, str) else []
