"""What leaves the house: the same words whatever a reminder is about."""

from app.accounts.notices.texts import Text
from app.core.texts import language_for, texts


def mail(locale: str | None) -> Text:
    language = language_for("", locale)
    words = texts(__package__, language)["mail"]
    return Text(words["subject"], words["text"], language)
