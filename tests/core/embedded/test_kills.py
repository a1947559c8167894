"""Services and servers that were killed, and what the next start makes of it."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from app.core.embedded import postmaster
from app.core.embedded.account import server_account
from app.core.embedded.server import Server, running, start, stop
from tests.core.embedded.conftest import SERVICE, Begin, ask, ask_at, new_folder, postmaster_pid

DEAF_TO_CTRL_C = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n" + SERVICE
READY_BEFORE_START = "print('ready', flush=True)\n" + SERVICE


def url(data_dir: Path) -> str:
    return f"postgresql+asyncpg://postgres@/postgres?host={data_dir}/postgres/socket"


def is_gone(pid: int) -> bool:
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def kill_every_process(data_dir: Path, service: subprocess.Popen[str]) -> None:
    others = ask_at(url(data_dir), "SELECT string_agg(pid::text, ' ') FROM pg_stat_activity")
    pids = [postmaster_pid(data_dir), *map(int, others.split())]
    service.kill()
    service.wait()
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue  # it went with the postmaster
    assert all(is_gone(pid) for pid in pids)


@pytest.fixture(scope="module")
def data_dir() -> Iterator[Path]:
    """One that was used before; a first start takes a second."""
    folder = new_folder()
    stop(start(folder))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    """A process of the server's own user that has nothing to do with us."""
    user = server_account().uid if os.geteuid() == 0 else None
    with subprocess.Popen(["/bin/sleep", "60"], user=user, cwd="/") as process:
        yield process
        process.kill()


def give_pid_of(data_dir: Path, process: subprocess.Popen[bytes]) -> None:
    """Let both notes of the server's name this process."""
    for name in ("cluster/postmaster.pid", "socket/.s.PGSQL.5432.lock"):
        file = data_dir / "postgres" / name
        rest = file.read_text().partition("\n")[2]
        file.write_text(f"{process.pid}\n{rest}")


def test_a_killed_services_server_is_adopted_and_stopped(data_dir: Path, begin: Begin) -> None:
    service = begin(data_dir)
    pid = postmaster_pid(data_dir)
    service.kill()
    service.wait()
    server = start(data_dir)
    assert server.adopted
    assert postmaster_pid(data_dir) == pid
    assert ask(server, "SELECT 1") == "1"
    stop(server)
    assert is_gone(pid)


def test_a_server_with_other_settings_is_replaced(data_dir: Path, begin: Begin) -> None:
    service = begin(data_dir)
    service.kill()
    service.wait()
    with running(data_dir, durable=False) as server:
        assert not server.adopted
        assert ask(server, "SHOW fsync") == "off"


def test_after_a_kill_of_everything_all_committed_data_are_there(
    data_dir: Path, begin: Begin
) -> None:
    service = begin(data_dir)
    ask_at(url(data_dir), "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS days")
    kill_every_process(data_dir, service)
    with running(data_dir) as recovered:
        assert not recovered.adopted
        assert ask(recovered, "SELECT count(*) FROM kept") == "1000"
    assert "not properly shut down" in (data_dir / "postgres/server.log").read_text()


def test_a_recycled_process_id_is_neither_adopted_nor_in_the_way(
    data_dir: Path, begin: Begin, bystander: subprocess.Popen[bytes]
) -> None:
    kill_every_process(data_dir, begin(data_dir))
    give_pid_of(data_dir, bystander)
    with running(data_dir) as server:
        assert not server.adopted
        assert ask(server, "SELECT 1") == "1"
    assert bystander.poll() is None


def test_a_stop_never_signals_a_recycled_process_id(
    data_dir: Path, bystander: subprocess.Popen[bytes]
) -> None:
    server = start(data_dir)
    pid = postmaster_pid(data_dir)
    os.kill(pid, signal.SIGKILL)
    assert is_gone(pid)
    give_pid_of(data_dir, bystander)
    stop(server)
    time.sleep(0.1)
    assert bystander.poll() is None


def test_a_killed_first_start_leaves_no_half_cluster(data_dir: Path, begin: Begin) -> None:
    fresh = data_dir / "killed"
    home = fresh / "postgres"
    service = begin(fresh, READY_BEFORE_START)
    while not list(home.glob("cluster-partial-*/PG_VERSION")):
        time.sleep(0.005)
    service.kill()
    service.wait()
    assert not (home / "cluster").exists()
    with running(fresh) as server:
        assert ask(server, "SELECT 1") == "1"


def test_leftovers_of_a_killed_first_start_are_removed(data_dir: Path) -> None:
    leftover = data_dir / "postgres/cluster-partial-old"
    leftover.mkdir()
    (leftover / "PG_VERSION").write_text("18\n")
    with running(data_dir):
        assert not leftover.exists()


def test_ctrl_c_in_the_terminal_does_not_reach_the_server(data_dir: Path, begin: Begin) -> None:
    service = begin(data_dir, DEAF_TO_CTRL_C)
    os.killpg(service.pid, signal.SIGINT)
    time.sleep(0.3)
    assert ask_at(url(data_dir), "SELECT 1") == "1"
    assert service.poll() is None


def test_a_crash_tells_the_log_no_word_of_the_statement(data_dir: Path) -> None:
    log = data_dir / "postgres/server.log"
    with running(data_dir) as server:
        before = len(log.read_text())
        crash(server)
        while "ready to accept" not in log.read_text()[before:]:
            time.sleep(0.05)
    assert "was terminated by signal 9" in log.read_text()[before:]
    assert "her again" not in log.read_text()


def test_a_stop_ends_a_server_that_no_longer_obeys(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postmaster, "STOP_PATIENCE_S", 1)
    server = start(data_dir)
    pid = postmaster_pid(data_dir)
    crash(server)  # PostgreSQL 18.4 does not end by itself when it is asked to at this moment
    stop(server)
    assert is_gone(pid)


def crash(server: Server) -> None:
    with pytest.raises((DBAPIError, ConnectionError)):
        ask(server, "COPY (SELECT 'I wrote to her again') TO PROGRAM 'kill -9 $PPID'")
