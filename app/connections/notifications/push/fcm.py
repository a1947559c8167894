"""Firebase Cloud Messaging, HTTP v1."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.connections.notifications.push.delivery import Message
from app.connections.notifications.push.outcomes import (
    Gone,
    Outcome,
    Sent,
    Target,
    later,
    unanswered,
)
from app.connections.notifications.push.replies import read_json
from app.connections.notifications.push.service_accounts import ServiceAccount
from app.core.outbound import Answer, Outbound, OutOfReach
from app.core.public_addresses import AddressRefused

UNAUTHORIZED, NOT_FOUND = 401, 404


@dataclass(frozen=True, slots=True)
class FcmSender:
    outbound: Outbound
    url: str
    account: ServiceAccount

    async def send(self, target: Target, message: Message, *, now: datetime) -> Outcome:
        try:
            token = await self.account.access_token(self.outbound, now=now)
            answer = await self.outbound.post(
                f"{self.url}/v1/projects/{self.account.project_id}/messages:send",
                content=_body(target, message, now),
                headers={"authorization": f"Bearer {token}", "content-type": "application/json"},
            )
        except (AddressRefused, OutOfReach) as error:
            return unanswered(error)
        if answer.is_success:
            return Sent()
        if _is_gone(answer):
            return Gone()
        if answer.status == UNAUTHORIZED:
            self.account.forget_token()
        return later(answer, now=now)


def _is_gone(answer: Answer) -> bool:
    """Tell an app that was removed from a project or path that is not there."""
    error = read_json(answer.body).get("error")
    if not isinstance(error, dict):
        return False
    details = error.get("details")
    codes = [
        each.get("errorCode")
        for each in (details if isinstance(details, list) else [])
        if isinstance(each, dict)
    ]
    is_missing = (answer.status, error.get("status")) == (NOT_FOUND, "NOT_FOUND")
    return is_missing or "UNREGISTERED" in codes


def _body(target: Target, message: Message, now: datetime) -> bytes:
    """Write the message; the same tag or collapse id replaces one that is shown already.

    No `collapse_key`: FCM holds four of them for a phone that is away, and drops the others.
    """
    name = str(message.id)
    lasts_s = max(0, int((message.expires_at - now).total_seconds()))
    said: dict[str, Any] = {
        "token": target.address,
        "notification": {"title": message.title, "body": message.body},
        "data": {"id": name, "about": message.about},
        "android": {
            "priority": "HIGH",
            "ttl": f"{lasts_s}s",
            "notification": {"tag": name},
        },
        "apns": {
            "headers": {
                "apns-priority": "10",
                "apns-collapse-id": name,
                "apns-expiration": str(int(message.expires_at.timestamp())),
            }
        },
        "webpush": {"headers": {"TTL": str(lasts_s), "Urgency": "high"}},
    }
    return json.dumps({"message": said}, ensure_ascii=False, separators=(",", ":")).encode()
