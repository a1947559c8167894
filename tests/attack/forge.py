"""What an attacker, or somebody who has stolen a signing key, can write as a token."""

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from app.security.tokens import P256_ORDER, Grant, InvalidToken, SigningKeys, issue, verify

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
ISSUER = "https://orbit.example"
AUDIENCE = "https://orbit.example/v1"
USER = UUID("018f0000-0000-7000-8000-00000000000a")
SESSION = UUID("018f0000-0000-7000-8000-00000000000b")
GRANT = Grant(USER, SESSION, "phone", frozenset({"streaks:read", "moods:write"}), NOW)

Json = dict[str, object]


def genuine(keys: SigningKeys, *, now: datetime = NOW) -> str:
    return issue(keys, GRANT, issuer=ISSUER, audience=AUDIENCE, now=now)


def is_accepted(keys: SigningKeys, token: str, *, now: datetime = NOW) -> bool:
    """Say whether it is; any exception but InvalidToken fails the test."""
    try:
        verify(keys, token, issuer=ISSUER, audience=AUDIENCE, now=now)
    except InvalidToken:
        return False
    return True


def private_key(keys: SigningKeys) -> ec.EllipticCurvePrivateKey:
    newest = max(Path(keys.folder).glob("*.pem"))
    key = serialization.load_pem_private_key(newest.read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def encode(value: Json | bytes) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(segment: str) -> bytes:
    return base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))


def header_of(token: str) -> Json:
    header: Json = json.loads(decode(token.partition(".")[0]))
    return header


def payload_of(token: str) -> Json:
    payload: Json = json.loads(decode(token.split(".")[1]))
    return payload


def sign(key: ec.EllipticCurvePrivateKey, header: str, payload: str) -> str:
    """Sign two segments, with the smaller s, as only the owner of the key can."""
    signed = f"{header}.{payload}"
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{signed}.{signature(r, min(s, P256_ORDER - s))}"


def signature(r: int, s: int) -> str:
    return encode(r.to_bytes(32) + s.to_bytes(32))


def with_payload(keys: SigningKeys, payload: Json | bytes) -> str:
    """Sign whatever payload with our own key and header."""
    return sign(private_key(keys), genuine(keys).split(".")[0], encode(payload))


def at(seconds: int) -> int:
    return int((NOW + timedelta(seconds=seconds)).timestamp())
