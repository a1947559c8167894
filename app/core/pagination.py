"""Keyset pages: newest first, an opaque cursor instead of an offset."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hmac import compare_digest
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Query, Request, Response
from pydantic import ConfigDict, Field
from sqlalchemy import Column, ColumnElement, Integer, bindparam, literal, tuple_

from app.core.errors import BadCursor
from app.core.owners import Owner
from app.core.schemas import Output
from app.core.tables import AnySelect, Record

Item = TypeVar("Item")
Cursor = Annotated[str, Field(json_schema_extra={"maxLength": 500})]
Asked = tuple[AnySelect, Mapping[str, Any]]
"""A statement and its parameters, for `records.fetch`."""
SIGNATURE_LENGTH = 12


class Page(Output, Generic[Item]):
    """A part of a list, newest first."""

    model_config = ConfigDict(json_schema_extra={"description": "A part of a list, newest first."})

    items: list[Item] = Field(description="As many as `limit` allows, or what is left.")
    next_cursor: Cursor | None = Field(description="Give it as `cursor` to go on; null at the end.")


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a list the client asks for."""

    limit: int
    cursor: str | None
    request: Request
    response: Response

    def select(self, statement: AnySelect, owner: Owner, *keys: ColumnElement[Any]) -> AnySelect:
        """Order by `keys`, descending (their last makes them unique), and go on after the cursor.

        Raises:
            BadCursor: the cursor is not one of this list for this owner.
        """
        ordered = statement.order_by(*(key.desc() for key in keys)).limit(self.limit + 1)
        return self._continued(ordered, owner, keys)

    def of(
        self,
        listing: AnySelect,
        owner: Owner,
        *keys: Column[Any],
        where: Sequence[ColumnElement[bool]] = (),
    ) -> Asked:
        """Do as `select` with a statement of `newest_first`, built once; give its parameters too.

        Raises:
            BadCursor: as `select`.
        """
        narrowed = listing.where(*where) if where else listing
        return self._continued(narrowed, owner, keys), {"page_size": self.limit + 1}

    def page(self, records: Sequence[Record], owner: Owner, *names: str) -> dict[str, Any]:
        """Make the page of what `select` found, and its `Link` header; `names` are the keys'."""
        items = records[: self.limit]
        cursor = None
        if len(records) > self.limit:
            cursor = self._write(owner, [_text(items[-1][name]) for name in names])
            url = self.request.url.include_query_params(cursor=cursor)
            self.response.headers["link"] = f'<{url.path}?{url.query}>; rel="next"'
        return {"items": items, "next_cursor": cursor}

    def _continued(
        self, statement: AnySelect, owner: Owner, keys: Sequence[ColumnElement[Any]]
    ) -> AnySelect:
        if self.cursor is None:
            return statement
        texts = self._read(owner, len(keys))
        after = [literal(text).cast(key.type) for text, key in zip(texts, keys, strict=True)]
        return statement.where(tuple_(*keys) < tuple_(*after))

    def _write(self, owner: Owner, texts: list[str]) -> str:
        payload = json.dumps(texts).encode()
        return urlsafe_b64encode(self._sign(owner, payload) + payload).decode().rstrip("=")

    def _read(self, owner: Owner, length: int) -> list[str]:
        cursor = self.cursor or ""
        try:
            raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        except (Base64Error, ValueError) as error:
            raise BadCursor from error
        signature, payload = raw[:SIGNATURE_LENGTH], raw[SIGNATURE_LENGTH:]
        if not compare_digest(signature, self._sign(owner, payload)):
            raise BadCursor
        texts: list[str] = json.loads(payload)
        if len(texts) != length:
            raise BadCursor
        return texts

    def _sign(self, owner: Owner, payload: bytes) -> bytes:
        path = self.request.url.path.encode()
        return owner.cipher.digest("cursor", path + b"\n" + payload)[:SIGNATURE_LENGTH]


def newest_first(statement: AnySelect, *keys: Column[Any]) -> AnySelect:
    """Order a statement that is built once by `keys`, the last of them unique."""
    size = bindparam("page_size", type_=Integer())
    return statement.order_by(*(key.desc() for key in keys)).limit(size)


async def paging(
    request: Request,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=200, description="How many at most.")] = 50,
    cursor: Annotated[
        str | None, Query(max_length=500, description="The `next_cursor` of the page before.")
    ] = None,
) -> Paging:
    return Paging(limit, cursor, request, response)


Pages = Annotated[Paging, Depends(paging)]


def _text(value: Any) -> str:  # noqa: ANN401
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
