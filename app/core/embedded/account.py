"""The system user the server runs as: ourselves, or `ownorbit` where we are root."""

import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.core.embedded.errors import EmbeddedUnavailable

SYSTEM_USER = "ownorbit"

_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int


def server_account() -> Account:
    """Return who runs the server. PostgreSQL refuses root, so root gets a system user made."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        entry = _created_user()
    return Account(entry.pw_uid, entry.pw_gid)


def run(
    command: Sequence[str | Path],
    account: Account,
    *,
    environment: Mapping[str, str] | None = None,
    output: int | IO[str] = subprocess.PIPE,
) -> subprocess.CompletedProcess[str]:
    """Run as that user, out of reach of the terminal's Ctrl-C; stderr joins stdout.

    Nothing of our own environment is handed on: it holds secrets, and PG* variables that mislead.
    """
    switches = os.geteuid() == 0
    return subprocess.run(  # noqa: S603 (no shell; binaries of the wheel and of the system)
        command,
        check=False,
        cwd="/",
        env={"PATH": _PATH, "LC_ALL": "C", **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
        user=account.uid if switches else None,
        group=account.gid if switches else None,
        extra_groups=() if switches else None,
    )


def may_enter(folder: Path, account: Account) -> bool:
    """Ask the system itself, which knows of access lists and mounts what mode bits don't say."""
    if os.geteuid() != 0:
        return os.access(folder, os.X_OK)
    return run(["test", "-x", folder], account).returncode == 0


def _created_user() -> pwd.struct_passwd:
    command = ["useradd", "--system", "--user-group", "--no-create-home"]
    command += ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    try:
        made = run(command, Account(0, 0))
    except FileNotFoundError as error:
        message = (
            f"PostgreSQL does not run as root and this system has no useradd: add a system user"
            f" named {SYSTEM_USER}, or start the service as an ordinary user"
        )
        raise EmbeddedUnavailable(message) from error
    try:
        return pwd.getpwnam(SYSTEM_USER)  # also when somebody else was faster
    except KeyError as error:
        message = f"the system user {SYSTEM_USER} could not be added: {made.stdout.strip()}"
        raise EmbeddedUnavailable(message) from error
