"""What addresses and keys look like, by provider."""

import pytest

from app.connections.notifications.devices.rules import wrong_with_address, wrong_with_keys
from app.connections.notifications.devices.schemas import AUTH, P256DH

KEYS = {"p256dh": P256DH, "auth": AUTH}


@pytest.mark.parametrize(
    ("provider", "address", "fits"),
    [
        ("apns", "ab" * 32, True),
        ("apns", "AB" * 80, True),
        ("apns", "ab" * 31, False),
        ("apns", "ab" * 32 + "a", False),
        ("apns", "ab" * 101, False),
        ("apns", "../" * 22, False),
        ("apns", "ab" * 32 + "\n", False),
        ("fcm", "dX_-:APA91b" * 14, True),
        ("fcm", "short", False),
        ("fcm", "a" * 2_001, False),
        ("fcm", 'a" or "b', False),
        ("webpush", "https://push.example.com/x", True),
        ("unifiedpush", "https://ntfy.example.org:8443/up?up=1", True),
        ("unifiedpush", "http://ntfy.example.org/up", False),
    ],
)
def test_an_address_fits_its_provider(provider: str, address: str, *, fits: bool) -> None:
    reason = wrong_with_address(provider, address, admits_loopback=False)

    assert (reason is None) is fits
    assert reason is None or address not in reason


@pytest.mark.parametrize(
    ("provider", "keys", "fits"),
    [
        ("webpush", KEYS, True),
        ("unifiedpush", KEYS, True),
        ("webpush", None, False),
        ("unifiedpush", None, False),
        ("fcm", None, True),
        ("apns", None, True),
        ("fcm", KEYS, False),
        ("apns", KEYS, False),
    ],
)
def test_keys_go_with_the_providers_that_encrypt(
    provider: str, keys: dict[str, str] | None, *, fits: bool
) -> None:
    assert (wrong_with_keys(provider, keys) is None) is fits
