"""Which country somebody probably means by their language tag."""

import re

COUNTRY = re.compile(r"[A-Za-z]{2}", re.ASCII)
EXTENSION = 1


def region_of(locale: str | None) -> str | None:
    """Give the ISO 3166-1 alpha-2 code among a tag's subtags (BCP 47), if it has one."""
    for subtag in (locale or "").split("-")[1:]:
        if len(subtag) == EXTENSION:
            return None
        if COUNTRY.fullmatch(subtag):
            return subtag.upper()
    return None
