"""Our access tokens: JWTs in the profile of RFC 9068, ES256. The only importer of jose.

We are the only issuer, so a token is read in exactly the spelling in which we write it, before
jose sees it: jose overlooks `typ`, `crit` and sloppy base64, and lets exceptions out.
"""

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from jose import jwk, jws
from jose.backends.base import Key

from app.security import base64url, signing_keys
from app.security.claims import Claims, decode, encode
from app.security.key_files import ensure_folder
from app.security.signing_keys import SigningKey
from app.security.verified_tokens import VerifiedTokens

ALGORITHM = "ES256"
TYPE = "at+jwt"
LIFETIME_S = 900
LEEWAY = timedelta(seconds=30)
LONGEST = 2048
SHAPE = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{86}")
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class InvalidToken(Exception):
    """The token isn't one of ours that is valid now. It says no more, on purpose."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token is issued for; `authenticated_at` is when the session was opened."""

    user_id: UUID
    session_id: UUID
    client_id: str
    scopes: frozenset[str]
    authenticated_at: datetime


class SigningKeys:
    """The keys of one folder, made ready, and the tokens they have verified. For one thread.

    A change by another process is noticed when a token is issued, and when one comes with an
    unknown header (at most each `look_every_s`); a verified request never touches the disk.
    """

    def __init__(
        self, folder: Path, *, now: datetime, capacity: int = 10_000, look_every_s: float = 0.2
    ) -> None:
        ensure_folder(folder)
        if not signing_keys.key_ids(folder):
            signing_keys.rotate(folder, now)
        self.folder = folder
        self.verified = VerifiedTokens(capacity)
        self._look_every_s = look_every_s
        self._looked_at = time.monotonic()
        self._ids: tuple[str, ...] = ()
        self.reload_if_changed()

    def reload_if_changed(self) -> None:
        ids = signing_keys.key_ids(self.folder)
        if ids == self._ids:
            return
        keys = signing_keys.load(self.folder, ids)
        self.signer, self.signer_headers = _signer(keys[-1])
        self.verifiers = {_header(key): jwk.construct(key.public_pem(), ALGORITHM) for key in keys}
        self.public = [signing_keys.public_jwk(key) for key in keys]
        self.verified.clear()
        self._ids = ids

    def verifier(self, header: str) -> Key:
        if header not in self.verifiers and self._is_time_to_look():
            self.reload_if_changed()
        return self.verifiers[header]

    def _is_time_to_look(self) -> bool:
        if time.monotonic() - self._looked_at < self._look_every_s:
            return False
        self._looked_at = time.monotonic()
        return True


def jwks(keys: SigningKeys) -> dict[str, list[dict[str, str]]]:
    """Return the public keys, as `/.well-known/jwks.json` shows them."""
    keys.reload_if_changed()
    return {"keys": keys.public}


def issue(
    keys: SigningKeys,
    grant: Grant,
    *,
    issuer: str,
    audience: str,
    now: datetime,
    lifetime_s: int = LIFETIME_S,
) -> str:
    """Sign a new token with the newest key.

    Raises:
        ValueError: `verify` would refuse it: a scope with a space, too long a life or text.
        KeyFileRefused: a key file that has come since the last look can't be trusted.
    """
    keys.reload_if_changed()
    issued_at = now.astimezone(UTC).replace(microsecond=0)
    claims = Claims(
        issuer=issuer,
        audience=audience,
        user_id=grant.user_id,
        session_id=grant.session_id,
        client_id=grant.client_id,
        scopes=grant.scopes,
        token_id=uuid4(),
        authenticated_at=grant.authenticated_at.astimezone(UTC).replace(microsecond=0),
        issued_at=issued_at,
        expires_at=issued_at + timedelta(seconds=lifetime_s),
    )
    payload = encode(claims)
    if decode(payload) != claims:
        raise ValueError(claims)
    token = _with_low_s(jws.sign(payload, keys.signer, keys.signer_headers, ALGORITHM))
    if len(token) > LONGEST:
        raise ValueError(claims)
    return token


def verify(keys: SigningKeys, token: str, *, issuer: str, audience: str, now: datetime) -> Claims:
    """Read a token, whose signature is checked once and whose times are checked at every look.

    Raises:
        InvalidToken: whatever is wrong with it, and nothing else.
    """
    claims = verify_at_any_time(keys, token, issuer=issuer, audience=audience, now=now)
    if claims.expires_at <= now or claims.issued_at > now + LEEWAY:
        keys.verified.drop(token)
        raise InvalidToken
    return claims


def verify_at_any_time(
    keys: SigningKeys, token: str, *, issuer: str, audience: str, now: datetime
) -> Claims:
    """Read a token that may have run out: it opens nothing, but says which grant it is of.

    Raises:
        InvalidToken: as `verify`, but for its times.
    """
    claims = _signed_claims(keys, token, now)
    if claims.issuer != issuer or claims.audience != audience:
        keys.verified.drop(token)
        raise InvalidToken
    return claims


def _signed_claims(keys: SigningKeys, token: str, now: datetime) -> Claims:
    try:
        claims = keys.verified.find(token)
        if claims is None:
            claims = decode(_signed_payload(keys, token))
            keys.verified.keep(token, claims, now)
    except Exception:  # noqa: BLE001 - no hostile text may become a server error
        raise InvalidToken from None
    return claims


def _signed_payload(keys: SigningKeys, token: str) -> bytes:
    if len(token) > LONGEST or not SHAPE.fullmatch(token):
        raise InvalidToken
    header, payload, signature = token.split(".")
    key = keys.verifier(header)
    base64url.decode(payload)
    _, s = _numbers(signature)
    if s > P256_ORDER // 2:
        raise InvalidToken
    return jws.verify(token, key, algorithms=[ALGORITHM])


def _with_low_s(token: str) -> str:
    """Take the smaller of the two equivalent signatures, so that a token has one spelling only.

    Anybody can turn the signature (r, s) into (r, n - s), which verifies as well.
    """
    signed, _, signature = token.rpartition(".")
    r, s = _numbers(signature)
    low = min(s, P256_ORDER - s)
    return f"{signed}.{base64url.encode(r.to_bytes(32) + low.to_bytes(32))}"


def _numbers(signature: str) -> tuple[int, int]:
    raw = base64url.decode(signature)
    return int.from_bytes(raw[:32]), int.from_bytes(raw[32:])


def _signer(key: SigningKey) -> tuple[Key, dict[str, str]]:
    return jwk.construct(key.private_pem, ALGORITHM), {"kid": key.id, "typ": TYPE}


def _header(key: SigningKey) -> str:
    """Let jose write the header that it will write in each token of this key."""
    return jws.sign(b"", *_signer(key), ALGORITHM).partition(".")[0]
