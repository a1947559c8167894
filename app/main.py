"""Builds the ASGI application; the only module that knows every feature."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from fastapi import FastAPI

import app.accounts.auth.models
import app.accounts.users.models
import app.companion.encounters.models
import app.companion.goals.listeners
import app.companion.journal.models
import app.companion.milestones.models
import app.companion.return_checks.models
import app.companion.reviews.models
import app.companion.self_checks.models
import app.companion.space_windows.models
import app.companion.supporters.models
import app.companion.techniques.models
import app.companion.unsent_messages.models
import app.companion.urges.models
import app.core.due_work
import app.core.limits
import app.core.records  # noqa: F401
from app import worker
from app.accounts.auth.router import keys
from app.accounts.auth.router import router as auth
from app.accounts.credentials.router import auth as password_auth
from app.accounts.credentials.router import me as credentials
from app.accounts.sessions.router import router as sessions
from app.accounts.users.router import router as me
from app.companion.activities.ideas.router import router as activity_ideas
from app.companion.activities.logs.router import router as activity_logs
from app.companion.activities.router import router as activities
from app.companion.goals.excused_days.router import router as goal_excused_days
from app.companion.goals.pauses.router import router as goal_pauses
from app.companion.goals.router import router as goals
from app.companion.moods.router import router as moods
from app.companion.people.router import router as people
from app.companion.streaks import listeners  # noqa: F401
from app.companion.streaks.contact_events.router import router as contact_events
from app.companion.streaks.endings.router import router as streak_endings
from app.companion.streaks.history.router import router as streak_history
from app.companion.streaks.incidents.router import router as incidents
from app.companion.streaks.pauses.router import router as streak_pauses
from app.companion.streaks.policies.router import router as streak_policies
from app.companion.streaks.router import router as streaks
from app.core import clock, health, mailers, openapi, problems
from app.core.compression import Compression
from app.core.database import Database, engine_for
from app.core.docs_page.router import router as docs_page
from app.core.edge import Edge
from app.core.endpoints import Endpoint, Endpoints
from app.core.metrics import Metrics
from app.core.routing import Router
from app.introduction import INTRODUCTION
from app.reading.insights.router import router as insights
from app.reading.recaps.router import router as recaps
from app.security.key_files import ensure_folder, read_or_create
from app.security.master_ring import load_ring
from app.security.tokens import SigningKeys
from app.security.vault import Vault
from app.settings import Settings

ROUTERS: tuple[Router, ...] = (
    streaks,
    streak_history,
    streak_policies,
    streak_pauses,
    streak_endings,
    contact_events,
    incidents,
    moods,
    activities,
    activity_logs,
    activity_ideas,
    goals,
    goal_excused_days,
    goal_pauses,
    insights,
    recaps,
    people,
    me,
    sessions,
    credentials,
    auth,
    password_auth,
    keys,
    health.router,
    problems.router,
    docs_page,
)
WORKER_POOL_SIZE = 4
DATABASE_PATIENCE_S = 10.0


def create_app(settings: Settings, endpoints: Endpoints) -> FastAPI:
    """Build the application; its pools open with its lifespan."""
    app = FastAPI(
        lifespan=_lifespan(settings, endpoints),
        docs_url=None,
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    for router in ROUTERS:
        app.router.routes.extend(router.routes)  # included, each would be matched twice
    app.state.metrics = Metrics()
    app.add_middleware(Compression)
    app.add_middleware(Edge, metrics=app.state.metrics)
    problems.add_handlers(app)
    openapi.describe(app, INTRODUCTION)
    return app


def _lifespan(
    settings: Settings, endpoints: Endpoints
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        async with AsyncExitStack() as stack:
            state = app.state
            state.settings = settings
            state.clock = clock.chosen(settings.clock_file)
            state.database = _pool(endpoints.app, settings.pool_size, stack)
            state.keys_database = _pool(endpoints.keys, 2, stack)
            ensure_folder(settings.keys)
            state.signing_keys = SigningKeys(settings.keys / "signing", now=state.clock())
            state.server_key = read_or_create(settings.keys / "server.key")
            state.vault = Vault(state.keys_database, load_ring(settings.keys / "ring"))
            state.mailer = mailers.chosen(settings)
            state.worker_database = _pool(endpoints.worker, WORKER_POOL_SIZE, stack)
            await stack.enter_async_context(worker.working(state))
            yield

    return lifespan


def _pool(endpoint: Endpoint, size: int, stack: AsyncExitStack) -> Database:
    engine = engine_for(
        endpoint.url, pool_size=size, role=endpoint.role, patience_s=DATABASE_PATIENCE_S
    )
    stack.push_async_callback(engine.dispose)
    return Database(engine, size=size)
