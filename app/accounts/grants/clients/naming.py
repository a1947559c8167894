"""Which names an app may show to the users whom it asks: visible ones, and none of ours."""

import re
import unicodedata

INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters, marks and symbols by their category, and nothing to the eye."""
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
OURS = "ownorbit"
LOOK_ALIKES = str.maketrans(
    {
        **dict.fromkeys("0\u03bf\u043e\u0585\u1d0f", "o"),
        **dict.fromkeys("\u051d\u0461\u0448\u03c9\u1d21", "w"),
        **dict.fromkeys("\u03b7\u043f\u0578\u0274", "n"),
        **dict.fromkeys("\u0433\u1d26\u0280", "r"),
        **dict.fromkeys("6\u0432\u044c\u03b2\u0299", "b"),
        **dict.fromkeys("1!|l\u0456\u0131\u03b9\u04cf", "i"),
        **dict.fromkeys("7\u0442\u03c4\u1d1b", "t"),
    }
)


def flaw_of(name: str) -> str | None:
    """Tell what is wrong with a name, or None."""
    if any(_is_unseen(character) for character in name):
        return "holds a character that can't be seen, or turns the direction of writing"
    if _has_heaped_marks(name) or not any(character.isalnum() for character in name):
        return "has to be readable: letters or digits, without heaps of marks"
    if _is_ours(name):
        return "reads like Own Orbit itself"
    return None


def _is_unseen(character: str) -> bool:
    kind = unicodedata.category(character)
    is_odd_blank = kind == "Zs" and character != " "
    return kind in UNSEEN or is_odd_blank or character in INVISIBLE or _is_selector(character)


def _is_selector(character: str) -> bool:
    return "VARIATION SELECTOR" in unicodedata.name(character, "")


def _has_heaped_marks(name: str) -> bool:
    kinds = (unicodedata.category(each) for each in unicodedata.normalize("NFD", name))
    return "mmm" in "".join("m" if kind in {"Mn", "Me"} else "." for kind in kinds)


def _is_ours(name: str) -> bool:
    """Tell whether some word of the name begins what looks like ours, however it is spelled."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(LOOK_ALIKES)
    words = re.findall(r"\w+", "".join(each for each in plain if not unicodedata.combining(each)))
    starts = ("".join(words[at:]).replace("_", "") for at in range(len(words)))
    return any(start.startswith(OURS) for start in starts)
