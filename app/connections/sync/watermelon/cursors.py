"""The cursor of a pull: where its next page starts, and up to which revision it goes."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hmac import compare_digest
from uuid import UUID

from app.connections.sync.changes import Start
from app.core.errors import BadCursor
from app.core.owners import Owner

SIGNATURE_LENGTH = 12


def write(owner: Owner, pull: str, until: int, start: Start) -> str:
    """Spell a cursor that is good for this pull of this user alone."""
    place, table, id_ = start
    payload = json.dumps([until, place, table, str(id_)]).encode()
    return urlsafe_b64encode(_sign(owner, pull, payload) + payload).decode().rstrip("=")


def read(owner: Owner, pull: str, cursor: str) -> tuple[int, Start]:
    """Give the revision up to which the pull goes, and where it goes on.

    Raises:
        BadCursor: it is not one of this pull.
    """
    try:
        raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError as error:
        raise BadCursor from error
    signature, payload = raw[:SIGNATURE_LENGTH], raw[SIGNATURE_LENGTH:]
    if not compare_digest(signature, _sign(owner, pull, payload)):
        raise BadCursor
    until, place, table, id_ = json.loads(payload)
    return until, (place, table, UUID(id_))


def _sign(owner: Owner, pull: str, payload: bytes) -> bytes:
    return owner.cipher.digest("sync-cursor", pull.encode() + b"\n" + payload)[:SIGNATURE_LENGTH]
