"""What a long history costs: a user of ten years and 50,000 entries beside a younger one.

`python -m benchmarks.history` prints, for each route, the median time of the one over that of the
other. An insight should cost as its window does, and the home screen no more than that of a new
user who sees the same.
"""

import asyncio
import logging
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

import structlog
from fastapi import FastAPI
from sqlalchemy import text

from app.core import bootstrap, migrate
from app.core.embedded import server as embedded_server
from app.core.endpoints import external
from app.core.engines import engine_for
from app.main import create_app
from app.settings import Settings
from benchmarks.history_rows import LINKING, SHARES, insertion
from tests.signing_up import SignedIn, a_guest

ENTRIES_A_YEAR, DAYS_A_YEAR, YEARS = 5_000, 365, 10
REPEATS, LOOKS, WARM_UPS = 21, 201, 7
TARGET = 1.2
KINDS = ("mood", "urges", "attention", "energy", "activities", "growth", "reciprocity")
HEAD = (
    "| a year by month | ms | old : young user | year : 56 days | 10 years : year |\n"
    "|---|---|---|---|---|\n"
)
HOME = "/v1/today"
WINDOWS = {"56 days": 56, "1 year": 365, "10 years": 3_650}


async def main(folder: Path, database_url: str) -> None:
    os.environ |= {"OWNORBIT_DATABASE_URL": database_url, "OWNORBIT_DATA_DIR": str(folder)}
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    settings = Settings(public_url="http://bench.example")
    endpoints = external(settings)
    await bootstrap.prepare(endpoints)
    await migrate.to_head(endpoints)
    app = create_app(settings, endpoints)
    async with app.router.lifespan_context(app):
        new, young, old = [await a_resident(app, years) for years in (0, 1, YEARS)]
        await _analyze(database_url)
        await compare_insights(app, young, old)
        of_new, of_old = await _medians([(new, HOME), (old, HOME)], repeats=LOOKS)
        sys.stdout.write(f"\n{HOME}: {of_old / of_new:.2f} of a new user's (at most {TARGET})\n")


async def a_resident(app: FastAPI, years: int) -> SignedIn:
    """Sign somebody up who has written so many years; what is opened is made over HTTP."""
    guest = await a_guest(app)
    async with app.state.database.lease() as db:
        await db.begin(guest.user_id)
        for table, share in SHARES.items():
            span = {"now": app.state.clock(), "days": DAYS_A_YEAR * years}
            n = round(ENTRIES_A_YEAR * years * share)
            await db.execute(text(insertion(table)), {"user_id": guest.user_id, "n": n, **span})
        await db.execute(text(LINKING), {"user_id": guest.user_id})
    for path, body in (
        ("/v1/goals", {"title": "Run", "area": "body", "cadence": {"times": 2, "per": "week"}}),
        ("/v1/streaks", {"kind": "no_checking", "started_at": "2026-01-05T12:00:00Z"}),
        ("/v1/moods", {"kind": "dailyMood", "valence": 0.4, "note": "Rain."}),
    ):
        (await guest.client.post(path, json=body)).raise_for_status()
    return guest


async def compare_insights(app: FastAPI, young: SignedIn, old: SignedIn) -> None:
    today = app.state.clock().date()
    starts = {
        name: today.fromordinal(today.toordinal() - days + 1) for name, days in WINDOWS.items()
    }
    sys.stdout.write(HEAD)
    for kind in KINDS:
        paths = {
            name: f"/v1/insights/{kind}?from={start}&to={today}&bucket=month"
            for name, start in starts.items()
        }
        by_old = [(old, path) for path in paths.values()]
        times = await _medians([(young, paths["1 year"]), *by_old])
        of_young, short, year, decade = times
        cells = (year / of_young, year / short, decade / year)
        ratios = " | ".join(f"{each:.2f}" for each in cells)
        sys.stdout.write(f"| {kind} | {year * 1000:.1f} | {ratios} |\n")


async def _medians(asked: Sequence[tuple[SignedIn, str]], *, repeats: int = REPEATS) -> list[float]:
    """Take turns, so that what disturbs one disturbs all."""
    times: Mapping[int, list[float]] = {place: [] for place in range(len(asked))}
    for turn in range(WARM_UPS + repeats):
        for place, (guest, path) in enumerate(asked):
            began = perf_counter()
            (await guest.client.get(path)).raise_for_status()
            if turn >= WARM_UPS:
                times[place].append(perf_counter() - began)
    return [median(each) for each in times.values()]


async def _analyze(database_url: str) -> None:
    """Do what autovacuum would have done long ago."""
    engine = engine_for(database_url, pool_size=1)
    async with engine.connect() as connection:
        await connection.execute(text("VACUUM ANALYZE"))
    await engine.dispose()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="oo-bench-") as place:
        Path(place).chmod(0o755)
        with embedded_server.running(Path(place)) as own:
            asyncio.run(main(Path(place), own.url("ownorbit", "postgres")))
