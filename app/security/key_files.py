"""Secret files: mode 0600 in a folder of mode 0700, written whole or not at all."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE

SECRET_BYTES = 32
FOR_OTHERS = 0o077


class KeyFileRefused(Exception):
    """A key file, or the folder it lies in, can't be trusted: the message says which and why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} {reason}")


def read_or_create(path: Path) -> bytes:
    """Return the 32 random bytes in `path`. Made at first use; of two processes the first wins.

    Raises:
        KeyFileRefused: others may read the file or open its folder, or it isn't 32 bytes long.
    """
    ensure_folder(path.parent)
    if not path.exists():
        with suppress(FileExistsError):
            write_new(path, secrets.token_bytes(SECRET_BYTES))
    secret = read(path)
    if len(secret) != SECRET_BYTES:
        raise KeyFileRefused(path, f"holds {len(secret)} bytes instead of {SECRET_BYTES}")
    return secret


def ensure_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_loose(folder, folder.stat(), right=0o700)


def read(path: Path) -> bytes:
    with path.open("rb") as file:
        _refuse_loose(path, os.fstat(file.fileno()), right=0o600)
        return file.read()


def write_new(path: Path, content: bytes) -> None:
    """Write a file that isn't there yet and wait until it is on disk.

    A hard link, unlike a rename, never replaces what another process has written meanwhile.

    Raises:
        FileExistsError: the file is there, and stays as it is.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}.draft")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(draft)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_loose(path: Path, status: os.stat_result, *, right: int) -> None:
    mode = S_IMODE(status.st_mode)
    if mode & FOR_OTHERS:
        reason = f"is open to group or others (mode {mode:04o}): chmod {right:o} it"
        raise KeyFileRefused(path, reason)
