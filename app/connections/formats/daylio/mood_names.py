"""How good each of Daylio's five moods is, by the names they have in its app.

The names are Daylio's own in English, and usual ones in German; others are given by the caller.
"""

from collections.abc import Mapping

STEPS = (1.0, 0.5, 0.0, -0.5, -1.0)
NAMES = (
    (
        *("rad", "great", "amazing", "super", "prima", "genial", "großartig", "klasse"),
        *("fantastisch", "hervorragend", "sehr gut", "very good"),
    ),
    ("good", "gut"),
    ("meh", "okay", "ok", "so-so", "so lala", "geht so", "naja", "na ja", "mittel", "neutral"),
    ("bad", "schlecht", "nicht gut"),
    (
        *("awful", "terrible", "mies", "lausig", "furchtbar", "schrecklich", "miserabel"),
        *("fürchterlich", "sehr schlecht", "very bad"),
    ),
)
VALENCES: Mapping[str, float] = {
    name: valence for names, valence in zip(NAMES, STEPS, strict=True) for name in names
}


def folded(name: str) -> str:
    """Spell a name so that capitals and spaces at its ends don't matter."""
    return " ".join(name.casefold().replace("ß", "ss").split())


def valences(own: Mapping[str, float]) -> Mapping[str, float]:
    """Give the valence of each folded name; the caller's own names come first."""
    return {folded(name): each for name, each in {**VALENCES, **own}.items()}
