"""`make bench`: the service beside two rivals, in turn, as ratios. See docs/performance.md."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks import load, trips
from benchmarks.load import Burst
from benchmarks.residents import readers, writers
from benchmarks.routes import Route, measured
from benchmarks.servers import Server, serving
from benchmarks.table import printed

from app.core import bootstrap, migrate
from app.core.embedded import server as embedded_server
from app.core.endpoints import external
from app.main import create_app
from app.settings import Settings

ISSUER = "http://bench.example"
IN_TURN = ("ours", "by_hand", "constant")
BURST_S = 2
MOST_ROUNDS = 12


async def main(rounds: int, folder: Path, database_url: str) -> None:
    environment = {
        "OWNORBIT_DATABASE_URL": database_url,
        "OWNORBIT_DATA_DIR": str(folder),
        "OWNORBIT_PUBLIC_URL": ISSUER,
    }
    os.environ.update(environment)
    settings = Settings()
    endpoints = external(settings)
    await bootstrap.prepare(endpoints)
    await migrate.to_head(endpoints)
    trip_counts = await trips.counted(settings, endpoints)
    app = create_app(settings, endpoints)
    async with app.router.lifespan_context(app):
        read_by, written_by = await readers(app), await writers(app)
        sizes = await sample_sizes(app, read_by[0])
    async with serving(environment | {"BENCH_SIZES": sizes}, folder) as servers:
        routes = await measured(servers, read_by, written_by)
        bursts = {route.name: await contest(route, servers, rounds, folder) for route in routes}
    sys.stdout.write(printed(bursts, list(trip_counts.values())))
