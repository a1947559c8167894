"""Runs a built root as compose.yaml runs the image, in a network that has only a loopback.

python -m tests.image.serving <folder of the roots> <name of the last stage>
"""

import fcntl
import json
import os
import secrets
import signal
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import typer

from tests.image import dockerfile, outside
from tests.image.roots import Root, entered

CONTEXT = Path(__file__).parents[2]
URL = "http://127.0.0.1:8000"
SIOCSIFFLAGS, UP_AND_RUNNING = 0x8914, 0x41
READ_ONLY = """
mount --bind "$ROOT" "$ROOT"
mount -o remount,bind,ro "$ROOT"
mount -t proc proc "$ROOT/proc"
mount -t tmpfs -o nosuid,nodev,noexec tmpfs "$ROOT/tmp"
"""
WITH_DATA = READ_ONLY + 'mount --bind "$ROOT.data" "$ROOT/data"\n'


def main(folder: Path, root: Root, stage: dockerfile.Stage) -> None:
    _raise_loopback()
    entry = dockerfile.exec_form(stage.last("ENTRYPOINT"))
    serve = entry + outside.command_of(CONTEXT / "compose.yaml", "api")
    health = dockerfile.exec_form(stage.last("HEALTHCHECK"))
    _make_volume(root)
    before = _listing(root.folder)

    _prove_refusals(root, serve)
    with outside.server(folder / "postgres") as server:
        databases = _two_log_ins(server)
        migrated = _finished(root, [*entry, "migrate"], databases, READ_ONLY)
        assert migrated.returncode == 0, migrated.stdout
        _say(f"migrate, without /data: {migrated.stdout.strip().splitlines()[-1]}")
        serving = {name: url for name, url in databases.items() if "OWNER" not in name}
        _prove_service(root, serve, health, serving)
        rotated = _finished(root, [*entry, "keys", "rotate"], databases)
        assert rotated.returncode == 0, rotated.stdout
        _say(f"keys rotate: {rotated.stdout.strip()}")
        _say("the databases: " + server.query(_OWNERS))

    assert _listing(root.folder) == before
    data = sorted(path for path in _data(root).rglob("*") if path.is_file())
    _say("nothing changed in the root; in /data: " + ", ".join(_named(root, p) for p in data))
    _say("THE IMAGE'S ROOT SERVES AS IT SHOULD")


def _prove_refusals(root: Root, serve: list[str]) -> None:
    refused = _finished(root, serve, {})
    _say(f"without a database it ends with {refused.returncode}: {refused.stdout.strip()[-160:]}")
    assert refused.returncode == 1
    assert "set OWNORBIT_DATABASE_URL" in refused.stdout
    written = _finished(root, ["touch", "/data/file"], {}, READ_ONLY).stdout.strip()
    _say(f"without a volume: {written}")
    assert "Read-only file system" in written


_OWNERS = """
SELECT string_agg(datname || ' of ' || pg_get_userbyid(datdba), ', ' ORDER BY datname)
FROM pg_database WHERE datname LIKE 'ownorbit%';
"""


def _prove_service(
    root: Root, serve: list[str], health: list[str], databases: dict[str, str]
) -> None:
    line, environment = entered(root, serve, databases, WITH_DATA)
    service = subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        _wait_until_ready(service)
        _prove_confinement(_first_process(service))
        guest = httpx2.post(f"{URL}/v1/auth/guest", json=_GUEST)
        _say(f"a guest signs up: {guest.status_code}")
        assert guest.status_code == 201, guest.text
        well = _finished(root, health, {})
        assert well.returncode == 0, well.stdout
        os.kill(_first_process(service), signal.SIGTERM)
        said, _ = service.communicate(timeout=30)
        _say(f"SIGTERM ends it with {service.returncode}")
        assert service.returncode == 0, said
    finally:
        service.kill()
    unwell = _finished(root, health, {}).returncode
    _say(f"HEALTHCHECK said 0 while it served, and says {unwell} now")
    assert unwell == 1


def _prove_confinement(process: int) -> None:
    rows = Path(f"/proc/{process}/status").read_text().splitlines()
    told = dict(row.split(":\t", 1) for row in rows if row.startswith(_TOLD))
    _say("the service is process 1 of its own: " + ", ".join(f"{k} {v}" for k, v in told.items()))
    assert told["NSpid"].split()[-1] == "1"
    assert set(told["Uid"].split()) == {"10001"}
    assert int(told["CapEff"], 16) == int(told["CapBnd"], 16) == 0
    assert told["NoNewPrivs"] == "1"


_GUEST = {"time_zone": "Europe/Berlin", "device": {"name": "Jo's phone", "platform": "ios"}}
_TOLD = ("NSpid", "Uid", "CapEff", "CapBnd", "NoNewPrivs")


def _two_log_ins(server: outside.Server) -> dict[str, str]:
    sql = outside.roles_of(CONTEXT / "compose.yaml")
    words = {name: secrets.token_hex(16) for name in ("ORBIT_SERVES", "ORBIT_OWNS")}
    for _ in ("first", "again"):
        server.query(sql, **{f"{name}_PASSWORD": word for name, word in words.items()})
    _say("the roles of compose.yaml are made, and made again")
    address = "127.0.0.1/ownorbit"
    return {
        "OWNORBIT_DATABASE_URL": f"postgresql://orbit_serves:{words['ORBIT_SERVES']}@{address}",
        "OWNORBIT_OWNER_DATABASE_URL": f"postgresql://orbit_owns:{words['ORBIT_OWNS']}@{address}",
    }


def _finished(
    root: Root, command: list[str], environment: dict[str, str], mounts: str = WITH_DATA
) -> subprocess.CompletedProcess[str]:
    line, outer = entered(root, command, environment, mounts)
    return subprocess.run(
        line,
        env=outer,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=120,
    )


def _wait_until_ready(service: subprocess.Popen[str]) -> None:
    started = time.monotonic()
    for _ in range(600):
        assert service.poll() is None, service.communicate()[0]
        try:
            if httpx2.get(f"{URL}/health/ready").status_code == 200:
                _say(f"/health/ready answers 200 after {time.monotonic() - started:.1f} s")
                return
        except httpx2.TransportError:
            time.sleep(0.1)
    raise AssertionError


def _first_process(service: subprocess.Popen[str]) -> int:
    """Return the only child of `unshare`, by its number out here."""
    children = Path(f"/proc/{service.pid}/task/{service.pid}/children").read_text().split()
    assert len(children) == 1
    return int(children[0])


def _data(root: Root) -> Path:
    return root.folder.with_name(f"{root.folder.name}.data")


def _make_volume(root: Root) -> None:
    """A new named volume takes content, owner and mode from the image's folder."""
    subprocess.run(["/bin/cp", "-a", root.folder / "data", _data(root)], check=True)


def _named(root: Root, path: Path) -> str:
    return f"{path.relative_to(_data(root))} {path.stat().st_mode & 0o777:o}"


def _listing(folder: Path) -> dict[str, tuple[int, int]]:
    found = ((path, path.lstat()) for path in folder.rglob("*"))
    return {str(path): (status.st_size, status.st_mtime_ns) for path, status in found}


def _raise_loopback() -> None:
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", UP_AND_RUNNING))


def _say(text: str) -> None:
    typer.echo(f"  * {text}")


if __name__ == "__main__":
    place = Path(sys.argv[1])
    built = json.loads((place / "config.json").read_text())
    last = dockerfile.stages(CONTEXT / "Dockerfile")[-1]
    main(place, Root(place / last.name, **built), last)
