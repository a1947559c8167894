"""The service's mails about an account."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.core.texts import Language, texts


@dataclass(frozen=True, slots=True)
class Text:
    subject: str
    text: str
    language: Language


def confirm_address(language: Language, token: str) -> Text:
    return _text("confirm_address", language, token=token)


def address_taken(language: Language) -> Text:
    return _text("address_taken", language)


def reset_password(language: Language, token: str) -> Text:
    return _text("reset_password", language, token=token)


def signed_in(language: Language, at: datetime, zone: ZoneInfo, platform: str) -> Text:
    devices = texts(__package__, language)["devices"]
    device = devices.get(platform, devices["other"])
    return _text("signed_in", language, device=device, moment=_moment(language, at, zone))


def password_changed(language: Language, at: datetime, zone: ZoneInfo) -> Text:
    return _text("password_changed", language, moment=_moment(language, at, zone))


def token_for_everything(language: Language, at: datetime, zone: ZoneInfo) -> Text:
    return _text("token_for_everything", language, moment=_moment(language, at, zone))


def address_changed(language: Language, at: datetime, zone: ZoneInfo) -> Text:
    return _text("address_changed", language, moment=_moment(language, at, zone))


def session_ended(language: Language, at: datetime, zone: ZoneInfo) -> Text:
    return _text("session_ended", language, moment=_moment(language, at, zone))


def app_connected(language: Language, at: datetime, zone: ZoneInfo) -> Text:
    return _text("app_connected", language, moment=_moment(language, at, zone))


def app_ended(language: Language, at: datetime, zone: ZoneInfo) -> Text:
    return _text("app_ended", language, moment=_moment(language, at, zone))


def _text(kind: str, language: Language, **words: str) -> Text:
    told = texts(__package__, language)[kind]
    return Text(told["subject"], told["text"].format(**words), language)


def _moment(language: Language, at: datetime, zone: ZoneInfo) -> str:
    words, local = texts(__package__, language), at.astimezone(zone)
    month: str = words["months"][local.month - 1]
    said: str = words["moment"].format(
        day=local.day, month=month, year=local.year, time=f"{local:%H:%M}", zone=zone.key
    )
    return said
