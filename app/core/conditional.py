"""Conditional requests (RFC 9110, section 13): tags of what can be read, versions of what is."""

from collections.abc import Callable, Coroutine, Mapping
from datetime import date
from hashlib import blake2b
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Response

from app.core.errors import PreconditionFailed
from app.core.owners import Owner
from app.core.version import BUILD

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

ANY = "*"
LONGEST = 1_000
"""Of a list of tags. Nobody needs more than one."""
NEGOTIATED = ("accept", "accept-encoding", "accept-language")
TAGGED: Mapping[str, Any] = {
    "parameters": [
        {
            "name": "if-none-match",
            "in": "header",
            "description": "The `ETag` of the answer that you have.",
            "schema": {"type": "string", "maxLength": LONGEST},
        }
    ],
    "responses": {
        "200": {"headers": {"ETag": {"schema": {"type": "string", "maxLength": 30}}}},
        "304": {"description": "The answer that you have still is the one."},
    },
}
"""What the OpenAPI document says of operations that answer to conditions."""


class NotModified(Exception):
    """The client has this very answer already; `tag` goes along with the 304."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


def tag_of(request: Request, owner: Owner, today: date, *, weak: bool) -> str:
    """Derive the tag from what the answer depends on, without making the answer.

    A weak tag belongs to running figures: equal tags then mean that only the clock has moved.
    """
    parts = (
        str(owner.revision),
        str(today),
        BUILD,
        owner.source,
        " ".join(sorted(owner.scopes)),
        request.url.path,
        request.url.query,
        *(", ".join(request.headers.getlist(name)) for name in NEGOTIATED),
    )
    digest = blake2b("\n".join(parts).encode(), key=owner.id.bytes, digest_size=12).hexdigest()
    return f'W/"{digest}"' if weak else f'"{digest}"'


def refuse_to_repeat(request: Request, tag: str) -> None:
    """End the request if `If-None-Match` has this tag (compared weakly).

    Raises:
        NotModified: it has.
    """
    header = request.headers.get("if-none-match")
    if header is None:
        return
    opaque = tag.removeprefix("W/")
    if opaque in {each.strip().removeprefix("W/") for each in header.split(",")}:
        raise NotModified(tag)


def unless_any(handle: Handler) -> Handler:
    """Answer `If-None-Match: *` with 304 where there is something: only the handler can tell."""

    async def handle_unless_any(request: Request) -> Response:
        response = await handle(request)
        if request.headers.get("if-none-match") == ANY and response.status_code == HTTPStatus.OK:
            tag = response.headers.get("etag")
            if tag is not None:
                raise NotModified(tag)
        return response

    return handle_unless_any


def version_tag(record: Mapping[str, Any]) -> str:
    return f'"r{record["revision"]}"'


class Versions:
    """The versions that an `If-Match` header names; without the header, any."""

    __slots__ = ("_tags",)

    def __init__(self, header: str | None) -> None:
        self._tags = {ANY} if header is None else {tag.strip() for tag in header.split(",")}

    @property
    def are_any(self) -> bool:
        return ANY in self._tags

    def check(self, record: Mapping[str, Any]) -> None:
        """Refuse to go on with a record of another version.

        Raises:
            PreconditionFailed: none of the tags is the record's `"r<revision>"`.
        """
        if not self.are_any and version_tag(record) not in self._tags:
            raise PreconditionFailed


async def versions(
    if_match: Annotated[
        str | None,
        Header(
            max_length=LONGEST,
            description='Go on only if the record still is of this version: `"r<revision>"`.',
        ),
    ] = None,
) -> Versions:
    return Versions(if_match)


IfMatch = Annotated[Versions, Depends(versions)]
