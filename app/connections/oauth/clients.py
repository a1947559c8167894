"""Apps: who they are, and how they prove it (RFC 6749, section 2.3)."""

from base64 import b64decode
from dataclasses import dataclass, field
from urllib.parse import unquote_plus
from uuid import UUID

from app.connections.oauth import queries
from app.connections.oauth.errors import InvalidClient, InvalidRequest
from app.connections.oauth.parameters import Parameters
from app.core.database import Db
from app.security import opaque_secrets
from app.security.opaque_secrets import MalformedSecret

SECRET = "oo_client"  # noqa: S105  (what such secrets begin with)
CONFIDENTIAL = "confidential"


@dataclass(frozen=True, slots=True)
class Client:
    """An app as it was registered; one that is built in by nobody."""

    id: UUID
    name: str
    is_confidential: bool
    is_built_in: bool
    redirect_uris: tuple[str, ...]
    secret_digest: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request says of its sender; no secret: it claims to be a public client."""

    client_id: str
    secret: str | None = field(repr=False)


async def find(db: Db, text: str, *, issuer: str) -> Client | None:
    """Look an app up by its `client_id`, in the one spelling of its UUID."""
    try:
        client_id = UUID(text)
    except ValueError:
        return None
    row = None if str(client_id) != text else await db.first(queries.client(client_id))
    if row is None:
        return None
    is_built_in = row.user_id is None
    uris = [issuer + each if is_built_in else each for each in row.redirect_uris]
    return Client(
        id=row.id,
        name=row.name,
        is_confidential=row.type == CONFIDENTIAL,
        is_built_in=is_built_in,
        redirect_uris=tuple(uris),
        secret_digest=row.secret_digest,
    )


async def authenticated(db: Db, issuer: str, header: str | None, form: Parameters) -> Client:
    """Find the app that sends a request.

    Raises:
        InvalidClient: there is no such app, or it is another one.
        InvalidRequest: it says in two ways who it is.
    """
    said = _credentials(header, form)
    client = await find(db, said.client_id, issuer=issuer)
    if client is None or not _is_proven(client, said.secret):
        raise InvalidClient
    return client


def require_confidential(client: Client) -> None:
    """Let in nobody who only says who they are.

    Raises:
        InvalidClient: it is a public client.
    """
    if not client.is_confidential:
        raise InvalidClient


def _is_proven(client: Client, secret: str | None) -> bool:
    if not client.is_confidential:
        return secret is None
    if secret is None or client.secret_digest is None:
        return False
    try:
        presented = opaque_secrets.parse(SECRET, secret)
    except MalformedSecret:
        return False
    is_same = opaque_secrets.matches(presented.secret, client.secret_digest)
    return is_same and presented.id == client.id


def _credentials(header: str | None, form: Parameters) -> Credentials:
    named = form.get("client_id")
    if header is None:
        if named is None:
            raise InvalidClient
        return Credentials(named, form.get("client_secret"))
    said = _basic(header)
    if "client_secret" in form or named not in {None, said.client_id}:
        detail = "the app says in two ways who it is"
        raise InvalidRequest(detail)
    return said


def _basic(header: str) -> Credentials:
    scheme, _, encoded = header.partition(" ")
    try:
        text = b64decode(encoded.strip(), validate=True).decode("ascii")
    except ValueError:
        raise InvalidClient from None
    client_id, colon, secret = text.partition(":")
    if scheme.lower() != "basic" or not colon:
        raise InvalidClient
    return Credentials(unquote_plus(client_id), unquote_plus(secret))
