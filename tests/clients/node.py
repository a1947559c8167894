"""Node and the packages that package-lock.json names: what the clients run on."""

import fcntl
import hashlib
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
INSTALLED = HERE / "node_modules" / ".installed"
OLDEST = 20
MISSING = (
    "The tests of real clients need Node {oldest} or newer and npm. {found}"
    " Please install them; without them nobody knows whether phones can still synchronize."
)


def install_packages() -> None:
    """Install what the lock file names, once, however many processes ask at once."""
    _demand_node()
    with (HERE / ".installing").open("w") as turnstile:
        fcntl.flock(turnstile, fcntl.LOCK_EX)
        if not INSTALLED.exists() or INSTALLED.read_text() != _lock_digest():
            _npm_ci()
            INSTALLED.write_text(_lock_digest())


def run(*command: str, text: str = "", timeout_s: float = 60) -> str:
    """Run a program of the project in tests/clients and give what it printed."""
    ended = subprocess.run(
        command,
        cwd=HERE,
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


def _npm_ci() -> None:
    run("npm", "ci", "--no-progress", timeout_s=240)


def _lock_digest() -> str:
    return hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
