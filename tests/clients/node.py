"""Node and the packages that a package-lock.json names: what clients and linters run on."""

import fcntl
import hashlib
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
OLDEST = 20
MISSING = (
    "The tests of real clients need Node {oldest} or newer and npm. {found}"
    " Please install them; without them nobody knows whether phones can still synchronize."
)


def install_packages(place: Path = HERE) -> None:
    """Install what its lock file names, once, however many processes ask at once."""
    _demand_node()
    installed = place / "node_modules" / ".installed"
    with (place / ".installing").open("w") as turnstile:
        fcntl.flock(turnstile, fcntl.LOCK_EX)
        if not installed.exists() or installed.read_text() != _lock_digest(place):
            run("npm", "ci", "--no-progress", place=place, timeout_s=240)
            installed.write_text(_lock_digest(place))


def run(*command: str, text: str = "", place: Path = HERE, timeout_s: float = 60) -> str:
    """Run a program of the project in its folder and give what it printed."""
    ended = subprocess.run(
        command,
        cwd=place,
        input=text,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )
    assert ended.returncode == 0, f"{' '.join(command)} failed:\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout


def _demand_node() -> None:
    missing = [name for name in ("node", "npm") if not shutil.which(name)]
    if missing:
        found = f"There is no {' and no '.join(missing)} here."
        raise AssertionError(MISSING.format(oldest=OLDEST, found=found))
    version = run("node", "--version").strip()
    if int(version.removeprefix("v").split(".")[0]) < OLDEST:
        found = f"This is Node {version}."
        raise AssertionError(MISSING.format(oldest=OLDEST, found=found))


def _lock_digest(place: Path) -> str:
    return hashlib.sha256((place / "package-lock.json").read_bytes()).hexdigest()
