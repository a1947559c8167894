"""Texts that users read, from catalogues beside their features: `texts/en.toml`, `texts/de.toml`.

A catalogue is one table of texts, lists and tables of them, with the same keys in each language.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal, get_args

from fastapi import Depends, Request

Language = Literal["en", "de"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
FALLBACK: Language = "en"

Texts = Mapping[str, Any]


@cache
def texts(package: str, language: Language) -> Texts:
    """Read a feature's catalogue; `package` is its `__package__`."""
    return tomllib.loads(files(package).joinpath("texts", f"{language}.toml").read_text("utf-8"))


def language_for(accepted: str, locale: str | None) -> Language:
    """Choose by an `Accept-Language` header, else by the user's locale, else English."""
    for tag in (*_preferred(accepted), locale or ""):
        spoken = tag.partition("-")[0].lower()
        for language in LANGUAGES:
            if spoken == language:
                return language
    return FALLBACK


def _preferred(accepted: str) -> list[str]:
    """Give the tags of a header (RFC 9110, section 12.5.4), the liked best first."""
    liked = []
    for part in accepted.split(","):
        tag, _, quality = part.replace(" ", "").partition(";q=")
        weight = _number(quality) if quality else 1.0
        if weight > 0:
            liked.append((weight, tag))
    return [tag for _, tag in sorted(liked, key=lambda each: -each[0])]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


async def accepted_languages(request: Request) -> str:
    return request.headers.get("accept-language", "")


AcceptedLanguages = Annotated[str, Depends(accepted_languages)]
"""For `language_for(accepted, owner.locale)`."""
