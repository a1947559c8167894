"""Signatures as the official library of Standard Webhooks sees them."""

from datetime import UTC, datetime

from standardwebhooks import Webhook

from tests.connections.webhooks.inbox import Message


def is_signed(message: Message, secret: str) -> bool:
    """Tell whether one of the signatures is of this secret, whatever time it is meanwhile."""
    moment = datetime.fromtimestamp(int(message.headers["webhook-timestamp"]), UTC)
    signature = Webhook(secret).sign(message.id, moment, message.body.decode())
    return signature in message.headers["webhook-signature"].split(" ")
