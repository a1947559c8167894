"""What compose.yaml puts beside the service: a PostgreSQL on a loopback port, and its roles."""

import os
import re
import secrets
import signal
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.core.embedded import binaries
from app.core.embedded.account import Account, run, server_account

SETTINGS = ("-clisten_addresses=127.0.0.1", "-cunix_socket_directories=", "-cport=5432")


@dataclass(frozen=True)
class Server:
    programs: Path
    account: Account
    password: str

    def query(self, sql: str, **variables: str) -> str:
        """Let psql do what it reads, as the administrator, and return what it prints."""
        options = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"]
        login = {"PGHOST": "127.0.0.1", "PGUSER": "postgres", "PGPASSWORD": self.password}
        done = subprocess.run(
            [self.programs / "psql", *options],
            env=login | variables,
            input=sql,
            text=True,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@contextmanager
def server(home: Path) -> Generator[Server]:
    """Run a server of the same version as in compose.yaml, whose log-ins need passwords."""
    account = server_account()
    home.mkdir(mode=0o755)
    found = Server(binaries.programs(home, account), account, secrets.token_hex(16))
    secret, cluster = home / "password", home / "cluster"
    secret.write_text(found.password)
    secret.chmod(0o644)
    cluster.mkdir(mode=0o700)
    os.chown(cluster, account.uid, account.gid)
    options = ["--username=postgres", "--auth=scram-sha-256", f"--pwfile={secret}"]
    made = run([found.programs / "initdb", "-D", cluster, *options], account)
    assert made.returncode == 0, made.stdout
    process = subprocess.Popen(
        [found.programs / "postgres", "-D", cluster, *SETTINGS],
        user=account.uid,
        group=account.gid,
        extra_groups=(),
        cwd="/",
        env={"LC_ALL": "C"},
    )
    try:
        _wait(found)
        yield found
    finally:
        process.send_signal(signal.SIGINT)  # a stop that waits for nobody
        process.wait(timeout=30)


def roles_of(compose: Path) -> str:
    """Cut the SQL of the service `roles` out of compose.yaml."""
    lines = iter(compose.read_text().splitlines())
    start = next(line for line in lines if line.strip() == "ROLES: |")
    margin = " " * (len(start) - len(start.lstrip()) + 2)
    taken = []
    for line in lines:
        if not line.startswith(margin):
            break
        taken.append(line.removeprefix(margin))
    return "\n".join(taken) + "\n"


def command_of(compose: Path, service: str) -> list[str]:
    """Read what a service of compose.yaml is told to run: `command: [word, word]`."""
    _, _, block = compose.read_text().partition(f"\n  {service}:\n")
    command = re.search(r"^    command: \[(.*)\]$", block, re.MULTILINE)
    assert command is not None, service
    return command[1].split(", ")


def _wait(found: Server) -> None:
    for _ in range(200):
        ready = run([found.programs / "pg_isready", "-h", "127.0.0.1"], found.account)
        if ready.returncode == 0:
            return
        time.sleep(0.1)
    raise AssertionError(ready.stdout)
