"""What an answer says beside its body: whether a create was a replay, and the record's version."""

from fastapi import Response, status

from app.core.conditional import version_tag
from app.core.records import Stored
from app.core.tables import Record


def created(response: Response, stored: Stored) -> Record:
    """Answer 201, or 200 if the record was there already."""
    if not stored.is_new:
        response.status_code = status.HTTP_200_OK
    return changed(response, stored.record)


def changed(response: Response, record: Record) -> Record:
    response.headers["etag"] = version_tag(record)
    return record
