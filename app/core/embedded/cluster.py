"""The data of the server: made once, then only checked."""

import os
import shutil
import tempfile
from pathlib import Path

from app.core.embedded.account import Account, run
from app.core.embedded.binaries import MAJOR
from app.core.embedded.errors import EmbeddedUnavailable

SUPERUSER = "postgres"

_PARTIAL = "cluster-partial-"


def require(cluster: Path, programs: Path, account: Account, *, durable: bool) -> None:
    """Make the cluster at first use; refuse one that these programs or this user cannot run."""
    for leftover in cluster.parent.glob(f"{_PARTIAL}*"):
        shutil.rmtree(leftover, ignore_errors=True)  # an orphaned initdb may still write there
    if not cluster.exists():
        _create(cluster, programs, account, durable=durable)
    version = cluster / "PG_VERSION"
    found = version.read_text().strip() if version.exists() else "no known version"
    if found != str(MAJOR):
        message = (
            f"{cluster} holds data of PostgreSQL {found}, and this is {MAJOR}: start the release"
            " that wrote it, take a backup there and restore it into a new data folder"
        )
        raise EmbeddedUnavailable(message)
    owner = cluster.stat().st_uid
    if owner != account.uid:
        message = (
            f"{cluster} belongs to user id {owner}, and the server runs as user id {account.uid}:"
            f" start the service as before, or `chown -R {account.uid}:{account.gid} {cluster}`"
        )
        raise EmbeddedUnavailable(message)


def _create(cluster: Path, programs: Path, account: Account, *, durable: bool) -> None:
    """Run initdb beside and rename, so that one killed half-way leaves nothing that counts."""
    partial = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=cluster.parent))
    os.chown(partial, account.uid, account.gid)
    options = _initdb_options() if durable else [*_initdb_options(), "--no-sync"]
    made = run([programs / "initdb", "--pgdata", partial, *options], account)
    if made.returncode != 0:
        message = f"the database could not be made: {made.stdout.strip()}"
        raise EmbeddedUnavailable(message)
    partial.rename(cluster)
    _sync(cluster.parent)


def _initdb_options() -> list[str]:
    """What is set here lands in postgresql.conf, where the owner of the machine may tune it."""
    options = [f"--username={SUPERUSER}", "--auth-local=trust", "--auth-host=reject"]
    options += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
    options += ["--builtin-locale=C.UTF-8", "--data-checksums"]
    for setting in (
        "shared_buffers=128MB",
        "max_connections=100",
        "timezone=UTC",
        "log_timezone=UTC",
    ):
        options += ["--set", setting]
    return options


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
