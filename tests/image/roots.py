"""Root file systems: made by debootstrap, built up as a Dockerfile says, entered by chroot."""

import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

import typer

from tests.image import dockerfile
from tests.image.dockerfile import Instruction, Stage

RELEASE = "bookworm"
STAND_INS = "python3,python3-venv,ca-certificates"
CERTIFICATES = "etc/ssl/certs/ca-certificates.crt"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

_ENTER = """
mount -t proc proc "$ROOT/proc"
mount -t tmpfs tmpfs "$ROOT/dev/shm"
{mounts}
exec chroot "$ROOT" {command}
"""


@dataclass
class Root:
    """A root file system, and what the image's configuration has become so far."""

    folder: Path
    environment: dict[str, str] = field(default_factory=lambda: {"PATH": PATH})
    work_dir: str = "/"
    user: str = "0:0"

    def inside(self, path: str) -> Path:
        return self.folder / str(Path("/", self.work_dir, path)).lstrip("/")


def debootstrapped(folder: Path) -> Path:
    """Make what stands in for the base image, or take the one that is there."""
    if not (folder / "usr/bin/python3").exists():
        options = ["--variant=minbase", f"--include={STAND_INS}"]
        subprocess.run(["/usr/sbin/debootstrap", *options, RELEASE, folder], check=True)
    return folder


def build(stage: Stage, base: Path, folder: Path, context: Path) -> Root:
    """Follow the instructions of one stage; the roots of others lie beside `folder`."""
    subprocess.run(["/bin/cp", "-a", base, folder], check=True)
    root = Root(folder)
    for each in stage.instructions:
        typer.echo(f"  [{stage.name}] {each.verb} {each.text[:100]}")
        if each.verb == "RUN":
            _run(each.text, root)
        elif each.verb == "COPY":
            _copy(each.text, root, context)
        else:
            _configure(root, each)
    return root


def entered(
    root: Root, command: list[str], environment: dict[str, str], mounts: str = ""
) -> tuple[list[str], dict[str, str]]:
    """Return a command line, and its environment, that runs `command` in the root as process 1."""
    uid, gid = root.user.split(":")
    confined = ["setpriv", "--reuid", uid, "--regid", gid, "--clear-groups"]
    if uid != "0":
        confined += ["--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]
    pairs = [f"{name}={value}" for name, value in (root.environment | environment).items()]
    moved = ["sh", "-c", f'cd {shlex.quote(root.work_dir)} && exec "$0" "$@"', *command]
    inner = shlex.join([*confined, "env", "-i", *pairs, *moved])
    script = _ENTER.format(mounts=mounts, command=inner)
    line = [
        "/usr/bin/unshare",
        "--mount",
        "--pid",
        "--fork",
        "--kill-child",
        "/bin/sh",
        "-ec",
        script,
    ]
    return line, {"PATH": PATH, "ROOT": str(root.folder)}


def _configure(root: Root, each: Instruction) -> None:
    match each.verb:
        case "ENV":
            pairs = Template(each.text).safe_substitute(root.environment)
            root.environment |= dict(pair.split("=", 1) for pair in shlex.split(pairs))
        case "WORKDIR":
            root.work_dir = each.text
            root.inside(".").mkdir(parents=True, exist_ok=True)
        case "USER":
            root.user = each.text


def _copy(text: str, root: Root, context: Path) -> None:
    *sources, target = text.split()
    if sources[0].startswith("--from="):
        other = root.folder.with_name(sources.pop(0).removeprefix("--from="))
        folder = other / sources[0].lstrip("/")
        subprocess.run(["/bin/cp", "-a", f"{folder}/.", root.inside(target)], check=True)
        return
    files = dockerfile.sent(context)
    for source in sources:
        for file in [file for file in files if source == "." or file.is_relative_to(source)]:
            name = file if source == "." else Path(file.name)
            destination = root.inside(target) / name
            destination.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(context / file, destination)
            os.chown(destination, 0, 0)


def _run(text: str, root: Root) -> None:
    """Run as a builder would, with the way to the network that this machine has."""
    ways = ("/etc/resolv.conf", "/etc/hosts", f"/{CERTIFICATES}")
    mounts = "\n".join(
        f'touch "$ROOT{way}"; mount --bind {way} "$ROOT{way}"' for way in ways if Path(way).exists()
    )
    handed_on = {
        name: value
        for name, value in os.environ.items()
        if name.lower().endswith("_proxy") or name in {"PIP_CERT", "PIP_DEFAULT_TIMEOUT"}
    }
    line, environment = entered(root, ["/bin/sh", "-c", text], handed_on, mounts)
    subprocess.run(line, env=environment, check=True)
