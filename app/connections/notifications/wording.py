"""What leaves the house: the same words whatever a reminder is about."""

from datetime import datetime
from uuid import UUID

from app.accounts.notices.mails import Text
from app.connections.notifications.push.delivery import Message
from app.core.texts import language_for, texts

ABOUT = "reminder"


def mail(locale: str | None) -> Text:
    language = language_for("", locale)
    words = texts(__package__, language)["mail"]
    return Text(words["subject"], words["text"], language)


def push(notification_id: UUID, locale: str | None, *, expires_at: datetime) -> Message:
    words = texts(__package__, language_for("", locale))["push"]
    return Message(notification_id, words["title"], words["body"], ABOUT, expires_at)
