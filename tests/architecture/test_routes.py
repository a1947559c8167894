"""Every route says who may call it, what it answers, and how it fails."""

import re
from asyncio import iscoroutinefunction
from collections import Counter
from collections.abc import Iterator
from inspect import isasyncgenfunction, isfunction
from pathlib import Path
from typing import Any

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.responses import StreamingResponse
from fastapi.routing import APIRoute, iter_route_contexts
from httpx2 import AsyncClient

from app.accounts.auth.permissions import Identifying
from app.core.endpoints import Endpoints
from app.core.errors import all_errors
from app.core.idempotency import HEADER, IdempotencyKeyInUse, IdempotencyKeyReused
from app.core.openapi import as_text, operations
from app.core.routing import WITHOUT_KEYS, Guard, Route, session
from app.main import create_app
from app.settings import Settings

SNAPSHOT = Path(__file__).parents[2] / "docs/openapi.json"
PUBLIC = {
    "answer_supporter_request",
    "check_live",
    "check_ready",
    "confirm_email",
    "describe_authorization_server",
    "exchange_for_tokens",
    "forget_password",
    "introspect_token",
    "list_signing_keys",
    "log_in",
    "recover_account",
    "refresh_tokens",
    "register",
    "reset_password",
    "revoke_token",
    "sign_up_as_guest",
}
"""Operations that need no access token."""

SCOPES = {
    "moods:read": {"get_mood", "list_moods"},
    "moods:write": {"create_mood", "delete_mood", "update_mood"},
    "activities:read": {
        *("get_activity", "list_activities", "list_activity_ideas"),
        *("get_activity_log", "list_activity_logs"),
    },
    "activities:write": {
        *("create_activity", "delete_activity", "update_activity"),
        *("create_activity_log", "delete_activity_log", "update_activity_log"),
    },
    "goals:read": {"get_goal", "list_goals", "list_goal_excused_days", "list_goal_pauses"},
    "goals:write": {"create_goal", "delete_goal", "update_goal"},
    "streaks:read": {"get_streak", "list_streaks", "list_streak_segments"},
    "insights:read": {"get_insight"},
    "profile:read": {"get_me"},
    "webhooks:manage": {
        *("list_webhook_endpoints", "create_webhook_endpoint", "get_webhook_endpoint"),
        *("update_webhook_endpoint", "delete_webhook_endpoint"),
        *("rotate_webhook_secret", "test_webhook_endpoint"),
        *("list_webhook_deliveries", "redeliver_webhook"),
    },
}
"""What each scope opens, and no more; everything else is the owner's alone."""

WITHOUT_KEY = {
    "answer_supporter_request": "whoever was asked has no account, and the same again is no change",
    "create_oauth_client": "shows a secret; the same again is another app, which can be deleted",
    "create_personal_access_token": "shows a token; its `id` makes a retry safe",
    "forget_password": "a way in",
    "renew_oauth_client_secret": "shows a secret; of two, the second one counts",
    "import_file": "a stream of up to 1 GiB; the same rows again are not made twice",
    "confirm_email": "a way in",
    "create_webhook_endpoint": "shows a secret; the client's `id` makes a repeat safe",
    "exchange_for_tokens": "a way in of apps: shows tokens, by a secret that counts once",
    "introspect_token": "a question of apps, which changes nothing",
    "log_in": "a way in: shows tokens",
    "log_out": "a way in: signed out is signed out, however often",
    "recover_account": "a way in: shows tokens, and gives the same successor again",
    "refresh_tokens": "a way in: shows tokens, and gives the same successor again",
    "register": "a way in: shows tokens",
    "reset_password": "a way in",
    "rotate_webhook_secret": "shows a secret; asked for again, each of them signs for a day",
    "revoke_token": "a way out of apps: ended is ended, however often",
    "sign_up_as_guest": "a way in: shows tokens",
}
"""POSTs without an `Idempotency-Key`, and why; ways in are those under /v1/auth and /oauth."""
OF_APPS = {"exchange_for_tokens", "introspect_token", "revoke_token"}
"""RFC 6749 has it that these take forms, ignore what they don't know, and refuse in plain JSON."""


@pytest.fixture(scope="module")
def document(settings: Settings, endpoints: Endpoints) -> dict[str, Any]:
    return create_app(settings, endpoints).openapi()


def test_every_operation_names_its_caller_and_scope(document: dict[str, Any]) -> None:
    opened_by = {name: scope for scope, names in SCOPES.items() for name in names}
    for _, operation in operations(document):
        name = operation["operationId"]
        if name in PUBLIC:
            assert operation["security"] == [], name
        else:
            scope = opened_by.pop(name, "owner")
            assert operation["security"] == [{"oauth2": [scope]}, {"access_token": [scope]}], name
    assert opened_by == {}


def test_every_post_takes_a_key_or_has_a_reason_not_to(document: dict[str, Any]) -> None:
    takes_key = {
        operation["operationId"]: any(
            each["name"] == HEADER for each in operation.get("parameters", ())
        )
        for method, operation in operations(document)
        if method == "post"
    }

    assert {name for name, takes in takes_key.items() if not takes} == set(WITHOUT_KEY)
    for path, item in document["paths"].items():
        if "post" in item and path.startswith(WITHOUT_KEYS):
            assert item["post"]["operationId"] in WITHOUT_KEY


def test_only_posts_take_a_key_and_say_how_it_is_refused(document: dict[str, Any]) -> None:
    for method, operation in operations(document):
        given = [each for each in operation.get("parameters", ()) if each["name"] == HEADER]
        in_use, reused = (
            f"`{error.code}`" in operation["responses"].get(status, {}).get("description", "")
            for status, error in (("409", IdempotencyKeyInUse), ("422", IdempotencyKeyReused))
        )
        assert in_use == reused == bool(given), operation["operationId"]
        assert not given or (method, given[0]["required"]) == ("post", False)


def test_no_answer_that_would_have_to_be_kept_is_a_stream(
    settings: Settings, endpoints: Endpoints
) -> None:
    for route in create_app(settings, endpoints).routes:
        if isinstance(route, Route) and route.takes_key:
            returned = route.dependant.call.__annotations__["return"]
            assert not (isinstance(returned, type) and issubclass(returned, StreamingResponse))


def test_operation_ids_are_unique(document: dict[str, Any]) -> None:
    names = Counter(operation["operationId"] for _, operation in operations(document))

    assert {name for name, count in names.items() if count > 1} == set()
    assert set(names) >= PUBLIC


def test_every_operation_is_described(document: dict[str, Any]) -> None:
    for _, operation in operations(document):
        name = operation["operationId"]
        assert operation["summary"], name
        assert operation["description"].endswith("."), name
        assert operation["tags"], name


def test_every_failure_is_a_documented_problem(document: dict[str, Any]) -> None:
    for _, operation in operations(document):
        of_app = operation["operationId"] in OF_APPS
        for status, response in operation["responses"].items():
            if status >= "400":
                is_plain = of_app and status in {"400", "401"}
                kind = "application/json" if is_plain else "application/problem+json"
                assert list(response["content"]) == [kind]
                assert response["description"].startswith("`"), operation["operationId"]


def test_problem_codes_are_unique_and_explained() -> None:
    errors = list(all_errors())
    codes = Counter(error.code for error in errors)

    assert {code for code, count in codes.items() if count > 1} == set()
    for error in errors:
        assert error.__doc__, error
        assert error.title.endswith("."), error


async def test_behind_every_problem_type_is_a_page(http: AsyncClient) -> None:
    for error in all_errors():
        page = await http.get(f"/problems/{error.code}")

        assert page.status_code == 200
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert error.code in page.text


async def test_an_unknown_problem_has_no_page(http: AsyncClient) -> None:
    assert (await http.get("/problems/nothing")).status_code == 404


def test_no_schema_lets_unknown_fields_in(document: dict[str, Any]) -> None:
    bodies = {
        operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].split("/")[-1]
        for _, operation in operations(document)
        if "requestBody" in operation and operation["operationId"] not in OF_APPS
        if "requestBody" in operation and operation["operationId"] != "import_file"  # a stream
    }

    assert bodies
    for name in bodies - {"ChangesPush"}:  # what a phone has and we do not is ignored
        assert document["components"]["schemas"][name]["additionalProperties"] is False, name


def test_the_document_is_the_one_in_the_repository(
    document: dict[str, Any], settings: Settings
) -> None:
    """`make openapi` writes it anew; the diff is the change of contract."""
    assert as_text(document, settings.issuer) == SNAPSHOT.read_text()


def test_only_the_docs_page_hops_to_a_thread(settings: Settings, endpoints: Endpoints) -> None:
    """A hop and back costs more than a bare route; only files are read and compressed there."""
    hopping = {
        context.original_route.path
        for context in iter_route_contexts(create_app(settings, endpoints).routes)
        if isinstance(context.original_route, APIRoute)
        for call in callables(context.original_route.dependant)
        if not (iscoroutinefunction(call) or isasyncgenfunction(call))
    }

    assert hopping == {"/docs", "/docs/oauth2-redirect", "/docs/{edition}/{name}"}


def test_drawing_has_the_one_thread_of_its_own() -> None:
    """Pictures are CPU for tenths of a second: whatever else leaves the loop is named here."""
    app = Path(__file__).parents[2] / "app"
    leaving = {
        str(file.relative_to(app))
        for file in app.rglob("*.py")
        if re.search(r"run_in_executor|to_thread|run_sync|PoolExecutor", file.read_text())
    }

    assert leaving == {
        "connections/formats/imports/reading.py",  # files of up to 1 GiB are read piece by piece
        "core/mail_folder.py",
        "core/migrate.py",
        "core/outbound.py",
        "reading/insights/drawing/studio.py",
        "security/passwords.py",
    }


def test_every_route_looks_at_the_caller_before_it_leases(
    settings: Settings, endpoints: Endpoints
) -> None:
    """`Route` does, for guards beside a `Session`; only `Identifying` does without one."""
    guarded = 0
    for route in create_app(settings, endpoints).routes:
        if not isinstance(route, APIRoute):  # FastAPI's own /openapi.json
            continue
        assert isinstance(route, Route), route.path
        calls = set(dependencies_of(route.dependant))
        guards = {call for call in calls if isinstance(call, Guard)}
        guarded += bool(guards)
        assert session in calls or all(isinstance(each, Identifying) for each in guards), route.path

    assert guarded > 60


def dependencies_of(dependant: Dependant) -> Iterator[Any]:
    for each in dependant.dependencies:
        yield each.call
        yield from dependencies_of(each)


def callables(dependant: Dependant) -> Iterator[Any]:
    """Give the endpoint and everything that it depends on; of an object, how it is called."""
    yield dependant.call if isfunction(dependant.call) else type(dependant.call).__call__
    for each in dependant.dependencies:
        yield from callables(each)
