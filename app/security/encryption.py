"""Encryption of free text: a data key per user, wrapped by a ring of master keys."""

import hmac
import os
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_LENGTH = 12
VERSION = b"\x01"


class Unreadable(Exception):
    """Sealed text does not belong to this key, table, column, row and user, or is damaged."""


class UserCipher:
    """One user's data key at work (AES-256-GCM).

    Sealed text is version (1 byte) | nonce (12) | ciphertext and tag. Table, column, row and user
    are its associated data: moved to another place it can't be opened.
    """

    __slots__ = ("_aead", "_digest_key", "_user_id")

    def __init__(self, key: bytes, user_id: UUID) -> None:
        self._aead = AESGCM(derived(key, "seal"))
        self._digest_key = derived(key, "digest")
        self._user_id = user_id

    def seal(self, text: str, *, table: str, column: str, row_id: UUID) -> bytes:
        nonce = os.urandom(NONCE_LENGTH)
        place = self._place(table, column, row_id)
        return VERSION + nonce + self._aead.encrypt(nonce, text.encode(), place)

    def open(self, sealed: bytes, *, table: str, column: str, row_id: UUID) -> str:
        """Decrypt what `seal` made for this very place.

        Raises:
            Unreadable: it was made for another place or key, or is damaged.
        """
        nonce, ciphertext = sealed[1 : 1 + NONCE_LENGTH], sealed[1 + NONCE_LENGTH :]
        if sealed[:1] != VERSION:
            raise Unreadable
        try:
            return self._aead.decrypt(
                nonce, ciphertext, self._place(table, column, row_id)
            ).decode()
        except InvalidTag as error:
            raise Unreadable from error

    def digest(self, purpose: str, data: bytes) -> bytes:
        return hmac.digest(self._digest_key, purpose.encode() + b"\0" + data, "sha256")

    def _place(self, table: str, column: str, row_id: UUID) -> bytes:
        return f"{table}\0{column}\0{row_id}\0{self._user_id}".encode()


def derived(key: bytes, purpose: str) -> bytes:
    """Derive a 32-byte key for one purpose (HKDF's expand step, RFC 5869, with one block)."""
    return hmac.digest(key, purpose.encode() + b"\x01", sha256)


def new_key() -> bytes:
    return os.urandom(32)
