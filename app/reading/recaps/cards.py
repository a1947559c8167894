"""A recap as a card: its sentences, and the mood of each day. Drawn by one thread at a time."""

from collections.abc import Mapping
from textwrap import wrap
from typing import Any

from app.reading.insights.rules.windows import DAY
from app.reading.insights.vocabulary import Theme

LETTERS_A_LINE, LINE_PT, MOOD_PT = 42, 15, 110


def card(recap: Mapping[str, Any], theme: Theme) -> bytes:
    from matplotlib import rc_context  # noqa: PLC0415  (a second)

    from app.reading.insights.drawing import axes, canvas  # noqa: PLC0415
    from app.reading.insights.drawing.themes import THEMES  # noqa: PLC0415
    from app.reading.recaps.wording import card_title, catalogue  # noqa: PLC0415

    words, colors = catalogue(recap), THEMES[theme]
    text = [wrapped for line in recap["lines"] for wrapped in [*wrap(line, LETTERS_A_LINE), ""]]
    heights = [LINE_PT * len(text)] + ([MOOD_PT] if recap["days"] else [])
    with rc_context(canvas.LETTERS):
        on = canvas.sheet(colors, heights, card_title(recap), recap["week"])
        told = on.panels[0]
        told.set_axis_off()
        told.text(0, 1, "\n".join(text), va="top", color=colors.ink, linespacing=1.5)
        if recap["days"]:
            by_day = on.panels[1]
            means = [recap["days"].get(recap["start"] + at * DAY) for at in range(7)]
            y = [float("nan") if mean is None else mean for mean in means]
            by_day.plot(range(7), y, "o-", color=colors.first, markersize=5)
            by_day.axhline(0, color=colors.faint, linewidth=0.8)
            by_day.set_ylim(-1.08, 1.08)
            by_day.set_yticks([-1, 0, 1])
            by_day.set_xlim(-0.4, 6.4)
            by_day.set_xticks(range(7), words["weekdays"])
            axes.number_axis(by_day.yaxis, recap["language"], signed=True, digits=0)
            axes.caption(by_day, colors, words["mood_by_day"])
        return canvas.as_svg(on.figure, recap["title"], recap["alt"])
