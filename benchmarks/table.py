"""The figures of a run as one table."""

from collections.abc import Mapping, Sequence
from statistics import median

from benchmarks.load import Burst
from benchmarks.routes import TITLES
from benchmarks.samples import Sample

HEAD = (
    "| | trips | bytes | rate: of (b) | spread | of (a) | CPU: of (b) | of (a) | ours: /s | µs |\n"
    "|---|---|---|---|---|---|---|---|---|---|\n"
)

Rounds = Sequence[Mapping[str, Burst]]
"""What each server did in each round."""


def table(rounds: Mapping[str, Rounds], samples: Mapping[str, Sample]) -> str:
    """Write a line for each route: medians of the ratios within a round, their least and most."""
    lines = [_line(TITLES[route], rounds[route], sample) for route, sample in samples.items()]
    page, unchanged = rounds["page"], rounds["unchanged"]
    faster = median(
        short["ours"].per_second / full["ours"].per_second
        for short, full in zip(unchanged, page, strict=True)
    )
    return HEAD + "".join(lines) + f"\nThe 304 has {faster:.2f} times the rate of its 200.\n"


def _line(title: str, rounds: Rounds, sample: Sample) -> str:
    by_hand = _ratios(rounds, "by_hand", "per_second")
    cells = (
        title,
        str(sample.trips),
        str(sample.size),
        f"{median(by_hand):.2f}",
        f"{min(by_hand):.2f} to {max(by_hand):.2f}",
        f"{median(_ratios(rounds, 'constant', 'per_second')):.2f}",
        f"{median(_ratios(rounds, 'by_hand', 'cpu_us')):.2f}",
        f"{median(_ratios(rounds, 'constant', 'cpu_us')):.1f}",
        f"{median(each['ours'].per_second for each in rounds):.0f}",
        f"{median(each['ours'].cpu_us for each in rounds):.0f}",
    )
    return f"| {' | '.join(cells)} |\n"


def _ratios(rounds: Rounds, rival: str, figure: str) -> list[float]:
    return [getattr(each["ours"], figure) / getattr(each[rival], figure) for each in rounds]
