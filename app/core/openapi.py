"""The OpenAPI 3.1 document, as FastAPI makes it, made true: problems, texts, order, examples."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI

from app.core import (
    openapi_examples,
    openapi_headers,
    openapi_limits,
    openapi_meanings,
    outsiders,
)
from app.core.client_versions import ClientTooOld
from app.core.errors import (
    MEDIA_TYPE,
    PROBLEM_JSON,
    AppError,
    BadCursor,
    BodyTooLarge,
    Deleted,
    IdTaken,
    InsufficientScope,
    InternalError,
    Invalid,
    MalformedBody,
    PreconditionFailed,
    Unauthenticated,
    Unavailable,
    UnsupportedMediaType,
    problems,
)
from app.core.idempotency import HEADER, IdempotencyKeyInUse, IdempotencyKeyReused
from app.core.openapi_examples import JSON
from app.core.openapi_words import Introduction, arrange, say_once, tell_in_our_words
from app.core.version import VERSION

Operation = dict[str, Any]

WITH_BODY: tuple[type[AppError], ...] = (
    BodyTooLarge,
    Invalid,
    MalformedBody,
    UnsupportedMediaType,
)


SUCCESS = {
    "200": "It went well.",
    "201": "It was created.",
    "202": "It was heard; something else has to happen.",
    "204": "It is done; there is nothing to read.",
}
EXAMPLE_ADDRESS = "https://orbit.example"
SERVERS = [
    {
        "url": "/",
        "description": "Whoever serves this document: in production, or a local one of your own.",
        "x-internal": False,
    }
]
AGAIN = "It was created before, by the same body: this is what it is now."


def describe(
    app: FastAPI, introduction: Introduction, other_ways_in: Mapping[str, Operation]
) -> None:
    """Make `app.openapi()` give the finished document.

    `other_ways_in` are security schemes beside the one that the guards have, for the same scopes.
    """
    made_by_fastapi = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = made_by_fastapi()
            for path, item in document["paths"].items():
                for method, operation in operations({"paths": {path: item}}):
                    _complete(path, method, operation)
                    _narrow(operation)
                    tell_in_our_words(operation)
            _complete_what_is_told(document)
            _open_to(other_ways_in, document)
            arrange(document, introduction)
            say_once(document)
            document["servers"] = SERVERS
            document["components"]["headers"] = openapi_headers.COMPONENTS
            _finish(document["components"]["schemas"])
            openapi_limits.add(document)
            openapi_examples.add(document)
            outsiders.soften(document["components"]["schemas"])
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
    app.title = introduction.title
    app.version = VERSION
    app.description = introduction.description
    app.license_info = {"name": "MIT", "identifier": "MIT"}
    app.contact = {"name": "The maintainers of Own Orbit"}


def as_text(document: dict[str, Any], issuer: str) -> str:
    """Write the document as the repository keeps it, so that a change of contract is a diff."""
    stable = document | {"info": document["info"] | {"version": "unreleased"}}
    text = json.dumps(stable, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    return text.replace(f'"{issuer}/', f'"{EXAMPLE_ADDRESS}/')


def _open_to(other_ways_in: Mapping[str, Operation], document: dict[str, Any]) -> None:
    """Ask the same scopes of each way in, of which any does."""
    document["components"]["securitySchemes"] |= other_ways_in
    for _, operation in operations(document):
        operation["security"] = [
            each
            for asked in operation["security"]
            for scopes in asked.values()
            for each in (*({name: scopes} for name in other_ways_in), asked)
        ]


def operations(document: dict[str, Any]) -> Iterator[tuple[str, Operation]]:
    for item in document["paths"].values():
        for method, operation in item.items():
            if method != "parameters":
                yield method, operation


def _complete(path: str, method: str, operation: Operation) -> None:
    responses = operation["responses"]
    _drop_default_422(responses)
    for status, response in problems(*_common_errors(path, method, operation)).items():
        present = responses.setdefault(str(status), {"description": ""})
        present["description"] += response["description"]
    if "201" in responses and "410" in responses:
        responses["200"] = responses["201"] | {"description": AGAIN}
    for status, response in responses.items():
        response["description"] = response["description"].strip()
        if response["description"] == "Successful Response":
            response["description"] = SUCCESS[status]
        if status >= "400":
            schema = {"$ref": "#/components/schemas/Problem"}
            response["content"] = {response.pop(MEDIA_TYPE, PROBLEM_JSON): {"schema": schema}}
    openapi_headers.refer(responses)
    operation["responses"] = dict(sorted(responses.items()))
    operation.setdefault("security", [])


def _complete_what_is_told(document: dict[str, Any]) -> None:
    """Finish the webhooks: requests that we send, and nobody signs in to."""
    for _, told in operations({"paths": document.get("webhooks", {})}):
        _drop_default_422(told["responses"])
        told["security"] = []
        tell_in_our_words(told)


def _narrow(operation: Operation) -> None:
    """Say of parameters only what they can be: one that is null is left out."""
    for parameter in operation.get("parameters", ()):
        parameter["schema"] = _without_null(parameter["schema"])
        if parameter["name"].endswith("_id"):
            kind = parameter["name"].removesuffix("_id").replace("_", " ")
            parameter.setdefault("description", f"Which {kind}, by its id.")


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    said = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    alone = said[0] if len(said) == 1 else {"anyOf": said}
    return alone | {name: schema[name] for name in schema if name != "anyOf"} if said else schema


def _drop_default_422(responses: dict[str, Any]) -> None:
    """Forget FastAPI's own validation error, which this service never answers."""
    if responses.get("422", {}).get("description") == "Validation Error":
        del responses["422"]


def _finish(schemas: dict[str, Any]) -> None:
    """Drop those that nothing refers to, and let no field go without words that another has."""
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    openapi_meanings.hand_on(schemas)


def _common_errors(path: str, method: str, operation: Operation) -> set[type[AppError]]:
    """List what every operation of this shape can answer, so that no route repeats it."""
    names = {each["name"] for each in operation.get("parameters", ())}
    content = operation.get("requestBody", {}).get("content", {})
    has_body, is_secured = JSON in content, bool(operation.get("security"))
    makes_records = method == "post" and has_body and is_secured and "201" in operation["responses"]
    errors: dict[type[AppError], bool] = {
        BodyTooLarge: bool(content),
        ClientTooOld: path.startswith("/v1/"),
        InternalError: True,
        Unavailable: True,
        Invalid: bool(names) or has_body,
        BadCursor: "cursor" in names,
        PreconditionFailed: "if-match" in names,
        IdempotencyKeyInUse: HEADER in names,
        IdempotencyKeyReused: HEADER in names,
        Unauthenticated: is_secured,
        InsufficientScope: is_secured,
        IdTaken: makes_records,
        Deleted: makes_records,
    }
    errors |= dict.fromkeys(WITH_BODY, True) if has_body else {}
    return {error for error, is_possible in errors.items() if is_possible}
