"""What an app sends: a form, and perhaps its credentials in a header."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from starlette.requests import ClientDisconnect

from app.connections.oauth.errors import InvalidRequest
from app.connections.oauth.parameters import Parameters, Unreadable, given, pairs_of, repeated

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Sent:
    """A request of an app, read before any connection is taken for it."""

    form: Parameters = field(repr=False)
    authorization: str | None = field(repr=False)


async def sent(request: Request) -> Sent:
    """Read a form in which nothing is given twice.

    Raises:
        InvalidRequest: it is something else.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        pairs = pairs_of(await request.body()) if kind == FORM else None
    except (Unreadable, ClientDisconnect):
        pairs = None
    if pairs is None:
        detail = f"the body is not {FORM}"
        raise InvalidRequest(detail)
    headers = request.headers.getlist("authorization")
    if repeated(pairs) or len(headers) > 1:
        detail = "something is given twice"
        raise InvalidRequest(detail)
    return Sent(given(pairs), headers[0] if headers else None)


Sends = Annotated[Sent, Depends(sent)]
