"""The sheet that pictures are drawn on: 360 CSS pixels wide, no letter below 12 of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from app.reading.insights.drawing.themes import Theme

WIDTH_PT = 270
"""360 CSS pixels are 270 points; what a figure measures in points is an SVG's own unit."""
SMALL_PT, LARGE_PT = 9, 12
POINTS_PER_INCH, PNG_DPI = 72, 192
LETTERS: dict[Any, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": SMALL_PT,
    "axes.unicode_minus": True,
    "svg.fonttype": "path",
    "svg.hashsalt": "ownorbit",
}
NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A figure, and its panels from above."""

    figure: Figure
    panels: Sequence[Axes]
    theme: Theme


def sheet(theme: Theme, heights_pt: Sequence[float], title: str, footer: str) -> Sheet:
    """Lay out panels of these heights between a title and a footer."""
    height = sum(heights_pt) + 62
    size = (WIDTH_PT / POINTS_PER_INCH, height / POINTS_PER_INCH)
    layout = ConstrainedLayoutEngine(rect=(0.01, 22 / height, 0.97, 1 - 52 / height))
    figure = Figure(figsize=size, facecolor=theme.paper, layout=layout)
    heading: dict[str, Any] = {"size": LARGE_PT, "weight": "bold", "color": theme.ink}
    figure.text(0.04, 1 - 14 / height, title, va="center", **heading)
    figure.text(0.04, 10 / height, footer, va="center", color=theme.faint)
    grid = figure.subplots(len(heights_pt), 1, squeeze=False, height_ratios=heights_pt)
    panels = [row[0] for row in grid]
    for panel in panels:
        _dress(panel, theme)
    return Sheet(figure, panels, theme)


def as_svg(figure: Figure, title: str, alt: str) -> bytes:
    """Write the figure; a screen reader finds its title and what it says."""
    FigureCanvasSVG(figure)
    page = BytesIO()
    figure.savefig(page, format="svg", dpi=POINTS_PER_INCH, metadata=NO_METADATA)
    _, _, drawing = page.getvalue().decode().partition("<svg ")
    attributes, _, body = drawing.partition(">")
    words = f'<title id="title">{escape(title)}</title><desc id="desc">{escape(alt)}</desc>'
    told = 'role="img" aria-labelledby="title desc"'
    return f"<svg {told} {attributes}>{words}{body}".encode()


def as_png(figure: Figure) -> bytes:
    """Write the figure for a screen of two dots a CSS pixel."""
    FigureCanvasAgg(figure)
    page = BytesIO()
    figure.savefig(page, format="png", dpi=PNG_DPI, metadata={"Software": None})
    return page.getvalue()


def _dress(panel: Axes, theme: Theme) -> None:
    panel.set_facecolor(theme.paper)
    panel.tick_params(colors=theme.faint, labelcolor=theme.ink, labelsize=SMALL_PT, length=3)
    panel.grid(visible=True, axis="y", color=theme.grid, linewidth=0.6)
    panel.set_axisbelow(True)
    for name, spine in panel.spines.items():
        spine.set_visible(name == "bottom")
        spine.set_color(theme.faint)
