"""The user's own words, wherever a value has them."""

from collections.abc import Mapping


def holds_words(value: object) -> bool:
    """Tell whether there is any text in it but blanks, however deep; names are none."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str) and each.strip():
            return True
        if isinstance(each, Mapping):
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
    return False
