"""What leaves the house when a connection is switched off: neutral words."""

from typing import Any

from app.accounts.notices.mails import Text
from app.core.texts import Texts, language_for, texts

ABOUT = "connection"


def mail(locale: str | None) -> Text:
    language = language_for("", locale)
    words = texts(__package__, language)["mail"]
    return Text(words["subject"], words["text"], language)


def push(locale: str | None) -> dict[str, Any]:
    words: Texts = texts(__package__, language_for("", locale))
    return dict(words["push"])
