"""The keys that wrap users' keys: in a folder of their own, outside both databases."""

import os
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.security import key_files
from app.security.encryption import NONCE_LENGTH, Unreadable
from app.security.key_files import KeyFileRefused


class MasterRing:
    """Master keys by number; the last wraps, all unwrap.

    With a folder, keys that another process adds there are found when they are needed.
    """

    def __init__(self, keys: dict[int, bytes], folder: Path | None = None) -> None:
        self._keys = {number: AESGCM(key) for number, key in keys.items()}
        self._folder = folder

    @property
    def newest(self) -> int:
        return max(self._keys)

    @property
    def older(self) -> list[int]:
        return sorted(self._keys.keys() - {self.newest})

    def look(self) -> None:
        """Take in what was added to the folder."""
        if self._folder is not None:
            for number in set(_numbers(self._folder)) - self._keys.keys():
                self._keys[number] = AESGCM(key_files.read_or_create(_path(self._folder, number)))

    def settle(self) -> None:
        """Note that the newest key wraps every user's; `is_settled` tells of it."""
        if self._folder is not None and not is_settled(self._folder):
            with suppress(FileExistsError):
                key_files.write_new(_mark(self._folder, self.newest), b"")

    def wrap(self, key: bytes, user_id: UUID) -> bytes:
        """Wrap a data key: ring number (2 bytes) | nonce (12) | ciphertext and tag."""
        self.look()  # an older key would be wrapped anew later, or too late
        nonce = os.urandom(NONCE_LENGTH)
        sealed = self._keys[self.newest].encrypt(nonce, key, user_id.bytes)
        return self.newest.to_bytes(2) + nonce + sealed

    def unwrap(self, wrapped: bytes, user_id: UUID) -> bytes:
        """Unwrap a user's data key.

        Raises:
            Unreadable: the ring lacks its number, or the wrapped key is another user's.
        """
        number, nonce = int.from_bytes(wrapped[:2]), wrapped[2 : 2 + NONCE_LENGTH]
        if number not in self._keys:
            self.look()
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
    if not _numbers(folder):
        key_files.read_or_create(_path(folder, 1))
    keys = {number: key_files.read_or_create(_path(folder, number)) for number in _numbers(folder)}
    return MasterRing(keys, folder)


def rotate(folder: Path) -> int:
    """Add a master key and return its number; of two processes at once, both add the same.

    Raises:
        KeyFileRefused: there is none yet; a first one is made by the service, if it has no users.
    """
    number = _present(folder)[-1] + 1
    key_files.read_or_create(_path(folder, number))
    return number


def is_settled(folder: Path) -> bool:
    """Tell whether the newest key wraps every user's, so that the others are of no use here."""
    return _mark(folder, _present(folder)[-1]).exists()


def superseded(folder: Path) -> list[Path]:
    """List the files of all keys but the newest.

    Raises:
        KeyFileRefused: there is no master key.
    """
    return [_path(folder, number) for number in _present(folder)[:-1]]


def _present(folder: Path) -> list[int]:
    numbers = _numbers(folder)
    if not numbers:
        raise KeyFileRefused(folder, "holds no master key: the service makes the first one")
    return numbers


def _numbers(folder: Path) -> list[int]:
    return sorted(int(file.stem) for file in folder.glob("*.key"))


def _path(folder: Path, number: int) -> Path:
    return folder / f"{number}.key"


def _mark(folder: Path, number: int) -> Path:
    return folder / f"{number}.wraps-all"
