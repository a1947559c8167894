"""Somebody who wants to connect an app gets all that it takes: account, apps, token, webhook."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from secrets import token_hex

from app.demo.almanac import ZONE
from app.demo.connection import Body, Connection, Refused

TOKEN_SCOPES = ("moods:read", "moods:write")
TOLD = ("mood.created", "mood.updated", "mood.deleted")
UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Sandbox:
    """What was made; `webhook_secret` is None where the service reaches nobody on this machine."""

    email: str
    password: str = field(repr=False)
    public_id: str
    confidential_id: str
    confidential_secret: str = field(repr=False)
    token: str = field(repr=False)
    webhook_secret: str | None = field(repr=False)


def furnish(service: Connection, port: int) -> Sandbox:
    """Make a sandbox whose redirects and webhooks lead to a port of this machine.

    Raises:
        DemoFailed: the service is not there, or refuses something.
    """
    email, password = f"integrator-{token_hex(4)}@example.com", token_hex(12)
    device = {"name": "Sandbox", "platform": "other"}
    account = {"email": email, "password": password, "time_zone": ZONE, "device": device}
    service.token = service.post("/v1/auth/register", account)["access_token"]
    public, confidential = (_app(service, kind) for kind in ("public", "confidential"))
    asked = {"name": "Sandbox", "scopes": TOKEN_SCOPES}
    return Sandbox(
        email=email,
        password=password,
        public_id=public["id"],
        confidential_id=confidential["id"],
        confidential_secret=confidential["client_secret"],
        token=service.post("/v1/personal-access-tokens", asked)["token"],
        webhook_secret=_webhook(service, port, TOLD),
    )


def _app(service: Connection, kind: str) -> Body:
    """Register an app that a browser on this machine can be sent back to, at any port."""
    redirects = ["http://127.0.0.1/callback"]
    body = {"name": f"Sandbox ({kind})", "type": kind, "redirect_uris": redirects}
    return service.post("/v1/oauth-clients", body)


def _webhook(service: Connection, port: int, told: Sequence[str]) -> str | None:
    body = {"url": f"http://127.0.0.1:{port}/webhook", "event_types": told}
    try:
        secret: str = service.post("/v1/webhook-endpoints", body)["secret"]
    except Refused as refused:
        if refused.status != UNPROCESSABLE:
            raise
        return None
    return secret
