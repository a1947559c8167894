"""What an address and its keys must look like, by provider."""

import re
from collections.abc import Mapping

from app.core.public_addresses import AddressRefused, checked
from app.security import base64url
from app.security.web_push import require_keys

DEVICE_TOKEN = re.compile(r"(?:[0-9A-Fa-f]{2}){32,100}")
REGISTRATION_TOKEN = re.compile(r"[A-Za-z0-9_:.-]{10,2000}")
BY_URL = frozenset({"webpush", "unifiedpush"})


def wrong_with_address(provider: str, address: str, *, admits_loopback: bool) -> str | None:
    """Say what is wrong with an address, without repeating it; None if nothing is."""
    if provider == "fcm":
        return _unless(REGISTRATION_TOKEN, address, "not a registration token of FCM")
    if provider == "apns":
        return _unless(DEVICE_TOKEN, address, "not a device token of APNs in hexadecimal")
    try:
        checked(address, admits_loopback=admits_loopback)
    except AddressRefused as refused:
        return str(refused)
    return None


def wrong_with_keys(provider: str, keys: Mapping[str, str] | None) -> str | None:
    """Say what is wrong with the keys: Web Push and UnifiedPush have them, others have none."""
    if provider not in BY_URL:
        return None if keys is None else "only for webpush and unifiedpush"
    if keys is None:
        return "needed: messages are encrypted for the device (RFC 8291)"
    try:
        require_keys(base64url.decode(keys["p256dh"]), base64url.decode(keys["auth"]))
    except ValueError:
        return "not the keys of a push subscription, in base64url without padding"
    return None


def _unless(pattern: re.Pattern[str], address: str, reason: str) -> str | None:
    return None if pattern.fullmatch(address) else reason
