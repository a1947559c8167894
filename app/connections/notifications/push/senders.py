"""By which providers this process can send, as the settings say."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.connections.notifications.push import service_accounts
from app.connections.notifications.push.apns import ApnsSender
from app.connections.notifications.push.fcm import FcmSender
from app.connections.notifications.push.outcomes import Sender
from app.connections.notifications.push.web_push import WebPushSender
from app.core.outbound import Outbound
from app.security import key_files, vapid
from app.security.key_files import KeyFileRefused
from app.security.provider_tokens import read_key
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Senders:
    """`vapid_public` is what clients of Web Push and UnifiedPush subscribe with."""

    by_provider: Mapping[str, Sender]
    vapid_public: str
    admits_loopback: bool


def chosen(settings: Settings, outbound: Outbound) -> Senders:
    """Give the senders. The key of Web Push is made at the first start.

    Raises:
        KeyFileRefused: a key file is none, or open to others.
    """
    known_as = vapid.load(settings.keys / "vapid.pem", _contact(settings))
    web_push = WebPushSender(outbound, known_as)
    by_provider: dict[str, Sender] = {"webpush": web_push, "unifiedpush": web_push}
    if settings.fcm_service_account_file is not None:
        account = service_accounts.load(settings.fcm_service_account_file)
        by_provider["fcm"] = FcmSender(outbound, settings.fcm_url, account)
    if settings.apns_key_file is not None:
        by_provider["apns"] = _apns(settings, settings.apns_key_file, outbound)
    return Senders(by_provider, known_as.public, outbound.admits_loopback)


def _apns(settings: Settings, file: Path, outbound: Outbound) -> ApnsSender:
    key = read_key(key_files.read(file), file)
    if key.algorithm != "ES256":
        raise KeyFileRefused(file, "holds a key that is not on the curve P-256")
    return ApnsSender(
        outbound=outbound,
        url=settings.apns_url,
        key=key,
        key_id=settings.apns_key_id or "",
        team_id=settings.apns_team_id or "",
        topic=settings.apns_topic or "",
    )


def _contact(settings: Settings) -> str | None:
    """Give whom push services may write to: as set, else where the service is, if it is public."""
    if settings.vapid_contact is not None:
        return settings.vapid_contact
    is_public = settings.issuer.startswith("https://")
    return settings.issuer if is_public else None
