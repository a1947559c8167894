"""Apple Push Notification service: HTTP/2, with a provider token that is signed by our key."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.connections.notifications.push.delivery import Message
from app.connections.notifications.push.outcomes import (
    Gone,
    Outcome,
    Sent,
    Target,
    later,
    unanswered,
)
from app.connections.notifications.push.replies import reason_of
from app.core.outbound import Answer, Outbound, OutOfReach
from app.core.public_addresses import AddressRefused
from app.security.provider_tokens import ProviderKey, signed

TOKEN_LASTS = timedelta(minutes=40)
"""Apple refuses tokens older than an hour, and new ones more often than every 20 minutes."""


@dataclass(slots=True)
class ApnsSender:
    """`topic` is the bundle id of the app."""

    outbound: Outbound
    url: str
    key: ProviderKey
    key_id: str
    team_id: str
    topic: str
    _token: str = field(default="", repr=False)
    _signed_at: datetime | None = None

    async def send(self, target: Target, message: Message, *, now: datetime) -> Outcome:
        try:
            answer = await self.outbound.post(
                f"{self.url}/3/device/{target.address}",
                content=_body(message),
                headers={
                    "authorization": f"bearer {self._provider_token(now)}",
                    "content-type": "application/json",
                    "apns-id": str(message.id),
                    "apns-topic": self.topic,
                    "apns-push-type": "alert",
                    "apns-priority": "10",
                    "apns-expiration": str(int(message.expires_at.timestamp())),
                    "apns-collapse-id": str(message.id),
                },
                http2=True,
            )
        except (AddressRefused, OutOfReach) as error:
            return unanswered(error)
        return self._outcome(answer, now)

    def _outcome(self, answer: Answer, now: datetime) -> Outcome:
        if answer.is_success:
            return Sent()
        reason = reason_of(answer.body, "reason")
        if answer.status == 410 or (answer.status, reason) == (400, "BadDeviceToken"):  # noqa: PLR2004
            return Gone()
        if reason == "ExpiredProviderToken":
            self._signed_at = None
        return later(answer, now=now)

    def _provider_token(self, now: datetime) -> str:
        if self._signed_at is None or not timedelta(0) <= now - self._signed_at < TOKEN_LASTS:
            claims: dict[str, str | int] = {"iss": self.team_id, "iat": int(now.timestamp())}
            self._token = signed(self.key, claims, kid=self.key_id)
            self._signed_at = now
        return self._token


def _body(message: Message) -> bytes:
    alert = {"title": message.title, "body": message.body}
    said = {"aps": {"alert": alert}, "id": str(message.id), "about": message.about}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
