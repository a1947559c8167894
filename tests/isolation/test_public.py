"""What anybody may ask without a token tells nothing about anybody."""

from uuid import uuid4

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from httpx2 import Response

from tests.isolation.answers import foreign_in, seen
from tests.isolation.conftest import Records, Town
from tests.isolation.document import DOCUMENT, OPERATIONS, Operation
from tests.isolation.inhabitants import settle
from tests.isolation.rows import PUBLIC, Known
from tests.signing_up import client_from

UNDOCUMENTED = {
    "/circle": "A page of ours, the same for everybody.",
    "/circle/answer.js": "Its script.",
    "/circle/style.css": "Its looks.",
    "/docs": "A page of ours.",
    "/docs/oauth2-redirect": "A page of ours, which gives what came back to the docs page.",
    "/docs/{edition}/{name}": "Its files.",
    "/metrics": "Counts by route; its own token guards it.",
    "/oauth/authorize": "Pages of ours: without their cookie they show who asks, and a form.",
    "/oauth/sign-in": "Takes the form of such a page.",
    "/oauth/sign-out": "Takes the form of such a page.",
    "/oauth/style.css": "Their looks.",
    "/openapi.json": "The contract.",
    "/problems/{code}": "Pages of ours.",
}
"""Routes that are not in the document, each with why that is no way in."""
ASKABLE = [each for each in OPERATIONS.values() if each.is_public]


@pytest.mark.parametrize("operation", ASKABLE, ids=str)
async def test_what_somebody_knows_of_a_user_is_answered_like_what_fits_nobody(
    operation: Operation, app: FastAPI, records: Records
) -> None:
    user = await settle(app)
    await user.do("change_email")
    known = Known(user.signed_in.user_id, user.signed_in.session_id, user.email)
    nobody = Known(uuid4(), uuid4(), f"{'x' * len(user.canary)}@example.com")

    found, missed = await ask(app, operation, known), await ask(app, operation, nobody)

    assert foreign_in(found, {user.canary, *await records.ids_of(user)}) == set()
    assert found.status_code == missed.status_code < 500
    is_an_account_of_their_own = found.status_code == 201
    assert is_an_account_of_their_own or seen(found) == seen(missed)


def test_every_route_is_in_the_document_or_explained(app: FastAPI) -> None:
    paths = {context.path for context in iter_route_contexts(app.routes)}

    assert paths - DOCUMENT["paths"].keys() <= UNDOCUMENTED.keys()


@pytest.mark.parametrize("path", UNDOCUMENTED)
async def test_what_is_not_in_the_document_shows_nobodys_data(
    path: str, app: FastAPI, town: Town
) -> None:
    async with client_from(app, "127.0.0.1") as client:
        answer = await client.get(path.format(code="not-found", edition="x", name="x"))

    assert answer.status_code in {200, 400, 404, 405}
    assert foreign_in(answer, town.owners_own) == set()


async def ask(app: FastAPI, operation: Operation, known: Known) -> Response:
    """Ask from an address that has not asked before."""
    body = PUBLIC[operation.name].body
    async with client_from(app) as client:
        given = None if body is None else body(known)
        data, json = (given, None) if operation.takes_form else (None, given)
        return await client.request(operation.method.upper(), operation.path, data=data, json=json)
