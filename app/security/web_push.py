"""Message encryption for Web Push (RFC 8291): one record of `aes128gcm` (RFC 8188)."""

import os

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

LONGEST_BODY = 4_096
LONGEST_TEXT = 3_993
SALT_LENGTH = 16
AUTH_LENGTH = 16
POINT_LENGTH = 65
LAST_RECORD = b"\x02"


def encrypt(
    text: bytes,
    *,
    p256dh: bytes,
    auth: bytes,
    padded_to: int = 0,
    salt: bytes | None = None,
    sender: EllipticCurvePrivateKey | None = None,
) -> bytes:
    """Encrypt for a subscription's public key and secret; `salt` and `sender` are new unless given.

    `padded_to` hides how long a shorter text is.

    Raises:
        ValueError: the text is over 3,993 bytes, or the keys are none of a subscription.
    """
    if len(text) > LONGEST_TEXT:
        message = "over 3,993 bytes"
        raise ValueError(message)
    require_keys(p256dh, auth)
    salt, sender = salt or os.urandom(SALT_LENGTH), sender or generate_private_key(SECP256R1())
    own = public_point(sender.public_key())
    shared = sender.exchange(ECDH(), _public_key(p256dh))
    secret = _derived(shared, salt=auth, info=b"WebPush: info\0" + p256dh + own, length=32)
    key = _derived(secret, salt=salt, info=b"Content-Encoding: aes128gcm\0", length=16)
    nonce = _derived(secret, salt=salt, info=b"Content-Encoding: nonce\0", length=12)
    record = text + LAST_RECORD + bytes(max(0, padded_to - len(text)))
    header = salt + LONGEST_BODY.to_bytes(4) + len(own).to_bytes() + own
    return header + AESGCM(key).encrypt(nonce, record, None)


def require_keys(p256dh: bytes, auth: bytes) -> None:
    """Check the keys of a subscription.

    Raises:
        ValueError: `p256dh` is no uncompressed point of P-256, or `auth` has not 16 bytes.
    """
    if len(auth) != AUTH_LENGTH or len(p256dh) != POINT_LENGTH:
        message = "not the keys of a subscription"
        raise ValueError(message)
    _public_key(p256dh)


def public_point(key: EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _public_key(point: bytes) -> EllipticCurvePublicKey:
    return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)


def _derived(secret: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length=length, salt=salt, info=info).derive(secret)
