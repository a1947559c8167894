"""The techniques that everybody has. Their ids are for good; their words are in `texts`."""

from typing import NamedTuple
from uuid import UUID

from app.companion.urges.techniques.vocabulary import TechniqueKind
from app.core.tables import Record
from app.core.texts import Language, Texts, texts


class BuiltIn(NamedTuple):
    """`name` is its table in the catalogues."""

    id: UUID
    name: str
    kind: TechniqueKind
    duration_seconds: int


BUILT_IN = (
    BuiltIn(UUID("b18d8bd9-199a-481f-b536-4773a82c420f"), "breathing", "breathing", 120),
    BuiltIn(UUID("d2016987-88d3-47fe-a9c5-6eb60a9b44bd"), "meditation", "meditation", 600),
    BuiltIn(UUID("0bb65e48-edcd-4d29-8b07-59a1b2ab6c59"), "colouring", "other", 900),
    BuiltIn(UUID("cd64a873-520f-4ad7-af19-3d817c376d5e"), "journaling", "other", 600),
    BuiltIn(UUID("86b4b0ae-fab9-4c61-b2b3-29054e88a695"), "walk", "movement", 900),
    BuiltIn(UUID("1f59ee5d-6157-4139-a85b-7687e0d4d40c"), "call_a_friend", "other", 600),
    BuiltIn(UUID("7ee712a6-531e-41c3-8ef1-0920af58c713"), "cold_water", "other", 120),
    BuiltIn(UUID("b247284c-8f5f-439c-88b9-84b6776ba9ea"), "unsent_message", "other", 600),
    BuiltIn(UUID("702eb75f-7d04-4dc1-adae-d126bfe6a870"), "urge_surfing", "meditation", 300),
    BuiltIn(UUID("cd47244b-2636-4850-8423-1d736a8eba27"), "personal_project", "other", 900),
    BuiltIn(UUID("b03e189b-fbc5-4d59-900f-21a2378fdce1"), "music", "music", 600),
    BuiltIn(UUID("a738223e-dc4e-4969-9330-d6af18faeba5"), "movement", "movement", 300),
)
"""In the order in which they are offered while nobody knows what helps."""
IDS = frozenset(each.id for each in BUILT_IN)


def told_in(language: Language) -> list[Record]:
    words = texts(__package__, language)
    return [{"origin": "built_in", **each._asdict(), **words[each.name]} for each in BUILT_IN]


def because_in(language: Language) -> Texts:
    """Give the texts that say what is known of a technique."""
    because: Texts = texts(__package__, language)["because"]
    return because
