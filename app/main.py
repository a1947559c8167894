"""Builds the ASGI application; the only module that knows every feature."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from fastapi import FastAPI

import app.companion.goals.listeners
import app.companion.milestones.listeners
import app.connections.notifications.reminders.listeners
import app.every_table  # noqa: F401
from app import worker
from app.accounts.auth.described import ways_in
from app.accounts.auth.router import keys
from app.accounts.auth.router import router as auth
from app.accounts.credentials.router import auth as password_auth
from app.accounts.credentials.router import me as credentials
from app.accounts.grants.access_log.router import router as access_log
from app.accounts.grants.clients.router import router as oauth_clients
from app.accounts.grants.connected_apps.router import router as connected_apps
from app.accounts.grants.personal_tokens.router import router as personal_access_tokens
from app.accounts.sessions.router import router as sessions
from app.accounts.users.router import router as me
from app.companion.activities.ideas.router import router as activity_ideas
from app.companion.activities.logs.router import router as activity_logs
from app.companion.activities.router import router as activities
from app.companion.encounters.router import router as encounters
from app.companion.goals.excused_days.router import router as goal_excused_days
from app.companion.goals.pauses.router import router as goal_pauses
from app.companion.goals.router import router as goals
from app.companion.help_lines.router import router as help_lines
from app.companion.journal.prompts.router import router as journal_prompts
from app.companion.journal.router import router as journal_entries
from app.companion.milestones.router import router as milestones
from app.companion.moods.router import router as moods
from app.companion.people.router import router as people
from app.companion.return_checks.router import router as return_checks
from app.companion.reviews.router import router as reviews
from app.companion.self_checks.router import router as self_checks
from app.companion.space_windows.router import router as space_windows
from app.companion.streaks import listeners  # noqa: F401
from app.companion.streaks.contact_events.router import router as contact_events
from app.companion.streaks.endings.router import router as streak_endings
from app.companion.streaks.history.router import router as streak_history
from app.companion.streaks.incidents.router import router as incidents
from app.companion.streaks.pauses.router import router as streak_pauses
from app.companion.streaks.policies.router import router as streak_policies
from app.companion.streaks.router import router as streaks
from app.companion.supporters.page.router import router as consent_page
from app.companion.supporters.router import consent_router as supporter_consents
from app.companion.supporters.router import router as supporters
from app.companion.unsent_messages.releases.router import router as unsent_message_releases
from app.companion.unsent_messages.router import router as unsent_messages
from app.companion.urges.alerts.router import router as urge_alerts
from app.companion.urges.router import router as urges
from app.companion.urges.techniques.router import router as techniques
from app.companion.urges.toolkit.router import router as urge_toolkit
from app.connections.formats.exports.router import router as exports
from app.connections.formats.imports.router import MOST_BYTES as IMPORT_BYTES
from app.connections.formats.imports.router import PATH as IMPORT_PATH
from app.connections.formats.imports.router import router as imports
from app.connections.notifications.devices.router import push_keys
from app.connections.notifications.devices.router import router as devices
from app.connections.notifications.reminders.router import router as reminders
from app.connections.notifications.reminders.snoozes.router import router as reminder_snoozes
from app.connections.notifications.reminders.suggestions.router import (
    router as reminder_suggestions,
)
from app.connections.notifications.router import router as notifications
from app.connections.oauth.pages.router import router as oauth_pages
from app.connections.oauth.router import router as oauth
from app.connections.oauth.router import well_known as oauth_metadata
from app.connections.sync.watermelon.router import MOST_BYTES as SYNC_BYTES
from app.connections.sync.watermelon.router import PATH as SYNC_PATH
from app.connections.sync.watermelon.router import router as sync
from app.connections.webhooks import documented
from app.connections.webhooks.deliveries.router import router as webhook_deliveries
from app.connections.webhooks.router import router as webhook_endpoints
from app.core import client_versions, health, openapi, problems
from app.core.compression import Compression
from app.core.docs_page.router import router as docs_page
from app.core.edge import Edge
from app.core.endpoints import Endpoints
from app.core.metrics import Metrics
from app.core.routing import Router
from app.introduction import INTRODUCTION
from app.reading.insights.router import router as insights
from app.reading.recaps.router import router as recaps
from app.reading.reviews_due.router import router as reviews_due
from app.reading.today.router import router as today
from app.resources import open_resources
from app.security.tokens import SigningKeys
from app.settings import Settings

ROUTERS: tuple[Router, ...] = (
    today,
    streaks,
    streak_history,
    streak_policies,
    streak_pauses,
    streak_endings,
    contact_events,
    incidents,
    milestones,
    moods,
    unsent_messages,
    unsent_message_releases,
    journal_entries,
    journal_prompts,
    activities,
    activity_logs,
    activity_ideas,
    goals,
    goal_excused_days,
    goal_pauses,
    encounters,
    space_windows,
    return_checks,
    help_lines,
    urge_toolkit,
    urges,
    urge_alerts,
    techniques,
    supporters,
    supporter_consents,
    self_checks,
    reviews_due,  # before the reviews, whose ids its path would be one of
    reviews,
    insights,
    recaps,
    reminders,
    reminder_snoozes,
    reminder_suggestions,
    notifications,
    people,
    devices,
    push_keys,
    sync,
    oauth_clients,
    connected_apps,
    personal_access_tokens,
    access_log,
    webhook_endpoints,
    webhook_deliveries,
    exports,
    imports,
    me,
    sessions,
    credentials,
    auth,
    password_auth,
    keys,
    oauth,
    oauth_metadata,
    oauth_pages,
    health.router,
    problems.router,
    docs_page,
    consent_page,
)


def create_app(settings: Settings, endpoints: Endpoints, *, works: bool = True) -> FastAPI:
    """Build the application; pools, and the worker if this process `works`, start with it."""
    app = FastAPI(
        lifespan=_lifespan(settings, endpoints, works=works),
        docs_url=None,
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    for router in ROUTERS:
        app.router.routes.extend(router.routes)  # included, each would be matched twice
    app.webhooks.routes.extend(documented.router.routes)
    app.state.metrics = Metrics()
    app.add_middleware(Compression)
    served = client_versions.minimums(settings.minimum_client_versions)
    app.add_middleware(
        Edge,
        metrics=app.state.metrics,
        minimums=served,
        larger_bodies={SYNC_PATH: SYNC_BYTES, IMPORT_PATH: IMPORT_BYTES},
    )
    problems.add_handlers(app)
    openapi.describe(app, INTRODUCTION, ways_in(settings.issuer))
    return app


def _lifespan(
    settings: Settings, endpoints: Endpoints, *, works: bool
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        async with AsyncExitStack() as stack:
            open_resources(app.state, settings, endpoints, stack)
            app.state.signing_keys = SigningKeys(settings.keys / "signing", now=app.state.clock())
            if works:
                await stack.enter_async_context(worker.working(app.state))
            yield

    return lifespan
