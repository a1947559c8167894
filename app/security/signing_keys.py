"""The folder of private keys that sign our tokens: P-256, one PEM file a key.

A file is named after its key id, which begins with the moment of its creation: the order of the
names is the order of the keys, and a file never changes, so the list of names says everything.
"""

import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.security import base64url
from app.security.key_files import (
    KeyFileRefused,
    ensure_folder,
    read,
    sync_folder,
    write_new,
)

KEEP_SUPERSEDED = timedelta(hours=1)
KEY_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
CREATED = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class SigningKey:
    id: str
    private_pem: bytes = field(repr=False)
    public: ec.EllipticCurvePublicKey

    def public_pem(self) -> bytes:
        return self.public.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )


def rotate(folder: Path, now: datetime) -> str:
    """Add a key and return its id; drop the keys whose successor is older than an hour.

    No access token lives that long, so nobody is signed out. Processes may rotate at once.
    """
    ensure_folder(folder)
    ids = key_ids(folder)
    now = now.astimezone(UTC)
    created_at = max([now, *(_created_at(key_id) + timedelta(seconds=1) for key_id in ids)])
    new = f"{created_at.strftime(CREATED)}-{secrets.token_hex(4)}"
    write_new(_path(folder, new), _new_private_pem())
    for superseded, successor in pairwise(ids):
        if _created_at(successor) < now - KEEP_SUPERSEDED:
            _path(folder, superseded).unlink(missing_ok=True)
    sync_folder(folder)
    return new


def key_ids(folder: Path) -> tuple[str, ...]:
    """List the ids of the keys, oldest first.

    Raises:
        KeyFileRefused: a PEM file there isn't named as `rotate` names them.
    """
    files = sorted(path for path in folder.iterdir() if path.suffix == ".pem")
    for file in files:
        if not KEY_ID.fullmatch(file.stem):
            raise KeyFileRefused(file, "is not named like a signing key")
    return tuple(file.stem for file in files)


def load(folder: Path, ids: Sequence[str]) -> list[SigningKey]:
    """Read keys, at least one.

    Raises:
        KeyFileRefused: there is none, others may read one, or one isn't a private P-256 key.
    """
    keys = []
    for key_id in ids:
        # Dropped by another process since it was listed: the next look sees another list.
        with suppress(FileNotFoundError):
            keys.append(_load(_path(folder, key_id)))
    if not keys:
        raise KeyFileRefused(folder, "holds no signing key any more")
    return keys


def public_jwk(key: SigningKey) -> dict[str, str]:
    numbers = key.public.public_numbers()
    return {
        "kty": "EC",
        "crv": "P-256",
        "x": base64url.encode(numbers.x.to_bytes(32)),
        "y": base64url.encode(numbers.y.to_bytes(32)),
        "kid": key.id,
        "use": "sig",
        "alg": "ES256",
    }


def _load(path: Path) -> SigningKey:
    pem = read(path)
    try:
        private = serialization.load_pem_private_key(pem, password=None)
    except (TypeError, ValueError):
        raise KeyFileRefused(path, "holds no private key in PEM, or an encrypted one") from None
    if not (
        isinstance(private, ec.EllipticCurvePrivateKey) and isinstance(private.curve, ec.SECP256R1)
    ):
        raise KeyFileRefused(path, "holds a key that is not on the curve P-256")
    return SigningKey(path.stem, pem, private.public_key())


def _new_private_pem() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _created_at(key_id: str) -> datetime:
    return datetime.strptime(key_id.partition("-")[0], CREATED).replace(tzinfo=UTC)


def _path(folder: Path, key_id: str) -> Path:
    return folder / f"{key_id}.pem"
