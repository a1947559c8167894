"""JWTs by which others know us: push services, Google, Apple (RFC 7515, ES256 and RS256).

Our own access tokens are another matter: `tokens.py`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from app.security import base64url
from app.security.key_files import KeyFileRefused

Claims = Mapping[str, str | int]
SHORTEST_RSA = 2_048


@dataclass(frozen=True, slots=True)
class ProviderKey:
    """A private key that signs by one algorithm."""

    algorithm: Literal["ES256", "RS256"]
    private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey = field(repr=False)


def read_key(pem: bytes, file: Path) -> ProviderKey:
    """Read a private key in PEM, of P-256 or RSA.

    Raises:
        KeyFileRefused: it is none; the message names the file.
    """
    try:
        private = load_pem_private_key(pem, password=None)
    except (TypeError, ValueError):
        raise KeyFileRefused(file, "holds no private key in PEM, or an encrypted one") from None
    if isinstance(private, ec.EllipticCurvePrivateKey) and isinstance(private.curve, ec.SECP256R1):
        return ProviderKey("ES256", private)
    if isinstance(private, rsa.RSAPrivateKey) and private.key_size >= SHORTEST_RSA:
        return ProviderKey("RS256", private)
    raise KeyFileRefused(file, "holds neither a key of P-256 nor an RSA key of 2,048 bits or more")


def signed(key: ProviderKey, claims: Claims, **header: str) -> str:
    """Make a JWT; header fields and claims stand in the order given."""
    text = f"{_segment(header | {'alg': key.algorithm})}.{_segment(claims)}"
    return f"{text}.{base64url.encode(_signature(key, text.encode()))}"


def _segment(content: Mapping[str, str | int]) -> str:
    return base64url.encode(json.dumps(content, separators=(",", ":")).encode())


def _signature(key: ProviderKey, text: bytes) -> bytes:
    if isinstance(key.private, rsa.RSAPrivateKey):
        return key.private.sign(text, padding.PKCS1v15(), SHA256())
    r, s = decode_dss_signature(key.private.sign(text, ec.ECDSA(SHA256())))
    return r.to_bytes(32) + s.to_bytes(32)
