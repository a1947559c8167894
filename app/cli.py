"""`ownorbit`: what an operator runs."""

import asyncio
import signal
import sys
from collections.abc import Coroutine, Generator
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated, Any, NoReturn

import typer

from app import worker
from app.announced_server import AnnouncedServer
from app.connections.sync.watermelon import schema_document
from app.core import bootstrap, clock, endpoints, logs, migrate, openapi
from app.core.embedded import server
from app.core.embedded.errors import EmbeddedUnavailable
from app.core.endpoints import Endpoints
from app.demo.connection import Connection, DemoFailed
from app.demo.hosting import host
from app.demo.invitation import invitation
from app.demo.life import live
from app.main import create_app
from app.security import master_ring, signing_keys
from app.security.key_files import KeyFileRefused, ensure_folder
from app.settings import Settings, get_settings

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
keys = typer.Typer(no_args_is_help=True, help="The keys that sign tokens and wrap users' keys.")
cli.add_typer(keys, name="keys")


@cli.command()
def serve(
    *,
    migrations: Annotated[
        bool,
        typer.Option(
            "--migrate/--no-migrate",
            help="Migrate first, or give up unless `ownorbit migrate` has been here.",
        ),
    ] = True,
    works: Annotated[
        bool,
        typer.Option(
            "--worker/--no-worker",
            help="Work off mails and reminders too, or leave that to `ownorbit worker`.",
        ),
    ] = True,
) -> None:
    """Start everything: a database of its own unless one is given, migrations, API, worker."""
    settings = get_settings()
    logs.configure()
    with _stopped_in_order(), _database(settings) as found:
        if migrations:
            _make_ready(found)
        _require_fitness(settings, found)
        AnnouncedServer(settings, found, works=works).run()


@cli.command(name="worker")
def work() -> None:
    """Work off mails and reminders, without an API, on what `ownorbit migrate` has made."""
    settings = get_settings()
    logs.configure()
    with _stopped_in_order(), _database(settings) as found:
        _require_fitness(settings, found)
        typer.echo("The worker works; stop it with Ctrl-C.")
        asyncio.run(worker.work_alone(settings, found))


@cli.command(name="migrate")
def migrate_databases() -> None:
    """Bring the databases to this build's newest migration, and end."""
    with _database(get_settings()) as found:
        _make_ready(found)
    typer.echo("Both databases are at the newest migration.")


@cli.command(name="openapi")
def print_openapi() -> None:
    """Print the OpenAPI document."""
    settings = get_settings()
    app = create_app(settings, endpoints.embedded(lambda database, role: f"{role}@{database}"))
    typer.echo(openapi.as_text(app.openapi(), settings.issuer), nl=False)


@cli.command(name="sync-schema")
def print_sync_schema() -> None:
    """Print the tables and columns that phones have copies of."""
    typer.echo(schema_document.as_text(), nl=False)


@cli.command()
def demo(
    *,
    integrator: Annotated[
        bool,
        typer.Option(
            "--integrator",
            help="Make what connecting an app takes instead, and show webhooks as they arrive.",
        ),
    ] = False,
    url: Annotated[
        str | None,
        typer.Option(help="Where the service runs; the local one of these settings if absent."),
    ] = None,
) -> None:
    """Tell a running service two months of an invented life, each time under a new guest."""
    try:
        with closing(Connection(url or get_settings().issuer)) as service:
            if integrator:
                with _stopped_in_order():
                    host(service, typer.echo)
            typer.echo(invitation(service, live(service)))
    except DemoFailed as error:
        _give_up(error)


@keys.command()
def rotate(
    *,
    master: Annotated[
        bool, typer.Option("--master", help="Rotate the key that wraps users' keys instead.")
    ] = False,
) -> None:
    """Sign with a new key from now on. Tokens of the old one stay valid: nobody is signed out."""
    settings = get_settings()
    if master:
        _rotate_master(settings.keys / "ring")
        return
    ensure_folder(settings.keys)
    new = signing_keys.rotate(settings.keys / "signing", clock.chosen(settings.clock_file)())
    typer.echo(f"New access tokens are signed with {new}.")


@keys.command()
def status() -> None:
    """Tell which master keys still wrap users' keys, and which can go."""
    ring = get_settings().keys / "ring"
    try:
        old = master_ring.superseded(ring)
    except KeyFileRefused as error:
        _give_up(error)
    if not old:
        typer.echo("There is one master key, and it wraps every user's key.")
    elif master_ring.is_settled(ring):
        typer.echo("The newest master key wraps every user's key. Unless you keep older backups of")
        typer.echo("the key database, these can go: " + ", ".join(map(str, old)))
    else:
        typer.echo("A worker is wrapping users' keys anew. Every master key is still needed.")


def _rotate_master(ring: Path) -> None:
    try:
        number = master_ring.rotate(ring)
    except KeyFileRefused as error:
        _give_up(error)
    typer.echo(f"Master key {number} wraps users' keys from now on: back up {ring} now.")
    typer.echo("A worker wraps the others anew; `ownorbit keys status` tells when it is done.")


def _make_ready(found: Endpoints) -> None:
    async def prepare() -> None:
        await bootstrap.prepare(found)
        await migrate.to_head(found)

    _or_give_up(prepare())


def _require_fitness(settings: Settings, found: Endpoints) -> None:
    _or_give_up(bootstrap.require_readiness(found.app))
    ring = settings.keys / "ring"
    if not any(ring.glob("*.key")):
        _or_give_up(bootstrap.require_no_users(found.keys, ring))


def _or_give_up(preparation: Coroutine[Any, Any, None]) -> None:
    try:
        asyncio.run(preparation)
    except (bootstrap.ServerUnfit, OSError) as error:
        _give_up(error)


@contextmanager
def _database(settings: Settings) -> Generator[Endpoints]:
    """Give the way to the databases; our own server is started here and stopped at the end."""
    if settings.database_url is not None:
        yield endpoints.external(settings)
        return
    try:
        own = server.start(settings.data_dir)
    except EmbeddedUnavailable as error:
        _give_up(error)
    typer.echo(f"PostgreSQL is {'adopted' if own.adopted else 'up'}; data in {settings.data_dir}")
    try:
        yield endpoints.embedded(own.url)
    finally:
        server.stop(own)
        typer.echo("PostgreSQL is stopped.")


@contextmanager
def _stopped_in_order() -> Generator[None]:
    """Let SIGTERM end us as Ctrl-C does: through every `finally` on the way."""

    def leave(_number: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    yield


def _give_up(error: Exception) -> NoReturn:
    typer.echo(f"ownorbit: {error}", err=True)
    sys.exit(1)


if __name__ == "__main__":
    cli()
