"""What axes say: dates of buckets, numbers as the language writes them, names of series."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from app.core.texts import Language
from app.reading.insights import wording
from app.reading.insights.drawing.canvas import SMALL_PT
from app.reading.insights.drawing.themes import Theme

MOST_LABELS = 4


def middles(buckets: Sequence[Any]) -> list[float]:
    """Give where buckets are drawn: in the order of coming, at the same distance."""
    return [float(place) for place in range(len(buckets))]


def date_axis(panel: Axes, buckets: Sequence[Any], bucket: str, language: Language) -> None:
    """Write the first dates of some of the buckets; those of months by month and year."""
    last = len(buckets) - 1
    step = max(1, -(-len(buckets) // MOST_LABELS))
    places = list(range(0, last + 1, step))
    say = wording.month if bucket == "month" else wording.short_date
    panel.set_xticks(places, [say(buckets[place].start, language) for place in places])
    panel.set_xlim(-0.6, last + 0.6)


def number_axis(axis: Any, language: Language, *, signed: bool = False, digits: int = 1) -> None:  # noqa: ANN401
    def written(value: float, _place: int) -> str:
        return wording.number(value, language, digits, signed=signed)

    axis.set_major_formatter(FuncFormatter(written))


def count_axis(panel: Axes, most: float) -> None:
    """Count from 0 in whole numbers."""
    panel.set_ylim(0, max(most * 1.1, 1))
    panel.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))


def caption(panel: Axes, theme: Theme, text: str) -> None:
    """Say what a panel shows, above it and at the left: upright, it would be hard to read."""
    panel.set_title(text, loc="left", size=SMALL_PT, color=theme.faint, pad=6)


def legend(panel: Axes, theme: Theme, columns: int, *, below: float) -> None:
    """Name the series under a panel; `below` is a share of its height."""
    panel.legend(
        loc="upper left",
        bbox_to_anchor=(-0.02, -below),
        ncols=columns,
        frameon=False,
        labelcolor=theme.ink,
        fontsize=SMALL_PT,
        handlelength=1.4,
        columnspacing=1.0,
        borderaxespad=0,
    )
