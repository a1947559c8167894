"""Parameters of OAuth's requests, each given once (RFC 6749, section 3.1)."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

Pairs = list[tuple[str, str]]
Parameters = Mapping[str, str]
MOST = 60
LONGEST = 8_000
"""Characters of a value; our own tokens are far shorter."""


class Unreadable(Exception):
    """The text is no list of parameters."""


def pairs_of(raw: bytes) -> Pairs:
    """Read `application/x-www-form-urlencoded`.

    Raises:
        Unreadable: it is not in UTF-8, there are too many, or one is too long.
    """
    try:
        pairs = parse_qsl(
            raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST
        )
    except ValueError:
        raise Unreadable from None
    if any(len(value) > LONGEST for _, value in pairs):
        raise Unreadable
    return pairs


def given(pairs: Pairs) -> dict[str, str]:
    """Take one value of each name; a parameter without a value counts as left out."""
    return {name: value for name, value in pairs if value}


def repeated(pairs: Pairs) -> frozenset[str]:
    names = [name for name, _ in pairs]
    return frozenset(name for name in names if names.count(name) > 1)
