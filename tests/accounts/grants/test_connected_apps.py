"""What users allow apps, and how they end it."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app.accounts.grants.built_in import DOCS_PAGE
from app.core import outbox
from app.core.outbox import Event
from tests.accounts.grants.allowing import allow, use
from tests.accounts.grants.test_clients import register
from tests.clock import FakeClock
from tests.mailbox import count
from tests.signing_up import SignedIn, a_guest
from tests.waiting import until

WITHDRAWN = text(
    "SELECT count(*) FROM outbox WHERE user_id = :id AND type = 'connected_app.withdrawn'"
)


async def apps_of(user: SignedIn) -> list[dict[str, Any]]:
    answer = await user.client.get("/v1/connected-apps")
    assert answer.status_code == 200, answer.text
    assert "etag" not in answer.headers
    return list(answer.json()["items"])


async def an_app(app: FastAPI, name: str = "Evening pages") -> UUID:
    developer = await a_guest(app)
    return UUID((await register(developer.client, name=name))["id"])


async def test_all_that_one_app_may_do_is_one_item(app: FastAPI, clock: FakeClock) -> None:
    user, client_id = await a_guest(app), await an_app(app)
    first = clock.now
    await allow(app, user.user_id, client_id, "moods:read", expires_at=first + timedelta(days=9))
    clock.pass_by(hours=1)
    ends = clock.now + timedelta(days=30)
    grant = await allow(app, user.user_id, client_id, "moods:write", "moods:read", expires_at=ends)
    clock.pass_by(hours=1)
    await use(app, user.user_id, grant, "GET /v1/moods")

    [item] = await apps_of(user)
    assert item == {
        "id": str(client_id),
        "name": "Evening pages",
        "scopes": ["moods:read", "moods:write"],
        "granted_at": "2026-03-10T12:00:00Z",
        "expires_at": "2026-04-09T13:00:00Z",
        "last_used_at": "2026-03-10T14:00:00Z",
        "source": str(client_id),
    }
    assert (await user.client.get(f"/v1/connected-apps/{client_id}")).json() == item


async def test_one_consent_without_an_end_is_one_for_good(app: FastAPI, clock: FakeClock) -> None:
    user, client_id = await a_guest(app), await an_app(app)
    await allow(app, user.user_id, client_id, "moods:read")
    ends = clock.now + timedelta(days=1)
    await allow(app, user.user_id, client_id, "goals:read", expires_at=ends)

    [item] = await apps_of(user)
    assert (item["expires_at"], item["last_used_at"]) == (None, None)

    clock.now = ends
    [item] = await apps_of(user)
    assert item["scopes"] == ["moods:read"]


async def test_what_has_run_out_is_no_app_of_mine(app: FastAPI, clock: FakeClock) -> None:
    user, client_id = await a_guest(app), await an_app(app)
    ends = clock.now + timedelta(minutes=1)
    await allow(app, user.user_id, client_id, "goals:read", expires_at=ends)
    assert len(await apps_of(user)) == 1

    clock.now = ends
    assert await apps_of(user) == []
    assert (await user.client.get(f"/v1/connected-apps/{client_id}")).status_code == 404


async def test_apps_come_page_by_page_the_newest_first(app: FastAPI, clock: FakeClock) -> None:
    user = await a_guest(app)
    clients = []
    for number in range(3):
        clock.pass_by(minutes=1)
        clients.append(await an_app(app, f"App {number}"))
        await allow(app, user.user_id, clients[-1], "moods:read")

    first = (await user.client.get("/v1/connected-apps?limit=2")).json()
    rest = await user.client.get(f"/v1/connected-apps?cursor={first['next_cursor']}")

    found = [each["id"] for each in [*first["items"], *rest.json()["items"]]]
    assert found == [str(each) for each in reversed(clients)]
    assert rest.json()["next_cursor"] is None


async def test_withdrawing_ends_every_grant_of_the_app_and_says_so_once(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, client_id, other = await a_guest(app), await an_app(app), await an_app(app, "Other")
    for _ in range(2):
        await allow(app, user.user_id, client_id, "moods:read")
    await allow(app, user.user_id, other, "moods:read")
    told = told_of_withdrawals(monkeypatch)

    path = f"/v1/connected-apps/{client_id}"
    assert [(await user.client.delete(path)).status_code for _ in range(2)] == [204, 204]
    assert [each["id"] for each in await apps_of(user)] == [str(other)]
    assert (await user.client.get(path)).status_code == 404
    await all_told(app, user)
    assert told == [(user.user_id, client_id)]


async def test_withdrawing_ends_nobody_elses(app: FastAPI) -> None:
    user, other, client_id = await a_guest(app), await a_guest(app), await an_app(app)
    await allow(app, other.user_id, client_id, "moods:read")

    assert (await user.client.delete(f"/v1/connected-apps/{client_id}")).status_code == 204
    assert (await user.client.delete(f"/v1/connected-apps/{uuid4()}")).status_code == 204
    assert [each["id"] for each in await apps_of(other)] == [str(client_id)]


async def test_the_docs_page_is_an_app_like_any_other(app: FastAPI) -> None:
    user = await a_guest(app)
    await allow(app, user.user_id, DOCS_PAGE, "owner")

    [item] = await apps_of(user)
    assert (item["name"], item["scopes"]) == ("Own Orbit docs", ["owner"])
    await user.client.delete(f"/v1/connected-apps/{DOCS_PAGE}")
    assert await apps_of(user) == []


async def test_neither_signing_out_nor_ending_sessions_ends_an_app(app: FastAPI) -> None:
    user, client_id = await a_guest(app), await an_app(app)
    await allow(app, user.user_id, client_id, "moods:read")
    live = text("SELECT count(*) FROM grants WHERE user_id = :id AND revoked_at IS NULL")

    await user.client.delete("/v1/sessions")
    assert await count(app, live, user.user_id) == 1


def told_of_withdrawals(monkeypatch: pytest.MonkeyPatch) -> list[tuple[UUID, UUID]]:
    """Listen to withdrawals as a feature would."""
    told: list[tuple[UUID, UUID]] = []

    async def listen(_state: object, event: Event) -> None:
        told.append((event.user_id, event.subject_id))

    monkeypatch.setitem(outbox._tasks, "connected_app.withdrawn", [listen])  # noqa: SLF001
    return told


async def all_told(app: FastAPI, user: SignedIn) -> None:
    async def is_done() -> bool:
        return await count(app, WITHDRAWN, user.user_id) == 0

    await until(is_done)
