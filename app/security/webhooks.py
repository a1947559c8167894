"""Signatures of Standard Webhooks 1.0.0: HMAC-SHA256 over id, moment and body."""

import base64
import hmac
import secrets
from collections.abc import Iterable

PREFIX = "whsec_"
SECRET_BYTES = 32


def make_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signed_headers(
    signing: Iterable[str], message_id: str, timestamp: int, body: bytes
) -> dict[str, str]:
    """Give the headers of a message; `timestamp` is in Unix seconds. Every secret signs."""
    signed = b".".join((message_id.encode(), b"%d" % timestamp, body))
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(_signature(secret, signed) for secret in signing),
    }


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
