"""Where things lie in the data folder, and who may go there."""

import hashlib
import os
import re
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from app.core.embedded.account import Account, may_enter
from app.core.embedded.errors import EmbeddedUnavailable

PORT = 5432
SOCKET_PATH_BYTES = 99  # systems allow 104 to 108


@dataclass(frozen=True)
class Folders:
    home: Path
    """Everything of the server. Root's own where we are root, so nobody else puts links in it."""
    sockets: Path

    @property
    def cluster(self) -> Path:
        return self.home / "cluster"

    @property
    def log(self) -> Path:
        return self.home / "server.log"


def prepared(data_dir: Path, account: Account) -> Folders:
    """Make the folders. Outside of `data_dir` nobody's mode or owner changes.

    Raises:
        EmbeddedUnavailable: a folder above is closed to `account`.
    """
    _require_way(data_dir, account)
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    home = data_dir / "postgres"
    home.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        for folder in (data_dir, home):
            folder.chmod(stat.S_IMODE(folder.stat().st_mode) | 0o011)
    sockets = socket_folder(home)
    _make_private(sockets, account)
    return Folders(home, sockets)


def socket_folder(home: Path) -> Path:
    """Return a short, plain path: PostgreSQL and URLs split socket folders at commas and colons."""
    folder = home / "socket"
    length = len(os.fsencode(folder / f".s.PGSQL.{PORT}"))
    if length <= SOCKET_PATH_BYTES and re.fullmatch(r"[\w./-]+", str(folder), re.ASCII):
        return folder
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    return Path(tempfile.gettempdir(), f"ownorbit-{name}")


def private_file(path: Path) -> TextIO:
    """Open for appending and reading; made when absent, for us alone."""
    path.touch(mode=0o600)
    return path.open("a+")


def _require_way(data_dir: Path, account: Account) -> None:
    for folder in reversed(data_dir.parents):
        if not folder.exists():
            return
        if not may_enter(folder, account):
            message = (
                f"the system user of the database may not pass through {folder};"
                " choose another data folder, for example OWNORBIT_DATA_DIR=/var/lib/ownorbit"
            )
            raise EmbeddedUnavailable(message)


def _make_private(folder: Path, account: Account) -> None:
    """Make a folder for `account` alone; anybody could have made one of that name in /tmp."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    owners = {account.uid, os.geteuid()}
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners or found.st_mode & 0o077:
        message = f"{folder} is not a private folder of ours: look who made it, then remove it"
        raise EmbeddedUnavailable(message)
    os.chown(folder, account.uid, account.gid, follow_symlinks=False)
