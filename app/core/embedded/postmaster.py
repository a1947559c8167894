"""The running server: found, started, stopped. Its first process is the postmaster."""

import os
import shlex
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from app.core.embedded.account import Account, run
from app.core.embedded.cluster import SUPERUSER
from app.core.embedded.errors import EmbeddedUnavailable
from app.core.embedded.folders import PORT, Folders, private_file

START_PATIENCE_S = 300  # recovery after a power cut reads up to a gigabyte of log
STOP_PATIENCE_S = 20
ADOPTION_ATTEMPTS = 600
LOG_BYTES = 5_000_000

_NOBODY = 2**31 - 2  # larger than any process id

# Texts of users are in statements, in parameters, in details and even in the first line of an
# error ('invalid input syntax for type date: "…"'). So errors go to the client alone, and the log
# keeps what the server says of itself. Given on the command line, no file overrides them.
_PRIVACY = (
    "log_statement=none",
    "log_min_messages=log",
    "log_min_error_statement=panic",
    "log_min_duration_statement=-1",
    "log_parameter_max_length=0",
    "log_parameter_max_length_on_error=0",
    "log_error_verbosity=terse",
    "log_checkpoints=off",
    "logging_collector=off",
)
_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True)
class Postmaster:
    """How the server of one data folder is run; it need not be running."""

    programs: Path
    folders: Folders
    account: Account
    durable: bool

    @property
    def arguments(self) -> list[str]:
        settings = ["listen_addresses=", f"port={PORT}", "unix_socket_permissions=0700"]
        settings += [f"unix_socket_directories={self.folders.sockets}", *_PRIVACY]
        settings += () if self.durable else _FORGETFUL
        return ["-D", str(self.folders.cluster), *(f"--{setting}" for setting in settings)]


def process_id(postmaster: Postmaster) -> int | None:
    """Return the living postmaster of these data, whoever started it, or None.

    The number in postmaster.pid may long be another process's, so its command line is compared.
    """
    pid = _noted(postmaster)
    start = f"postgres -D {postmaster.folders.cluster} "
    return pid if pid is not None and start in _command_line(pid) else None


def adopted(postmaster: Postmaster) -> bool:
    """Say whether a server with our very arguments is already running and answers."""
    pid = process_id(postmaster)
    if pid is None or not _command_line(pid).endswith(" ".join(postmaster.arguments)):
        return False
    for _ in range(ADOPTION_ATTEMPTS):
        if process_id(postmaster) is None:
            return False
        if _answers(postmaster):
            return True
        time.sleep(0.05)
    return False


def launch(postmaster: Postmaster) -> None:
    """Start the server and wait until it accepts connections."""
    for notes in (postmaster.folders.cluster / "postmaster.pid", _socket_lock(postmaster)):
        _disown_recycled_pid(notes)
    log = postmaster.folders.log
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))
    # Without -D and -l, pg_ctl puts no path of ours between a shell's double quotes.
    command = ["start", "-o", shlex.join(postmaster.arguments)]
    with private_file(log) as output:
        done = _control(postmaster, command, patience_s=START_PATIENCE_S, output=output.fileno())
    if done.returncode != 0:
        ending = "\n".join(log.read_text(errors="replace").splitlines()[-5:])
        message = f"the database did not start; the end of {log}:\n{ending}"
        raise EmbeddedUnavailable(message)


def halt(postmaster: Postmaster) -> None:
    """Stop the server in order, as far as it runs, and wait for its end.

    One that does not follow in time is cut off, which costs no data but a recovery at the next
    start: PostgreSQL 18.4 waits for ever when a stop meets its recovery from a crash.
    """
    for mode in ("fast", "immediate"):
        if process_id(postmaster) is None:
            return
        done = _control(postmaster, ["stop", "-m", mode], patience_s=STOP_PATIENCE_S)
    if process_id(postmaster) is not None:
        message = f"the database did not stop: {done.stdout.strip()}"
        raise EmbeddedUnavailable(message)


def _noted(postmaster: Postmaster) -> int | None:
    try:
        first = (postmaster.folders.cluster / "postmaster.pid").read_text().partition("\n")[0]
    except FileNotFoundError:
        return None
    return abs(int(first)) if first.lstrip("-").isdigit() else None


def _command_line(pid: int) -> str:
    """Return the arguments joined by blanks; empty for a process that is gone."""
    if Path("/proc/self/cmdline").exists():
        try:
            arguments = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            return ""
        return os.fsdecode(arguments.rstrip(b"\0").replace(b"\0", b" "))
    command = ["ps", "-ww", "-o", "command=", "-p", str(pid)]
    return run(command, Account(os.geteuid(), os.getegid())).stdout.strip()


def _answers(postmaster: Postmaster) -> bool:
    address = ["-h", str(postmaster.folders.sockets), "-p", str(PORT)]
    login = ["-U", SUPERUSER, "-d", SUPERUSER]
    program = str(postmaster.programs / "pg_isready")
    return run([program, *address, *login], postmaster.account).returncode == 0


def _socket_lock(postmaster: Postmaster) -> Path:
    return postmaster.folders.sockets / f".s.PGSQL.{PORT}.lock"


def _disown_recycled_pid(file: Path) -> None:
    """Note a process that cannot be in the place of one that is not our postmaster.

    PostgreSQL refuses to start while the noted process lives, be it anybody's, and while nobody
    has looked at its end. The file's other lines stay: by them a new server finds orphaned
    backends that still use the shared memory.
    """
    if not file.exists():
        return
    descriptor = os.open(file, os.O_RDWR | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "r+") as opened:
        rest = opened.read().partition("\n")[2]
        opened.seek(0)
        opened.write(f"{_NOBODY}\n{rest}")
        opened.truncate()


def _control(
    postmaster: Postmaster, command: list[str], *, patience_s: int, output: int = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    return run(
        [postmaster.programs / "pg_ctl", *command, "--silent", "--wait", f"-t{patience_s}"],
        postmaster.account,
        environment={"PGDATA": str(postmaster.folders.cluster)},
        output=output,
    )
