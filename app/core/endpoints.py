"""Where the databases are, and as whom each part of the service enters them."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import SecretStr
from sqlalchemy import make_url

from app.settings import Settings

DATABASE, KEYS_DATABASE = "ownorbit", "ownorbit_keys"
OWNER_ROLE, APP_ROLE, WORKER_ROLE = "ownorbit_owner", "ownorbit_app", "ownorbit_worker"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A database, and the role to take on after the log-in (None: the log-in's own)."""

    url: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Every way in. `admin` may create roles and databases; None where an operator did that."""

    app: Endpoint
    worker: Endpoint
    owner: Endpoint
    keys: Endpoint
    keys_owner: Endpoint
    admin: Endpoint | None


def embedded(url_of: Callable[[str, str], str]) -> Endpoints:
    """Enter the server that comes with us: every role has its own log-in there."""
    return Endpoints(
        app=Endpoint(url_of(DATABASE, APP_ROLE)),
        worker=Endpoint(url_of(DATABASE, WORKER_ROLE)),
        owner=Endpoint(url_of(DATABASE, OWNER_ROLE)),
        keys=Endpoint(url_of(KEYS_DATABASE, APP_ROLE)),
        keys_owner=Endpoint(url_of(KEYS_DATABASE, OWNER_ROLE)),
        admin=Endpoint(url_of("postgres", "postgres")),
    )


def external(settings: Settings) -> Endpoints:
    """Enter the operator's server.

    With `OWNORBIT_DATABASE_URL` alone, its log-in serves for all: it creates the roles and
    databases and takes on one role or another. With `OWNORBIT_OWNER_DATABASE_URL` too, the two
    log-ins are taken as they are and nothing is created.

    Raises:
        ValueError: there is no `OWNORBIT_DATABASE_URL`, or it is not of PostgreSQL.
    """
    app = _async_url(settings.database_url)
    keys = _async_url(settings.keys_database_url) if settings.keys_database_url else None
    keys = keys or _renamed(app, KEYS_DATABASE)
    if settings.owner_database_url is None:
        return Endpoints(
            app=Endpoint(app, APP_ROLE),
            worker=Endpoint(app, WORKER_ROLE),
            owner=Endpoint(app, OWNER_ROLE),
            keys=Endpoint(keys, APP_ROLE),
            keys_owner=Endpoint(keys, OWNER_ROLE),
            admin=Endpoint(_renamed(app, "postgres")),
        )
    owner = _async_url(settings.owner_database_url)
    keys_name = make_url(keys).database or KEYS_DATABASE
    return Endpoints(
        app=Endpoint(app),
        worker=Endpoint(app),
        owner=Endpoint(owner),
        keys=Endpoint(keys),
        keys_owner=Endpoint(_renamed(owner, keys_name)),
        admin=None,
    )


def _async_url(secret: SecretStr | None) -> str:
    url = make_url(secret.get_secret_value() if secret else "")
    if url.get_backend_name() not in {"postgres", "postgresql"}:
        message = "OWNORBIT_DATABASE_URL must begin with postgresql://"
        raise ValueError(message)
    mode = url.query.get("sslmode")
    if mode is not None:  # libpq's name for what asyncpg calls ssl
        url = url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
    return url.set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)


def _renamed(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)
