"""A browser's side of Web Push, by an independent library."""

import json
import os
from dataclasses import dataclass, field
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.security import base64url
from tests.connections.notifications.push.services import Call


@dataclass(frozen=True)
class Subscription:
    """A push subscription, with the secrets that only the device has."""

    endpoint: str
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    auth: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def keys(self) -> dict[str, str]:
        point = self.private.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )
        return {"p256dh": base64url.encode(point), "auth": base64url.encode(self.auth)}

    def told_as(self, provider: str = "webpush") -> dict[str, Any]:
        """Give it as a device's `push`."""
        return {"provider": provider, "address": self.endpoint, "keys": self.keys}

    def read(self, call: Call) -> Any:  # noqa: ANN401
        """Decrypt a message, as a browser would."""
        text = http_ece.decrypt(call.body, private_key=self.private, auth_secret=self.auth)
        return json.loads(text)
