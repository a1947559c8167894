"""Figures as bytes. matplotlib is imported by the first picture, never at the start."""

from collections.abc import Mapping
from typing import Any

from app.reading.insights.drawing.studio import PNG
from app.reading.insights.vocabulary import Theme


def insight_print(insight: Mapping[str, Any], media_type: str, theme: Theme) -> bytes:
    """Draw on the present thread; only one may do so at a time (`studio.one_at_a_time`)."""
    from matplotlib import rc_context  # noqa: PLC0415  (a second)

    from app.reading.insights.drawing import canvas, pictures  # noqa: PLC0415
    from app.reading.insights.drawing.themes import THEMES  # noqa: PLC0415

    with rc_context(canvas.LETTERS):
        figure = pictures.picture(insight, THEMES[theme], insight["language"])
        if media_type == PNG:
            return canvas.as_png(figure)
        return canvas.as_svg(figure, insight["title"], insight["alt"])
