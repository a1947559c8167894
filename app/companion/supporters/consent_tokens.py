"""The token in a supporter's mail: derived from the server's key, so that nothing is stored.

It names the user and the supporter and serves for agreeing and declining alone, for as long as
the supporter is there. A supporter's address never changes, so it is bound to that, too.
"""

from hmac import compare_digest, digest
from uuid import UUID

from app.security import opaque_secrets
from app.security.encryption import derived
from app.security.opaque_secrets import MalformedSecret, OpaqueSecret

PREFIX = "oo_circle"


def spelled(server_key: bytes, user_id: UUID, supporter_id: UUID) -> str:
    return opaque_secrets.spell(PREFIX, _derived(server_key, user_id, supporter_id))


def read(server_key: bytes, text: str) -> OpaqueSecret | None:
    """Give the user and the supporter (`id`) that a token is about, or None if it is not ours."""
    try:
        token = opaque_secrets.parse(PREFIX, text)
    except MalformedSecret:
        return None
    ours = _derived(server_key, token.user_id, token.id)
    return token if compare_digest(ours.secret, token.secret) else None


def _derived(server_key: bytes, user_id: UUID, supporter_id: UUID) -> OpaqueSecret:
    said = user_id.bytes + supporter_id.bytes
    secret = digest(derived(server_key, "supporters"), said, "sha256")
    return OpaqueSecret(user_id, supporter_id, secret)
