"""What each kind of review asks. Ids stay what they are: answers are kept by them."""

from collections.abc import Mapping

from app.companion.reviews.vocabulary import QuestionType, ReviewKind
from app.core.tables import Record
from app.core.texts import Language, texts

TYPES: Mapping[str, QuestionType] = {
    "own_week": "scale",
    "enjoyed": "text",
    "was_hard": "text",
    "next_week": "text",
    "room_or_no_interest": "text",
    "time_well_spent": "text",
    "missed_or_curious": "text",
    "lived_or_waited": "scale",
    "grew": "text",
    "calm": "scale",
    "for_and_against": "text",
    "changed_in_me": "text",
    "still_wanted": "scale",
    "to_keep": "text",
    "on_my_mind": "text",
}
ASKED: Mapping[ReviewKind, tuple[str, ...]] = {
    "weekly": ("own_week", "enjoyed", "was_hard", "next_week"),
    "day_31": (
        *("lived_or_waited", "grew", "room_or_no_interest", "missed_or_curious"),
        *("time_well_spent", "calm", "for_and_against"),
    ),
    "day_56": (
        *("lived_or_waited", "changed_in_me", "grew", "room_or_no_interest"),
        *("time_well_spent", "calm", "still_wanted", "to_keep"),
    ),
    "custom": tuple(TYPES),
}
"""In the order of asking. Nothing weekly is about another person."""


def asked(kind: ReviewKind, language: Language) -> list[Record]:
    spoken = texts(__package__, language)["questions"]
    return [{"id": name, "type": TYPES[name], "text": spoken[name]} for name in ASKED[kind]]
