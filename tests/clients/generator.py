"""openapi-python-client, in an environment of its own: it wants another typer than we do."""

import fcntl
import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent / "python"
LOCK = Path(__file__).parents[2] / "requirements/generator.txt"
PLACE = Path(sys.prefix) / "generator"
"""Inside the environment of the tests, so that `make clean` forgets both."""
PYTHON = PLACE / "bin/python"
INSTALLED = PLACE / ".installed"


def install() -> None:
    """Install what its lock file names, once, however many processes ask at once."""
    digest = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    with PLACE.with_suffix(".installing").open("w") as turnstile:
        fcntl.flock(turnstile, fcntl.LOCK_EX)
        if not INSTALLED.exists() or INSTALLED.read_text() != digest:
            venv.create(PLACE, clear=True, with_pip=True)
            pip = (PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check")
            run(*pip, "--require-hashes", "-r", LOCK, timeout_s=240)
            INSTALLED.write_text(digest)


def make(document: Path, place: Path) -> str:
    """Make the package of a client in `place` and give what the generator said to it."""
    options = ("--meta", "none", "--fail-on-warning", "--output-path", place)
    return run(PLACE / "bin/openapi-python-client", "generate", "--path", document, *options)


def play(script: str, *arguments: str, packages: Path) -> str:
    """Run a script of tests/clients/python where the packages of a folder can be imported."""
    return run(PYTHON, HERE / script, *arguments, PYTHONPATH=str(packages))


def run(*command: Path | str, timeout_s: float = 120, **environment: str) -> str:
    path = f"{PLACE / 'bin'}{os.pathsep}{os.environ['PATH']}"
    ended = subprocess.run(
        command,
        env=os.environ | {"PATH": path} | environment,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )
    assert ended.returncode == 0, f"{command} failed:\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout + ended.stderr
