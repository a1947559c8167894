"""Failures a client can act on, as RFC 9457 problems."""

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar, NoReturn
from uuid import UUID

from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema

from app.core.schemas import Every

PROBLEM_JSON = "application/problem+json"
CHALLENGE = {"www-authenticate": 'Bearer realm="ownorbit"'}
"""What every 401 has (RFC 9110, section 15.5.2; RFC 6750, section 3)."""
MEDIA_TYPE = "x-media-type"  # of a declared problem, on its way into the OpenAPI document


class FieldError(BaseModel):
    """One thing wrong with a request's body, query or path."""

    detail: str = Field(description="What does not fit, in English; never what you sent.")
    pointer: str = Field(description="Where: a JSON pointer into the body, or `?name` of a query.")


class Problem(BaseModel):
    """The body of every error answer."""

    type: str = Field(description="Names the kind of problem; a page that explains it.")
    title: str = Field(description="What happened, in English; the same for all of a type.")
    status: int = Field(description="The HTTP status, once more.")
    detail: str = Field(description="What happened this time, in English.")
    instance: str = Field(description="The path that was asked for.")
    request_id: str = Field(description="The answer's `X-Request-Id`, to ask about it.")
    errors: list[FieldError] | SkipJsonSchema[None] = Field(None, description="What is wrong.")
    minimum_version: str | SkipJsonSchema[None] = Field(
        None, description="Of `client-too-old` alone.", examples=["1.4.0"]
    )
    conflicts: dict[str, Every[UUID]] | SkipJsonSchema[None] = Field(
        None,
        description="Of `sync-conflict` alone: the ids of the rows, by their tables.",
        examples=[{"moods": ["0199e4a2-7c31-7000-8000-00000000a001"]}],
    )
    error: str | SkipJsonSchema[None] = Field(None, description="Of OAuth's endpoints (RFC 6749).")
    error_description: str | SkipJsonSchema[None] = Field(None, description="Of OAuth's endpoints.")


class AppError(Exception):
    """Base of every expected failure; anything else is a bug and a 500.

    A subclass's docstring is the text of its page: what it means, and what to do.
    """

    status: ClassVar[HTTPStatus]
    code: ClassVar[str]
    title: ClassVar[str]
    always: ClassVar[Mapping[str, str]] = {}
    """Headers that the answer has even if nobody gave them."""
    media_type: ClassVar[str] = PROBLEM_JSON
    members: Mapping[str, Any] = {}
    """Further members of the problem, of this kind alone (RFC 9457, section 3.2)."""

    def __init__(
        self,
        detail: str | None = None,
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail or self.title)
        self.errors = errors
        self.headers = {**self.always, **(headers or {})}


class NotFound(AppError):
    """Nothing of yours is there: it never was, it is deleted, or it is somebody else's.

    The service tells these apart for nobody.
    """

    status = HTTPStatus.NOT_FOUND
    code = "not-found"
    title = "There is nothing here."


class MethodNotAllowed(AppError):
    """The path exists, but not with this method. `Allow` lists those it has."""

    status = HTTPStatus.METHOD_NOT_ALLOWED
    code = "method-not-allowed"
    title = "This path has no such method."


class MalformedBody(AppError):
    """The body is not JSON. Nothing was read from it and nothing was stored."""

    status = HTTPStatus.BAD_REQUEST
    code = "malformed-body"
    title = "The body is not valid JSON."


class BodyTooLarge(AppError):
    """The body is over the limit of this path (256 KiB unless its page says otherwise)."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    code = "body-too-large"
    title = "The body is too large."


class UnsupportedMediaType(AppError):
    """Bodies are JSON: send `Content-Type: application/json`."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    code = "unsupported-media-type"
    title = "Bodies are application/json."


class Invalid(AppError):
    """Something in the body, the query or the path does not fit. `errors` says what and where.

    What you sent is never repeated in the answer.
    """

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "invalid"
    title = "Something in the request does not fit."


def invalid(pointer: str, detail: str) -> Invalid:
    """Say what is wrong with one place of the body (`/name`) or of the query (`?name`)."""
    return Invalid(errors=[FieldError(detail=detail, pointer=pointer)])


def refuse(pointer: str, detail: str) -> NoReturn:
    """Raise what `invalid` makes."""
    raise invalid(pointer, detail)


class UnknownReference(AppError):
    """The body names another record by an id of which you have no such record.

    `errors` says where. It never was, is deleted, or is somebody else's: all answer alike.
    """

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "unknown-reference"
    title = "The body names a record that you do not have."


class BadCursor(AppError):
    """The cursor is not one that this list gave you. Start again without it."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "bad-cursor"
    title = "That is no cursor of this list."


class Unauthenticated(AppError):
    """No valid access token came with the request, or its session has ended. Sign in again."""

    status = HTTPStatus.UNAUTHORIZED
    code = "unauthenticated"
    title = "Sign in first."
    always: ClassVar[Mapping[str, str]] = CHALLENGE


class InsufficientScope(AppError):
    """The access token is valid, but it does not cover this operation."""

    status = HTTPStatus.FORBIDDEN
    code = "insufficient-scope"
    title = "The token does not cover this."


class TooManyRequests(AppError):
    """Too much in too short a time. Wait for as many seconds as `Retry-After` says."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "too-many-requests"
    title = "Too many requests."


class PreconditionFailed(AppError):
    """The record has changed since the version named in `If-Match`. Read it, then try again."""

    status = HTTPStatus.PRECONDITION_FAILED
    code = "precondition-failed"
    title = "The record has changed meanwhile."


class IdTaken(AppError):
    """The id names a record of yours that was created with another body. Make a new id."""

    status = HTTPStatus.CONFLICT
    code = "id-taken"
    title = "That id already names another record."


class Deleted(AppError):
    """The record of this id was created with this very body, and deleted since."""

    status = HTTPStatus.GONE
    code = "deleted"
    title = "That record is deleted."


class InternalError(AppError):
    """A failure on our side. Nothing was stored; the same request may be sent again.

    The `request_id` finds it in the operator's log.
    """

    status = HTTPStatus.INTERNAL_SERVER_ERROR
    code = "internal-error"
    title = "Something failed on our side."


class Unavailable(AppError):
    """The service is not ready (yet): its database is away or not migrated. Try again soon."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "unavailable"
    title = "The service is not ready."


def all_errors() -> Iterator[type[AppError]]:
    """List every kind of problem that the imported features know."""
    waiting = list(AppError.__subclasses__())
    while waiting:
        error = waiting.pop()
        waiting.extend(error.__subclasses__())
        yield error


def problems(*errors: type[AppError]) -> dict[int | str, dict[str, Any]]:
    """Declare on a route which problems it can answer with, for the OpenAPI document."""
    by_status: dict[int | str, dict[str, Any]] = {}
    for error in sorted(set(errors), key=lambda each: each.code):
        entry = by_status.setdefault(int(error.status), {"model": Problem, "description": ""})
        entry[MEDIA_TYPE] = error.media_type
        entry["description"] += f"`{error.code}`: {error.title}\n\n"
    return by_status
