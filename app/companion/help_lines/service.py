"""Where to turn, in a country or wherever one is."""

from app.companion.help_lines import catalogue
from app.companion.help_lines.rules import region_of
from app.companion.help_lines.vocabulary import HelpsWith
from app.core.owners import Owner
from app.core.tables import Record
from app.core.texts import Language, Texts, texts


def help_for(
    owner: Owner, country: str | None, language: Language, *, first: HelpsWith = "crisis"
) -> Record:
    """Give the lines of a country, or of the user's own; those that help with `first` lead."""
    code = country or region_of(owner.locale)
    known = catalogue.countries().get(code or "", catalogue.NOTHING_KNOWN)
    words = texts(__package__, language)
    return {
        "country": code,
        "emergency": {"numbers": known["emergency"], "text": _guidance(words, known["emergency"])},
        "lines": sorted(known["lines"], key=lambda line: first not in line["helps_with"]),
        "directories": catalogue.directories(),
        "note": words["note"],
    }


def _guidance(words: Texts, numbers: list[str]) -> str:
    if not numbers:
        return str(words["emergency_anywhere"])
    listed = str(words["or"]).join(numbers)
    return str(words["emergency"]).format(numbers=listed)
