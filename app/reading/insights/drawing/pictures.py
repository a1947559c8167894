"""The picture of each insight."""

from collections.abc import Callable, Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from app.core.texts import Language
from app.reading.insights import wording
from app.reading.insights.drawing import axes
from app.reading.insights.drawing.canvas import LARGE_PT, Sheet, sheet
from app.reading.insights.drawing.themes import Theme

Insight = Mapping[str, Any]
NAN = float("nan")
MOST_MARKED = 60
"""More buckets than these are a line without points."""
MOST_TRIGGERS = 5


def picture(insight: Insight, theme: Theme, language: Language) -> Figure:
    if not insight["sufficient"]:
        return _not_enough(insight, theme, language)
    return DRAWN[insight["kind"]](insight, theme, language)


def _mood(insight: Insight, theme: Theme, language: Language) -> Figure:
    words, buckets = wording.catalogue(language)["mood"], insight["buckets"]
    on = _sheet(insight, theme, language, (150, 130))
    valence, scales = on.panels
    x, y = axes.middles(buckets), _values(buckets, "mean")
    spread = [each.spread or 0 for each in buckets]
    low = [max(mean - by, -1) for mean, by in zip(y, spread, strict=True)]
    high = [min(mean + by, 1) for mean, by in zip(y, spread, strict=True)]
    valence.fill_between(x, low, high, color=theme.first, alpha=0.22, linewidth=0)
    _line(valence, x, y, theme.first, words["title"])
    valence.axhline(0, color=theme.faint, linewidth=0.8)
    valence.set_ylim(-1, 1)
    valence.set_yticks([-1, -0.5, 0, 0.5, 1])
    axes.number_axis(valence.yaxis, language, signed=True)
    axes.caption(valence, theme, f"{words['y']}\n{words['band']}")
    axes.date_axis(valence, buckets, insight["bucket"], language)
    styles = {
        "energy": (theme.first, "-"),
        "longing": (theme.second, "--"),
        "loneliness": (theme.third, ":"),
    }
    for name, (color, style) in styles.items():
        means = [_value(getattr(each, name).mean) for each in buckets]
        _line(scales, x, means, color, words[name], style)
    scales.set_ylim(0, 10)
    scales.set_yticks([0, 5, 10])
    axes.caption(scales, theme, words["scales"])
    axes.date_axis(scales, buckets, insight["bucket"], language)
    axes.legend(scales, theme, 3, below=0.36)
    return on.figure


def _urges(insight: Insight, theme: Theme, language: Language) -> Figure:
    words, buckets = wording.catalogue(language)["urges"], insight["buckets"]
    triggers = insight["triggers"][:MOST_TRIGGERS][::-1]
    on = _sheet(insight, theme, language, (110, 110, 40 + 18 * max(len(triggers), 1)))
    over_time, by_hour, by_trigger = on.panels
    counts = [each.n for each in buckets]
    over_time.bar(axes.middles(buckets), counts, color=theme.first, width=0.7)
    axes.count_axis(over_time, max(counts))
    axes.date_axis(over_time, buckets, insight["bucket"], language)
    axes.caption(over_time, theme, _per_bucket(words["each"], insight, language))
    hours = insight["hours"]
    by_hour.bar(range(24), [each["n"] for each in hours], color=theme.third, width=0.7)
    axes.count_axis(by_hour, max(each["n"] for each in hours))
    by_hour.set_xticks(range(0, 24, 6), [f"{hours[at]['hour']:02}:00" for at in range(0, 24, 6)])
    axes.caption(by_hour, theme, words["by_hour"])
    names = wording.catalogue(language)["trigger_names"]
    by_trigger.barh(
        [names[each["trigger"]] for each in triggers],
        [each["n"] for each in triggers],
        color=theme.second,
        height=0.62,
    )
    _lying(by_trigger, theme)
    for place, each in enumerate(triggers):
        by_trigger.annotate(
            str(each["n"]),
            (each["n"], place),
            (4, 0),
            textcoords="offset points",
            va="center",
            color=theme.ink,
        )
    by_trigger.set_xticks([])
    axes.caption(by_trigger, theme, words["by_trigger"])
    return on.figure


def _share(insight: Insight, theme: Theme, language: Language) -> Figure:
    """Draw a share over time; a bucket with too few entries has a hollow point and no line."""
    words, buckets = wording.catalogue(language)[insight["kind"]], insight["buckets"]
    on = _sheet(insight, theme, language, (210,))
    (panel,) = on.panels
    x = axes.middles(buckets)
    firm = [_value(each.share) * 100 if each.sufficient else NAN for each in buckets]
    thin = [NAN if each.sufficient else _value(each.share) * 100 for each in buckets]
    size = 5 if len(x) <= MOST_MARKED else 2.5
    panel.plot(x, thin, "o", markerfacecolor=theme.paper, color=theme.first, markersize=size)
    _line(panel, x, firm, theme.first, words["title"])
    panel.axhline(50, color=theme.faint, linewidth=0.8)
    panel.set_ylim(-3, 103)
    panel.set_yticks([0, 25, 50, 75, 100])
    axes.caption(panel, theme, f"{words['y']}\n{words['hollow']}")
    axes.date_axis(panel, buckets, insight["bucket"], language)
    return on.figure


def _activities(insight: Insight, theme: Theme, language: Language) -> Figure:
    words = wording.catalogue(language)
    shown = [each for each in insight["areas"] if each.sufficient][::-1]
    if not shown:
        return _not_enough(insight, theme, language)
    on = _sheet(insight, theme, language, (56 + 30 * len(shown),))
    (panel,) = on.panels
    for place, each in enumerate(shown):
        panel.plot(
            [each.interval.low, each.interval.high], [place, place], color=theme.first, linewidth=2
        )
        panel.plot(each.difference, place, "o", color=theme.first, markersize=6)
    panel.axvline(0, color=theme.faint, linewidth=0.8)
    _lying(panel, theme)
    labels = [
        f"{words['area_names'][each.what]}\n{each.on_days_with.n} / {each.on_days_without.n}"
        for each in shown
    ]
    panel.set_yticks(range(len(shown)), labels)
    panel.set_ylim(-0.6, len(shown) - 0.4)
    widest = max(max(abs(each.interval.low), abs(each.interval.high)) for each in shown)
    panel.set_xlim(-widest * 1.1, widest * 1.1)
    panel.locator_params(axis="x", nbins=4)
    axes.number_axis(panel.xaxis, language, signed=True, digits=2)
    axes.caption(panel, theme, f"{words['activities']['x']}\n{words['activities']['interval']}")
    return on.figure


def _growth(insight: Insight, theme: Theme, language: Language) -> Figure:
    words, buckets = wording.catalogue(language)["growth"], insight["buckets"]
    on = _sheet(insight, theme, language, (120, 110))
    panel, over_time = on.panels
    parts = ("goals", "company", "areas", "first_times")
    points = [insight[part]["points"] for part in parts]
    panel.barh(range(4), [25] * 4, color=theme.grid, height=0.55)
    panel.barh(range(4), points, color=theme.first, height=0.55)
    for place, each in enumerate(points):
        text = wording.number(each, language, 0 if each == int(each) else 1)
        panel.annotate(
            text, (25, place), (5, 0), textcoords="offset points", va="center", color=theme.ink
        )
    _lying(panel, theme)
    panel.grid(visible=False)
    panel.set_yticks(range(4), [words[part] for part in parts])
    panel.set_xlim(0, 29)
    panel.set_xticks([])
    axes.caption(panel, theme, f"{words['score'].format(score=insight['score'])} · {words['x']}")
    scores = [each.score if each.n else NAN for each in buckets]
    _line(over_time, axes.middles(buckets), scores, theme.third, words["title"])
    over_time.set_ylim(0, 100)
    over_time.set_yticks([0, 50, 100])
    axes.caption(over_time, theme, _per_bucket(words["over_time"], insight, language))
    axes.date_axis(over_time, buckets, insight["bucket"], language)
    return on.figure


def _reciprocity(insight: Insight, theme: Theme, language: Language) -> Figure:
    words, buckets = wording.catalogue(language)["reciprocity"], insight["buckets"]
    on = _sheet(insight, theme, language, (210,))
    (panel,) = on.panels
    x = axes.middles(buckets)
    mine, theirs = ([getattr(each, side) for each in buckets] for side in ("first", "second"))
    panel.bar(x, mine, color=theme.first, width=0.7, label=words["by_me"])
    panel.bar(x, theirs, bottom=mine, color=theme.second, width=0.7, label=words["by_them"])
    axes.count_axis(panel, max(each.n for each in buckets))
    axes.caption(panel, theme, f"{words['y']} {_per_bucket(words['each'], insight, language)}")
    axes.date_axis(panel, buckets, insight["bucket"], language)
    axes.legend(panel, theme, 2, below=0.16)
    return on.figure


def _not_enough(insight: Insight, theme: Theme, language: Language) -> Figure:
    words = wording.catalogue(language)
    on = _sheet(insight, theme, language, (130,))
    (panel,) = on.panels
    panel.set_axis_off()
    text = words["not_enough"]
    middle: dict[str, Any] = {"ha": "center", "va": "center", "transform": panel.transAxes}
    panel.text(0.5, 0.5, text, color=theme.ink, size=LARGE_PT - 1, linespacing=1.5, **middle)
    return on.figure


DRAWN: Mapping[str, Callable[[Insight, Theme, Language], Figure]] = {
    "mood": _mood,
    "urges": _urges,
    "attention": _share,
    "energy": _share,
    "activities": _activities,
    "growth": _growth,
    "reciprocity": _reciprocity,
}


def _sheet(insight: Insight, theme: Theme, language: Language, heights: tuple[float, ...]) -> Sheet:
    footer = wording.catalogue(language)["footer"]
    about = {"n": insight["n"], "window": wording.window(insight, language)}
    return sheet(theme, heights, insight["title"], footer.format(**about))


def _line(
    panel: Axes, x: list[float], y: list[float], color: str, label: str, style: str = "-"
) -> None:
    width, size = (1.8, 4) if len(x) <= MOST_MARKED else (1, 1.5)
    look: dict[str, Any] = {"color": color, "marker": "o", "markersize": size}
    panel.plot(x, y, style, linewidth=width, label=label, **look)


def _lying(panel: Axes, theme: Theme) -> None:
    """Let a panel be read from left to right: its grid stands, its foot has no line."""
    panel.grid(visible=False, axis="y")
    panel.grid(visible=True, axis="x", color=theme.grid, linewidth=0.6)
    panel.spines["bottom"].set_visible(False)
    panel.tick_params(axis="y", length=0)


def _per_bucket(text: str, insight: Insight, language: Language) -> str:
    return text.format(bucket=wording.catalogue(language)["buckets"][insight["bucket"]])


def _values(buckets: Any, name: str) -> list[float]:  # noqa: ANN401
    return [_value(getattr(each, name)) for each in buckets]


def _value(number: float | None) -> float:
    return NAN if number is None else number
