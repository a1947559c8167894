"""How a user may be named to people who have no account."""

import re
from unicodedata import category, normalize

LONGEST_NAME = 40
KINDS = {"L": "a", "M": "m", "N": "1"}
"""Letters, the marks on them, digits, by the first letter of their Unicode category."""
JOINERS = "\u200c\u200d"
"""Invisible between the letters of Persian and Indic names, and taken as marks."""
PIECE = "a[am1]*"
WORD = rf"(?:(?:am*\.){{1,3}}|{PIECE}(?:['\u2019-]{PIECE})*\.?)"
PLAIN_NAME = re.compile(rf"(?!(?:[^1]*1){{5}}){WORD}(?: {WORD}){{0,3}}")


def plain_name(display_name: str | None) -> str | None:
    """Give a display name as our mails may say it, or None.

    Anything but words that look like a name would let a stranger put an address, a number to call
    or a message of theirs into them: a dot is only at the end of a word, where no address has it.
    """
    name = normalize("NFC", (display_name or "").strip())
    kinds = "".join(map(_kind, name))
    return name if len(name) <= LONGEST_NAME and PLAIN_NAME.fullmatch(kinds) else None


def _kind(character: str) -> str:
    return "m" if character in JOINERS else KINDS.get(category(character)[0], character)
