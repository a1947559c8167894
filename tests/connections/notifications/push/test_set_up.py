"""What an operator sets up: whole or not at all, and never by a key that others may read."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from app.connections.notifications.push import senders
from app.core.outbound import Outbound
from app.security.key_files import KeyFileRefused
from app.settings import Settings

APNS = ("apns_key_file", "apns_key_id", "apns_team_id", "apns_topic")


@pytest.mark.parametrize("missing", APNS)
def test_what_apple_needs_is_given_together(missing: str) -> None:
    given: dict[str, Any] = {name: "x" for name in APNS if name != missing}

    with pytest.raises(ValidationError, match="go together"):
        Settings(**given)


def test_a_service_for_others_never_calls_its_own_machine() -> None:
    assert Settings(outbound_loopback=True).outbound_loopback
    with pytest.raises(ValidationError, match="loopback"):
        Settings(outbound_loopback=True, host="0.0.0.0")  # noqa: S104


@pytest.mark.parametrize("contact", ["somebody", "javascript:1", "mailto:a b", ""])
def test_a_contact_is_an_address_or_a_page(contact: str) -> None:
    with pytest.raises(ValidationError):
        Settings(vapid_contact=contact)


@pytest.mark.parametrize(
    ("changes", "contact"),
    [
        ({"vapid_contact": "mailto:a@example.com"}, "mailto:a@example.com"),
        ({"public_url": "https://orbit.example.com"}, "https://orbit.example.com"),
        ({"public_url": "http://test"}, None),
        ({}, None),
    ],
)
def test_push_services_are_told_whom_to_write_to(
    changes: dict[str, str], contact: str | None, tmp_path: Path
) -> None:
    chosen = senders.chosen(Settings(data_dir=tmp_path, **changes), Outbound())

    assert chosen.by_provider.keys() == {"webpush", "unifiedpush"}
    assert chosen.by_provider["webpush"].vapid.contact == contact  # type: ignore[attr-defined]


ACCOUNT = {
    "project_id": "orbit",
    "client_email": "push@orbit.example.com",
    "private_key": "none",
    "private_key_id": "g1",
    "token_uri": "https://oauth2.googleapis.com/token",
}


@pytest.mark.parametrize(
    "content", ["", "[]", "{", "{}", json.dumps(ACCOUNT), json.dumps(ACCOUNT | {"token_uri": 1})]
)
def test_a_file_that_is_no_service_account_is_refused(content: str, tmp_path: Path) -> None:
    file = tmp_path / "google.json"
    file.write_text(content)
    file.chmod(0o600)
    settings = Settings(data_dir=tmp_path, fcm_service_account_file=file)

    with pytest.raises(KeyFileRefused, match="google"):
        senders.chosen(settings, Outbound())


def test_a_file_that_others_may_read_is_refused(push_settings: Settings) -> None:
    for file in (push_settings.fcm_service_account_file, push_settings.apns_key_file):
        assert file
        file.chmod(0o644)
        with pytest.raises(KeyFileRefused, match="0644"):
            senders.chosen(push_settings, Outbound())
        file.chmod(0o600)


def test_an_rsa_key_is_none_of_apples(push_settings: Settings) -> None:
    account = push_settings.fcm_service_account_file
    assert account
    assert push_settings.apns_key_file
    push_settings.apns_key_file.write_text(json.loads(account.read_text())["private_key"])

    with pytest.raises(KeyFileRefused, match="P-256"):
        senders.chosen(push_settings, Outbound())
