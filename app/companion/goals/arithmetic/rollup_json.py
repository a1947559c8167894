"""The rollup as it is stored: dates as ISO 8601 text, the exact total as decimal text."""

from datetime import date
from decimal import Decimal
from typing import TypedDict

from app.companion.goals.arithmetic.rollups import Rollup


class RollupJson(TypedDict):
    latest_start: str | None
    latest_done: int
    run: int
    run_until: str
    longest_run: int
    done: int
    total: str


def rollup_to_json(rollup: Rollup) -> RollupJson:
    return {
        "latest_start": None if rollup.latest_start is None else rollup.latest_start.isoformat(),
        "latest_done": rollup.latest_done,
        "run": rollup.run,
        "run_until": rollup.run_until.isoformat(),
        "longest_run": rollup.longest_run,
        "done": rollup.done,
        "total": str(rollup.total.normalize()),
    }


def rollup_from_json(stored: RollupJson) -> Rollup:
    latest = stored["latest_start"]
    return Rollup(
        latest_start=None if latest is None else date.fromisoformat(latest),
        latest_done=stored["latest_done"],
        run=stored["run"],
        run_until=date.fromisoformat(stored["run_until"]),
        longest_run=stored["longest_run"],
        done=stored["done"],
        total=Decimal(stored["total"]),
    )
