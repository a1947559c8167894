"""What mails to supporters say: who asks, and how to answer; never why."""

from app.accounts.notices.mails import Text
from app.companion.supporters import rules
from app.core.texts import Language, texts


def request(language: Language, display_name: str | None, link: str) -> Text:
    return _text("request", language, display_name, link)


def alert(language: Language, display_name: str | None, link: str) -> Text:
    return _text("alert", language, display_name, link)


def _text(kind: str, language: Language, display_name: str | None, link: str) -> Text:
    words = texts(__package__, language)
    asker = rules.named(display_name, words["somebody"])
    said = words[kind]["text"].format(asker=asker, link=link)
    return Text(words[kind]["subject"], said, language)
