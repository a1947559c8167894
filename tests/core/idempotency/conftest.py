"""The real service with a few handlers more, that are slow, or fail, or answer oddly."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from fastapi import FastAPI, Response
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection

from app.accounts.auth.dependencies import Writes
from app.companion.people import service
from app.companion.people.schemas import PersonCreate
from app.core.clock import Now
from app.core.endpoints import Endpoints
from app.core.engines import engine_for
from app.core.routing import Router, Session
from app.main import create_app
from app.settings import Settings
from tests.clock import FakeClock
from tests.core.idempotency.keyed import ALEX
from tests.signing_up import SignedIn, a_guest

ALL_BYTES = bytes(range(256))
ORPHAN = """
INSERT INTO sessions (user_id, id, platform, created_at, last_used_at, expires_at, ends_at,
                      refresh_digest, refresh_count)
VALUES (gen_random_uuid(), gen_random_uuid(), 'web', '2026-01-01', '2026-01-01', '2026-01-01',
        '2026-01-01', '', 0)
"""


@dataclass
class Stage:
    """An application, and how its handlers behave: each first leaves a person."""

    app: FastAPI
    has_begun: asyncio.Event = field(default_factory=asyncio.Event)
    may_end: asyncio.Event = field(default_factory=asyncio.Event)
    failure: Exception | None = None
    dooms: bool = False


@pytest.fixture
async def stage(settings: Settings, endpoints: Endpoints) -> AsyncIterator[Stage]:
    app = create_app(settings, endpoints, works=False)
    stage = Stage(app)
    app.router.routes.extend(odd_handlers(stage).routes)
    async with app.router.lifespan_context(app):
        app.state.clock = FakeClock()
        yield stage


@pytest.fixture
async def jo(stage: Stage) -> AsyncIterator[SignedIn]:
    guest = await a_guest(stage.app)
    yield guest
    await guest.client.aclose()


@pytest.fixture
async def superuser(endpoints: Endpoints) -> AsyncIterator[AsyncConnection]:
    url = make_url(endpoints.app.url).set(username="postgres")
    engine = engine_for(url.render_as_string(hide_password=False), pool_size=1)
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()


def odd_handlers(stage: Stage) -> Router:
    router = Router(prefix="/testing")

    @router.post("/slow")
    async def wait(db: Session, owner: Writes, now: Now) -> str:
        await leave_a_person(db, owner, now)
        stage.has_begun.set()
        await stage.may_end.wait()
        return "done"

    @router.post("/failing")
    async def fail_as_told(db: Session, owner: Writes, now: Now) -> str:
        await leave_a_person(db, owner, now)
        if stage.failure is not None:
            raise stage.failure
        if stage.dooms:
            await db.execute(text(ORPHAN))
        return "done"

    router.post("/nothing", status_code=204)(leave_a_person)
    router.post("/bytes")(say_anything)
    return router


async def leave_a_person(db: Session, owner: Writes, now: Now) -> None:
    await service.create(db, owner, PersonCreate.model_validate(ALEX), now=now)


async def say_anything(db: Session, owner: Writes, now: Now) -> Response:
    await leave_a_person(db, owner, now)
    headers = {"location": "/v1/there", "link": '</v1/there>; rel="next"', "etag": 'W/"1"'}
    return Response(ALL_BYTES, 202, headers, media_type="application/octet-stream")
