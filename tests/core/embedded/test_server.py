"""What a first start makes, and what it refuses."""

import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from app.core.embedded import folders
from app.core.embedded.errors import EmbeddedUnavailable
from app.core.embedded.server import Server, running, start, stop
from tests.core.embedded.conftest import REPOSITORY, SERVICE, ask, new_folder

DIARY = "wrote to her"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    folder = new_folder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OWNORBIT_TOKEN", DIARY)
        patch.setenv("PGPORT", "6543")
        with running(folder) as server:
            yield server
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
        ("data_checksums", "on"),
        ("TimeZone", "UTC"),
        ("log_timezone", "UTC"),
        ("shared_buffers", "128MB"),
        ("max_connections", "100"),
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("log_statement", "none"),
        ("log_parameter_max_length_on_error", "0"),
    ],
)
def test_a_server_is_careful_by_default(server: Server, setting: str, value: str) -> None:
    assert ask(server, f"SHOW {setting}") == value


def test_only_those_who_can_open_the_socket_get_in(server: Server) -> None:
    methods = "SELECT string_agg(DISTINCT type || ' ' || auth_method, ', ') FROM pg_hba_file_rules"
    assert ask(server, methods) == "host reject, local trust"
    assert stat.S_IMODE(server.socket_dir.stat().st_mode) == 0o700
    assert ask(server, "SELECT current_user") == "postgres"


def test_letters_of_every_language_have_two_cases(server: Server) -> None:
    assert ask(server, "SELECT upper('łąka é')") == "ŁĄKA É"


def test_everything_of_the_server_lies_in_the_data_folder(server: Server) -> None:
    home = server.postmaster.folders.home
    assert server.socket_dir == home / "socket"
    assert ask(server, "SHOW data_directory") == str(home / "cluster")
    assert "ready to accept connections" in (home / "server.log").read_text()
    assert stat.S_IMODE((home / "server.log").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT 'I wrote to her again'::date",
        "SELECT 'I wrote to her again' FROM nowhere",
        "DO $$ BEGIN RAISE WARNING 'I wrote to her again'; PERFORM 1 / 0; END $$",
        "DO $$ BEGIN RAISE EXCEPTION 'I wrote to her again'; END $$",
        """DO $$ BEGIN CREATE TEMPORARY TABLE note (body text PRIMARY KEY);
        INSERT INTO note SELECT 'I wrote to her again' FROM generate_series(1, 2); END $$""",
        "SELECT 'I wrote to her again', pg_terminate_backend(pg_backend_pid()), pg_sleep(1)",
    ],
)
def test_the_log_keeps_no_word_of_a_statement(server: Server, statement: str) -> None:
    with pytest.raises((DBAPIError, ConnectionError)):
        ask(server, statement)
    assert DIARY not in server.postmaster.folders.log.read_text()


def test_the_servers_environment_holds_none_of_ours(server: Server) -> None:
    ask(server, "CREATE TABLE variable (line text)")
    ask(server, "COPY variable FROM PROGRAM 'env'")
    found = ask(server, "SELECT string_agg(line, ' ') FROM variable")
    assert "PATH=" in found
    assert DIARY not in found


def test_without_durability_nothing_waits_for_the_disk(data_dir: Path) -> None:
    with running(data_dir, durable=False) as server:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert ask(server, f"SHOW {setting}") == "off"


def test_a_grown_log_is_put_aside(data_dir: Path) -> None:
    log = data_dir / "postgres/server.log"
    log.parent.mkdir()
    log.touch()
    os.truncate(log, 6_000_000)
    with running(data_dir, durable=False):
        assert log.stat().st_size < 10_000
    assert log.with_name("server.log.1").stat().st_size == 6_000_000


def test_data_outlive_a_stop_and_a_second_stop_does_no_harm(data_dir: Path) -> None:
    first = start(data_dir, durable=False)
    ask(first, "CREATE TABLE kept AS SELECT 7 AS days")
    stop(first)
    with running(data_dir, durable=False) as second:
        assert not second.adopted
        stop(first)
        assert ask(second, "SELECT days FROM kept") == "7"
    assert not (data_dir / "postgres/cluster/postmaster.pid").exists()


@pytest.mark.parametrize(
    ("home", "is_in_the_data"),
    [
        (f"/{'d' * 77}", True),
        (f"/{'d' * 78}", False),
        (f"/{'ł' * 39}", False),
        ("/srv/a:b", False),
        ("/srv/a,b", False),
        ("/srv/a b", False),
    ],
)
def test_a_socket_has_a_short_and_plain_path(home: str, *, is_in_the_data: bool) -> None:
    folder = folders.socket_folder(Path(home))
    assert (folder == Path(home, "socket")) == is_in_the_data
    assert len(bytes(folder / ".s.PGSQL.5432")) < 100


def test_a_long_and_odd_path_has_its_sockets_in_a_private_temporary_folder(data_dir: Path) -> None:
    data_dir.chmod(0o711)
    with running(data_dir / ('My "data", $HOME' + "ł" * 70), durable=False) as server:
        assert server.socket_dir.parent == Path(tempfile.gettempdir())
        assert stat.S_IMODE(server.socket_dir.stat().st_mode) == 0o700
        assert ask(server, "SELECT 1") == "1"
    assert not server.socket_dir.exists()


def test_a_temporary_folder_that_others_can_enter_is_not_used(data_dir: Path) -> None:
    data_dir.chmod(0o711)
    long = data_dir / ("d" * 90)
    planted = folders.socket_folder(long / "postgres")
    planted.mkdir()
    planted.chmod(0o755)
    with pytest.raises(EmbeddedUnavailable, match="not a private folder"):
        start(long)
    planted.rmdir()


def test_without_the_wheel_the_message_says_what_to_do(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(EmbeddedUnavailable, match=r"ownorbit\[embedded\].*OWNORBIT_DATABASE_URL"):
        start(data_dir)


def test_data_of_another_major_version_are_left_alone(data_dir: Path) -> None:
    cluster = data_dir / "postgres/cluster"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("17\n")
    with pytest.raises(EmbeddedUnavailable, match="PostgreSQL 17, and this is 18"):
        start(data_dir)
    assert [path.name for path in cluster.iterdir()] == ["PG_VERSION"]


def test_a_server_that_cannot_start_says_why(data_dir: Path) -> None:
    stop(start(data_dir, durable=False))
    with (data_dir / "postgres/cluster/postgresql.conf").open("a") as configuration:
        configuration.write("max_connections = many\n")
    with pytest.raises(EmbeddedUnavailable, match="max_connections"):
        start(data_dir, durable=False)


def test_two_services_never_share_a_folder(data_dir: Path) -> None:
    with running(data_dir, durable=False) as server:
        second = subprocess.run(
            [sys.executable, "-c", SERVICE, str(data_dir)],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=False,
        )
        assert re.search(rf"EmbeddedUnavailable: .* process id {os.getpid()}\n", second.stderr)
        assert ask(server, "SELECT 1") == "1"
    assert not (data_dir / "postgres/cluster/postmaster.pid").exists()
