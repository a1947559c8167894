"""The PostgreSQL that comes with us, for the service without OWNORBIT_DATABASE_URL.

Synchronous: it runs before the event loop does. The server outlives a killed service; the next
start adopts it. See `folders` for where things lie and `account` for who runs it.
"""

import fcntl
import os
from collections.abc import Generator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

from app.core.embedded import binaries, cluster, folders, postmaster
from app.core.embedded.account import server_account
from app.core.embedded.errors import EmbeddedUnavailable
from app.core.embedded.postmaster import Postmaster


@dataclass(frozen=True)
class Server:
    """A server that is ours until `stop`. While `lock` is open, no second service gets it."""

    socket_dir: Path
    adopted: bool
    postmaster: Postmaster
    lock: TextIO

    def url(self, database: str, role: str) -> str:
        """Return SQLAlchemy's URL; with the port, lest a PGPORT around us leads astray."""
        address = f"host={quote(str(self.socket_dir), safe='')}&port={folders.PORT}"
        return f"postgresql+asyncpg://{quote(role, safe='')}@/{quote(database, safe='')}?{address}"


def start(data_dir: Path, *, durable: bool = True) -> Server:
    """Start or adopt the server of that folder and wait until it accepts connections.

    The superuser is `postgres`, without a password: whoever may open the socket is trusted.

    Args:
        data_dir: made when absent; root opens it to be passed through (0711), others don't.
        durable: False trades safety after a power cut for speed; for tests.

    Raises:
        EmbeddedUnavailable: no wheel, closed folders, foreign data, another service, …
    """
    try:
        return _start(data_dir.resolve(), durable=durable)
    except OSError as error:
        message = f"the database that comes with us cannot start: {error}"
        raise EmbeddedUnavailable(message) from error


def stop(server: Server) -> None:
    """Stop the server in order, an adopted one too, and wait for its end; twice does no harm."""
    if server.lock.closed:
        return
    with server.lock:
        postmaster.halt(server.postmaster)
        if server.socket_dir.parent != server.postmaster.folders.home:
            with suppress(OSError):
                server.socket_dir.rmdir()


@contextmanager
def running(data_dir: Path, *, durable: bool = True) -> Generator[Server]:
    server = start(data_dir, durable=durable)
    try:
        yield server
    finally:
        stop(server)


def _start(data_dir: Path, *, durable: bool) -> Server:
    account = server_account()
    places = folders.prepared(data_dir, account)
    with ExitStack() as undo:
        lock = undo.enter_context(folders.private_file(data_dir / "service.lock"))
        _claim(lock, data_dir)
        programs = binaries.programs(places.home, account)
        cluster.require(places.cluster, programs, account, durable=durable)
        ours = Postmaster(programs, places, account, durable)
        undo.callback(postmaster.halt, ours)
        adopted = postmaster.adopted(ours)
        if not adopted:
            postmaster.halt(ours)  # one with other settings, or one that no longer answers
            postmaster.launch(ours)
            binaries.discard_old_copies(places.home, programs)
        undo.pop_all()
    return Server(places.sockets, adopted, ours, lock)


def _claim(lock: TextIO, data_dir: Path) -> None:
    """Lock the file until it is closed, which the system does for a killed service."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        message = f"{data_dir} is already in use by another service, process id {holder}"
        raise EmbeddedUnavailable(message) from error
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
