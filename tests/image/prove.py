"""Builds and runs the image without a container engine. For root on Debian; takes minutes.

    python -m tests.image.prove <an empty folder>

Each stage starts from a fresh Debian root with Debian's Python, which stands in for the base image.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import typer

from tests.image import dockerfile, roots
from tests.image.serving import CONTEXT

SERVING = ["-m", "tests.image.serving"]


def main(folder: Path) -> None:
    began = time.monotonic()
    lint(CONTEXT / "Dockerfile")
    base = roots.debootstrapped(folder / "base")
    typer.echo(f"Debian {roots.RELEASE} is there after {time.monotonic() - began:.0f} s")
    stages = dockerfile.stages(CONTEXT / "Dockerfile")
    for stage in stages:
        built = roots.build(stage, base, folder / stage.name, CONTEXT)
    for place in (base, built.folder):
        size = subprocess.run(["/usr/bin/du", "-shx", place], check=True, capture_output=True)
        typer.echo(size.stdout.decode().strip())
    config = {"environment": built.environment, "work_dir": built.work_dir, "user": built.user}
    (folder / "config.json").write_text(json.dumps(config))
    alone = ["/usr/bin/unshare", "--net", sys.executable, *SERVING, str(folder)]
    subprocess.run(alone, cwd=CONTEXT, check=True)
    typer.echo(f"Proved in {time.monotonic() - began:.0f} s.")


def lint(file: Path) -> None:
    found = shutil.which("hadolint")
    if found is None:
        typer.echo("hadolint is not installed, so the Dockerfile was not linted.")
        return
    subprocess.run([found, file], check=True)
    typer.echo("hadolint has nothing to say.")


if __name__ == "__main__":
    os.umask(0o022)
    place = Path(sys.argv[1]).resolve()
    place.mkdir(parents=True, exist_ok=True)
    place.chmod(0o755)  # PostgreSQL doesn't run as root, and has to get in
    main(place)
