"""Web Push and UnifiedPush, which is the same: RFC 8030, encrypted by 8291, signed by 8292.

Both are encrypted always: nobody between us and the device may read what is shown.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from app.connections.notifications.push.delivery import Message
from app.connections.notifications.push.outcomes import (
    Gone,
    Outcome,
    Sent,
    Target,
    later,
    unanswered,
)
from app.core.outbound import Outbound, OutOfReach
from app.core.public_addresses import AddressRefused
from app.security import base64url, vapid
from app.security.vapid import Vapid
from app.security.web_push import encrypt

GONE = frozenset({404, 410})
SAME_LENGTH = 1_024
"""Shorter messages are padded to this, so that their length tells nothing."""


@dataclass(frozen=True, slots=True)
class WebPushSender:
    outbound: Outbound
    vapid: Vapid

    async def send(self, target: Target, message: Message, *, now: datetime) -> Outcome:
        try:
            answer = await self.outbound.post(
                target.address,
                content=_body(target, message),
                headers={
                    "authorization": vapid.authorization(
                        self.vapid, origin_of(target.address), now=now
                    ),
                    "content-type": "application/octet-stream",
                    "content-encoding": "aes128gcm",
                    "ttl": str(max(0, int((message.expires_at - now).total_seconds()))),
                    "urgency": "high",  # a phone that dozes is to show it in time
                    "topic": base64url.encode(message.id.bytes),
                },
            )
        except AddressRefused:
            return Gone()
        except OutOfReach as error:
            return unanswered(error)
        if answer.status in GONE:
            return Gone()
        return Sent() if answer.is_success else later(answer, now=now)


def payload(message: Message) -> bytes:
    """What the app on the device reads: ids, coded words and neutral text."""
    said = {
        "id": str(message.id),
        "title": message.title,
        "body": message.body,
        "about": message.about,
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def origin_of(address: str) -> str:
    """Give the scheme, host and port of an address, as the audience of a token."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.partition('/')[0].partition('?')[0]}".lower()


def _body(target: Target, message: Message) -> bytes:
    keys = target.keys or {}
    return encrypt(
        payload(message),
        p256dh=base64url.decode(keys["p256dh"]),
        auth=base64url.decode(keys["auth"]),
        padded_to=SAME_LENGTH,
    )
