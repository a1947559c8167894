"""What a process of the service has at hand: pools, keys, mail, push; API and worker alike."""

from contextlib import AsyncExitStack

from starlette.datastructures import State

from app.connections.notifications.push import senders
from app.connections.notifications.push.courtesy import Courtesy
from app.connections.webhooks.deliveries import posting
from app.core import clock, mailers
from app.core.database import Database
from app.core.endpoints import Endpoint, Endpoints
from app.core.engines import engine_for
from app.core.outbound import Outbound
from app.security.key_files import ensure_folder, read_or_create
from app.security.master_ring import load_ring
from app.security.vault import Vault
from app.settings import Settings

WORKER_POOL_SIZE = 4
DATABASE_PATIENCE_S = 10.0


def open_resources(
    state: State, settings: Settings, endpoints: Endpoints, stack: AsyncExitStack
) -> None:
    """Put them into `state`; the stack closes them. Pools connect when they are first used."""
    state.settings = settings
    state.clock = clock.chosen(settings.clock_file)
    state.database = _pool(endpoints.app, settings.pool_size, stack)
    state.worker_database = _pool(endpoints.worker, WORKER_POOL_SIZE, stack)
    state.keys_database = _pool(endpoints.keys, 2, stack)
    ensure_folder(settings.keys)
    state.server_key = read_or_create(settings.keys / "server.key")
    state.vault = Vault(state.keys_database, load_ring(settings.keys / "ring"))
    state.mailer = mailers.chosen(settings)
    state.outbound = Outbound(
        admits_loopback=settings.outbound_loopback, ca_file=settings.outbound_ca_file
    )
    stack.push_async_callback(state.outbound.close)
    state.senders = senders.chosen(settings, state.outbound)
    state.courtesy = Courtesy()
    state.webhook_outbound = Outbound(
        admits_loopback=settings.outbound_loopback,
        ca_file=settings.outbound_ca_file,
        manners=posting.MANNERS,
    )
    stack.push_async_callback(state.webhook_outbound.close)


def _pool(endpoint: Endpoint, size: int, stack: AsyncExitStack) -> Database:
    engine = engine_for(
        endpoint.url, pool_size=size, role=endpoint.role, patience_s=DATABASE_PATIENCE_S
    )
    stack.push_async_callback(engine.dispose)
    return Database(engine, size=size)
