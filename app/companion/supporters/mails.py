"""What mails to supporters say: who asks, and how to answer; never why."""

from app.accounts.notices.mails import Text
from app.accounts.users.rules import plain_name
from app.core.texts import Language, texts


def request(language: Language, display_name: str | None, link: str) -> Text:
    return _text("request", language, display_name, link)


def alert(language: Language, display_name: str | None, link: str) -> Text:
    return _text("alert", language, display_name, link)


def _text(kind: str, language: Language, display_name: str | None, link: str) -> Text:
    """Write a mail; somebody may have taken their name away since it was asked for."""
    words = texts(__package__, language)
    asker = plain_name(display_name) or words["somebody"]
    said = words[kind]["text"].format(asker=asker, link=link)
    return Text(words[kind]["subject"], said, language)
