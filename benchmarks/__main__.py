"""`make bench`: the service beside two rivals, in turn, as ratios. See docs/performance.md."""

import asyncio
import logging
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import structlog

from app.core import bootstrap, migrate
from app.core.embedded import server as embedded_server
from app.core.endpoints import external
from app.main import create_app
from app.settings import Settings
from benchmarks import samples
from benchmarks.load import Burst, burst
from benchmarks.residents import readers, writers
from benchmarks.routes import Requests, checked
from benchmarks.servers import Server, serving
from benchmarks.table import Rounds, table

ISSUER = "http://bench.example"
BURST_S = 2
ROUNDS, MOST_ROUNDS = 5, 12
"""Tokens live for 15 minutes."""


async def main(rounds: int, folder: Path, database_url: str) -> None:
    environment = {
        "OWNORBIT_DATABASE_URL": database_url,
        "OWNORBIT_DATA_DIR": str(folder),
        "OWNORBIT_PUBLIC_URL": ISSUER,
    }
    os.environ.update(environment)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    settings = Settings()
    endpoints = external(settings)
    await bootstrap.prepare(endpoints)
    await migrate.to_head(endpoints)
    found = await samples.taken(settings, endpoints)
    app = create_app(settings, endpoints)
    async with app.router.lifespan_context(app):
        reading, writing = await readers(app), await writers(app)
    sizes = ",".join(str(found[route].size) for route in ("streak", "page", "mood"))
    async with serving(environment | {"BENCH_SIZES": sizes}, folder) as servers:
        requests = await checked(servers, reading, writing)
        figures = await _contest(servers, requests, rounds, folder / "requests")
    sys.stdout.write(table(figures, found))


async def _contest(
    servers: Mapping[str, Server], requests: Requests, rounds: int, file: Path
) -> Mapping[str, Rounds]:
    """Let the servers take turns, each route in each round; the first round only warms up."""
    figures: dict[str, list[Mapping[str, Burst]]] = {route: [] for route in requests}
    for number in range(rounds + 1):
        sys.stderr.write(f"round {number} of {rounds}\n")
        for route, asked in requests.items():
            seconds = BURST_S if number else 1
            done = {
                name: await burst(server, asked[name], file, seconds=seconds)
                for name, server in servers.items()
            }
            if number:
                figures[route].append(done)
    return figures


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory(prefix="oo-bench-") as place:
        Path(place).chmod(0o755)
        with embedded_server.running(Path(place)) as own:
            url = own.url("ownorbit", "postgres")
            asyncio.run(main(min(wanted, MOST_ROUNDS), Path(place), url))
