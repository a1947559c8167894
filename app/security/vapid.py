"""By what push services know us (VAPID, RFC 8292): one P-256 key, made at the first start.

Subscriptions are bound to it: another key would end every one of them, so it is never rotated.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.security import base64url, key_files
from app.security.key_files import KeyFileRefused
from app.security.provider_tokens import ProviderKey, read_key, signed
from app.security.web_push import public_point

LIFETIME = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Vapid:
    """The key, its public half as clients want it (base64url of the point), and our contact."""

    key: ProviderKey = field(repr=False)
    public: str
    contact: str | None


def load(path: Path, contact: str | None) -> Vapid:
    """Read the key; of two processes that make it, the first wins.

    Raises:
        KeyFileRefused: others may read the file or open its folder, or it holds another key.
    """
    key_files.ensure_folder(path.parent)
    if not path.exists():
        with suppress(FileExistsError):
            key_files.write_new(path, _new_pem())
    key = read_key(key_files.read(path), path)
    if not isinstance(key.private, ec.EllipticCurvePrivateKey):
        raise KeyFileRefused(path, "holds a key that is not on the curve P-256")
    return Vapid(key, base64url.encode(public_point(key.private.public_key())), contact)


def authorization(vapid: Vapid, origin: str, *, now: datetime) -> str:
    """Give the Authorization header for a push service; `origin` such as `https://push.example`."""
    claims: dict[str, str | int] = {"aud": origin, "exp": int((now + LIFETIME).timestamp())}
    if vapid.contact is not None:
        claims["sub"] = vapid.contact
    return f"vapid t={signed(vapid.key, claims, typ='JWT')}, k={vapid.public}"


def _new_pem() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
