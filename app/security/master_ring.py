"""The keys that wrap users' keys: in a folder of their own, outside both databases."""

import os
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.security import key_files
from app.security.encryption import NONCE_LENGTH, Unreadable


class MasterRing:
    """Master keys by number; the last wraps, all unwrap."""

    def __init__(self, keys: dict[int, bytes]) -> None:
        self._keys = {number: AESGCM(key) for number, key in keys.items()}
        self.newest = max(keys)

    def wrap(self, key: bytes, user_id: UUID) -> bytes:
        """Wrap a data key: ring number (2 bytes) | nonce (12) | ciphertext and tag."""
        nonce = os.urandom(NONCE_LENGTH)
        sealed = self._keys[self.newest].encrypt(nonce, key, user_id.bytes)
        return self.newest.to_bytes(2) + nonce + sealed

    def unwrap(self, wrapped: bytes, user_id: UUID) -> bytes:
        """Unwrap a user's data key.

        Raises:
            Unreadable: the ring lacks its number, or the wrapped key is another user's.
        """
        number, nonce = int.from_bytes(wrapped[:2]), wrapped[2 : 2 + NONCE_LENGTH]
        aead = self._keys.get(number)
        if aead is None:
            raise Unreadable
        try:
            return aead.decrypt(nonce, wrapped[2 + NONCE_LENGTH :], user_id.bytes)
        except InvalidTag as error:
            raise Unreadable from error


def load_ring(folder: Path) -> MasterRing:
    """Read the ring from a folder of `<number>.key` files; make the first key at first use.

    Raises:
        KeyFileRefused: a file or the folder is open to others, or damaged.
    """
    key_files.read_or_create(folder / "1.key")
    return MasterRing(
        {int(file.stem): key_files.read_or_create(file) for file in folder.glob("*.key")}
    )
