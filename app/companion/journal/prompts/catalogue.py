"""The prompts there are: their ids and kinds in the order of the catalogue, their texts beside."""

from app.companion.journal.prompts.rules import Deck, Prompt, deck_of
from app.core.texts import FALLBACK, Language, Texts, texts


def texts_in(language: Language) -> Texts:
    return texts(__package__, language)


def text_of(prompt: Prompt, language: Language) -> str:
    text: str = texts_in(language)["prompts"][prompt.kind][prompt.id]
    return text


PROMPTS = tuple(
    Prompt(prompt_id, kind)
    for kind, of_kind in texts_in(FALLBACK)["prompts"].items()
    for prompt_id in of_kind
)
IDS = frozenset(prompt.id for prompt in PROMPTS)
DECK: Deck = deck_of(PROMPTS)
