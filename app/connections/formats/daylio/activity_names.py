"""Daylio's own activities that say the same as one of Apple's associations.

All others become labels of the user's own.
"""

from collections.abc import Iterable, Mapping

from app.connections.formats.daylio.mood_names import folded

NAMES: Mapping[str, tuple[str, ...]] = {
    "community": ("community", "volunteering", "gemeinschaft", "ehrenamt"),
    "currentEvents": ("news", "nachrichten"),
    "dating": ("date", "dating", "verabredung"),
    "education": ("school", "study", "studying", "university", "schule", "studium", "lernen"),
    "family": ("family", "familie"),
    "fitness": ("sport", "sports", "exercise", "fitness", "gym", "workout", "training"),
    "friends": ("friends", "freunde"),
    "health": ("health", "gesundheit", "doctor", "arzt"),
    "hobbies": ("hobby", "hobbies", "hobbys"),
    "money": ("money", "finances", "geld", "finanzen"),
    "partner": ("partner", "partnerin"),
    "selfCare": ("self-care", "self care", "selbstfürsorge"),
    "spirituality": ("spirituality", "prayer", "church", "spiritualität", "gebet", "kirche"),
    "tasks": ("cleaning", "chores", "shopping", "putzen", "haushalt", "einkaufen"),
    "travel": ("travel", "travelling", "traveling", "trip", "reise", "reisen"),
    "weather": ("weather", "wetter"),
    "work": ("work", "arbeit", "job"),
}
ASSOCIATION_OF: Mapping[str, str] = {
    folded(name): association for association, names in NAMES.items() for name in names
}
BETWEEN = "|"
MOST_LABELS, LONGEST_LABEL = 20, 40


def sorted_out(activities: str) -> tuple[list[str], list[str], str]:
    """Give the associations of a cell, its other names as labels, and what is none: text.

    Each once, in their order.
    """
    names = [name.strip() for name in activities.split(BETWEEN) if name.strip()]
    associations = (ASSOCIATION_OF.get(folded(name)) for name in names)
    others = _once(name for name in names if folded(name) not in ASSOCIATION_OF)
    labels = [name for name in others if len(name) <= LONGEST_LABEL][:MOST_LABELS]
    more = (name for name in others if name not in labels)
    return _once(each for each in associations if each), labels, f" {BETWEEN} ".join(more)


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
