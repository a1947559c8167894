"""What the service's mails say: plain, short, and nothing of what the app is about."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

NOT_YOU = "If it was not you, set a new password in the app, by way of its mail for that."
DEVICES = {"ios": "an iPhone or iPad", "android": "an Android device", "web": "a web browser"}


@dataclass(frozen=True, slots=True)
class Text:
    subject: str
    text: str
    language: str = "en"


def confirm_address(token: str) -> Text:
    return _text(
        "confirm your e-mail address",
        "Enter this code in the app to confirm that this address is yours:",
        token,
        "It is good for 24 hours. If you did not ask for it, do nothing.",
    )


def address_taken() -> Text:
    return _text(
        "you have an account already",
        "Somebody, perhaps you, gave this address for an account. It belongs to one already.",
        "To get into it, sign in with this address; if you have forgotten the password, the app "
        "can send you a code for a new one. If it was not you, do nothing.",
    )


def reset_password(token: str) -> Text:
    return _text(
        "set a new password",
        "Enter this code in the app to set a new password:",
        token,
        "It is good for 30 minutes. If you did not ask for it, do nothing: your password stays.",
    )


def signed_in(at: datetime, zone: ZoneInfo, platform: str) -> Text:
    device = DEVICES.get(platform, "a device")
    return _text(
        "new sign-in",
        f"Your account was signed in to on {device}, {_moment(at, zone)}.",
        f"If it was you, do nothing. {NOT_YOU}",
    )


def password_changed(at: datetime, zone: ZoneInfo) -> Text:
    return _text(
        "your password was changed",
        f"The password of your account was changed, {_moment(at, zone)}. "
        "Other devices have been signed out.",
        NOT_YOU,
    )


def address_changed(at: datetime, zone: ZoneInfo) -> Text:
    return _text(
        "your e-mail address was changed",
        f"Your account has a new e-mail address, {_moment(at, zone)}. "
        "This one no longer signs in to it.",
        "If this was not you, sign in with your recovery code and end the other sessions.",
    )


def session_ended(at: datetime, zone: ZoneInfo) -> Text:
    return _text(
        "a device was signed out",
        f"A device of your account was signed out, {_moment(at, zone)}: an old key of it was used "
        "a second time, so somebody may have had a copy.",
        "Sign in there again. If you wonder who that was, change your password.",
    )


def _text(subject: str, *paragraphs: str) -> Text:
    return Text(f"Own Orbit: {subject}", "\n\n".join(paragraphs) + "\n")


def _moment(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local.day} {local:%B %Y, %H:%M} ({zone.key})"
