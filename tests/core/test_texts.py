"""Catalogues: complete in each language, chosen by what the client or the user prefers."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from app.core.texts import LANGUAGES, Language, language_for, texts

APP = Path(__file__).parents[2] / "app"
CATALOGUES = sorted({file.parent.parent for file in APP.rglob("texts/*.toml")})
THE_OTHER_MAN = re.compile(
    r"(?<!nach )\b(?:der|den|dem|des|zum|vom|beim) anderen?\b(?! [A-ZÄÖÜ])|\beiner von euch"
)
THEIR_PRONOUN = re.compile(r"\b(?:er|ihn|ihm)\b", re.IGNORECASE)
ABOUT_THEM = {"reviews", "return_checks"}


@pytest.mark.parametrize("place", CATALOGUES, ids=lambda place: place.name)
def test_every_language_has_every_text_and_nothing_more(place: Path) -> None:
    package = ".".join(place.relative_to(APP.parent).parts)
    english, *others = (dict(leaves(texts(package, language))) for language in LANGUAGES)

    for other in others:
        assert other.keys() == english.keys()
        for key, text in other.items():
            assert text.strip(), key
            assert fields_of(text) == fields_of(english[key]), key


@pytest.mark.parametrize("place", CATALOGUES, ids=lambda place: place.name)
def test_german_makes_nobody_a_man(place: Path) -> None:
    """The other person may be of any gender, so "er" needs its "dieser Mensch" beside it."""
    package = ".".join(place.relative_to(APP.parent).parts)
    for key, text in leaves(texts(package, "de")):
        assert not THE_OTHER_MAN.search(text), key
        if place.name in ABOUT_THEM and THEIR_PRONOUN.search(text):
            assert "Mensch" in text, key


@pytest.mark.parametrize(
    ("accepted", "locale", "language"),
    [
        ("", None, "en"),
        ("", "de-AT", "de"),
        ("de", None, "de"),
        ("fr, de;q=0.5", "en", "de"),
        ("de;q=0.4, en-GB;q=0.8", "de", "en"),
        ("de;q=0", "en", "en"),
        ("*", "de", "de"),
        ("de;q=much", None, "en"),
        ("fr", "de", "de"),
    ],
)
def test_the_header_comes_before_the_locale(
    accepted: str, locale: str | None, language: Language
) -> None:
    assert language_for(accepted, locale) == language


def leaves(part: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(part, str):
        yield path, part
        return
    assert isinstance(part, (dict, list)), path
    pairs = part.items() if isinstance(part, dict) else enumerate(part)
    for key, value in pairs:
        yield from leaves(value, f"{path}/{key}")


def fields_of(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
