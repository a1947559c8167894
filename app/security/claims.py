"""What an access token says (RFC 9068), and the one spelling in which we write and read it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NoReturn
from uuid import UUID

LIFETIME_LIMIT = timedelta(minutes=15)
TEXTS = frozenset({"iss", "aud", "sub", "client_id", "scope", "sid", "jti"})
MOMENTS = frozenset({"iat", "exp", "auth_time"})


@dataclass(frozen=True, slots=True)
class Claims:
    """Moments are whole seconds in UTC; `authenticated_at` is when the session was opened."""

    issuer: str
    audience: str
    user_id: UUID
    session_id: UUID
    client_id: str
    scopes: frozenset[str]
    token_id: UUID
    authenticated_at: datetime
    issued_at: datetime
    expires_at: datetime


def encode(claims: Claims) -> bytes:
    payload = {
        "iss": claims.issuer,
        "aud": claims.audience,
        "sub": str(claims.user_id),
        "client_id": claims.client_id,
        "scope": " ".join(sorted(claims.scopes)),
        "sid": str(claims.session_id),
        "jti": str(claims.token_id),
        "auth_time": int(claims.authenticated_at.timestamp()),
        "iat": int(claims.issued_at.timestamp()),
        "exp": int(claims.expires_at.timestamp()),
    }
    return json.dumps(payload, separators=(",", ":")).encode()


def decode(payload: bytes) -> Claims:
    """Read exactly what `encode` writes: every claim, no other, no name twice, no other type.

    An unknown claim is refused too: one that narrows a token, such as `cnf` or `nbf`, must not be
    overlooked by a version that doesn't know it.

    Raises:
        ValueError: anything else.
        OverflowError, RecursionError: numbers or nesting without end.
    """
    said = json.loads(
        payload.decode(), object_pairs_hook=_once_each, parse_float=_refuse, parse_constant=_refuse
    )
    if not isinstance(said, dict) or said.keys() != TEXTS | MOMENTS:
        raise ValueError(said)
    texts = {name: said[name] for name in TEXTS if type(said[name]) is str}
    moments = {name: said[name] for name in MOMENTS if type(said[name]) is int}
    if len(texts) + len(moments) != len(said):
        raise ValueError(said)
    return Claims(
        issuer=texts["iss"],
        audience=texts["aud"],
        user_id=_canonical_uuid(texts["sub"]),
        session_id=_canonical_uuid(texts["sid"]),
        client_id=_not_empty(texts["client_id"]),
        scopes=_scopes(texts["scope"]),
        token_id=_canonical_uuid(texts["jti"]),
        authenticated_at=datetime.fromtimestamp(moments["auth_time"], UTC),
        issued_at=datetime.fromtimestamp(moments["iat"], UTC),
        expires_at=_end(moments["iat"], moments["exp"]),
    )


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    said = dict(pairs)
    if len(said) != len(pairs):
        raise ValueError(pairs)
    return said


def _refuse(number: str) -> NoReturn:
    raise ValueError(number)


def _canonical_uuid(text: str) -> UUID:
    value = UUID(text)
    if str(value) != text:
        raise ValueError(text)
    return value


def _not_empty(text: str) -> str:
    if not text:
        raise ValueError(text)
    return text


def _scopes(text: str) -> frozenset[str]:
    scopes = frozenset(text.split())
    if " ".join(sorted(scopes)) != text:
        raise ValueError(text)
    return scopes


def _end(issued: int, expires: int) -> datetime:
    if not 0 < expires - issued <= LIFETIME_LIMIT.total_seconds():
        raise ValueError(expires)
    return datetime.fromtimestamp(expires, UTC)
