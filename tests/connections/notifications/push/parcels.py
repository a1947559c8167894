"""Devices of a test's user, and what became of the messages to them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, select, text

from app.connections.notifications.push import delivery
from app.connections.notifications.push.delivery import Message
from app.connections.notifications.push.queries import DELIVERIES
from tests.clock import NOON, FakeClock
from tests.connections.notifications.push.services import Services
from tests.connections.notifications.push.subscriptions import Subscription
from tests.signing_up import SignedIn
from tests.waiting import until

UNDER_WAY = text("SELECT 1 FROM outbox WHERE user_id = :id AND type LIKE 'push_deliveries.%'")
WORDS = "Your walk is at six."


def a_message(**changes: Any) -> Message:  # noqa: ANN401
    message = Message(uuid4(), "Own Orbit", WORDS, "reminder", NOON + timedelta(hours=2))
    return replace(message, **changes)


async def add(someone: SignedIn, push: dict[str, Any] | None, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    body = {"platform": "other", "push": push} | changes
    answer = await someone.client.post("/v1/devices", json=body)
    assert answer.is_success, answer.text
    device: dict[str, Any] = answer.json()
    return device


async def add_browser(
    someone: SignedIn, services: Services, name: str
) -> tuple[dict[str, Any], Subscription]:
    """Add a device that is reached at `/push/<name>`."""
    subscription = Subscription(f"{services.url}/push/{name}")
    return await add(someone, subscription.told_as()), subscription


async def deliver(someone: SignedIn, message: Message) -> int:
    state = someone.app.state
    return await delivery.deliver(state, someone.user_id, message, now=state.clock())


async def rows(someone: SignedIn) -> list[Row[Any]]:
    async with someone.app.state.database.lease() as db:
        await db.begin(someone.user_id)
        found: list[Row[Any]] = await db.all(select(DELIVERIES).order_by(DELIVERIES.c.id))
        return found


async def device_of(someone: SignedIn, device: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = (await someone.client.get(f"/v1/devices/{device['id']}")).json()
    return found


async def quiet(someone: SignedIn) -> None:
    """Wait until nothing is under way to the user's devices; what is put off may wait."""

    async def is_quiet() -> bool:
        async with someone.app.state.database.lease() as db:
            return await db.first(UNDER_WAY, {"id": someone.user_id}) is None

    await until(is_quiet)


async def all_sent(someone: SignedIn, clock: FakeClock) -> None:
    """Let seconds go by until everything is sent: of one user, few are under way at a time."""

    async def are_sent() -> bool:
        await quiet(someone)
        clock.pass_by(seconds=1)
        return {row.result for row in await rows(someone)} == {"sent"}

    await until(are_sent)


async def called(services: Services, path: str, times: int = 1) -> None:
    """Wait until a service was called so often."""

    async def is_called() -> bool:
        return len(services.to(path)) >= times

    await until(is_called)


def ids_of(found: list[Row[Any]]) -> set[UUID]:
    return {row.device_id for row in found}
