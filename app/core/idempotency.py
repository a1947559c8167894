"""Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): one effect, and one answer.

The first statement of an attempt takes a lock on (user, key), or ends it. Then comes the answer
that was kept, if there is one; else the effect, and its answer is kept in the same transaction.
Only successes are: after a refusal the key is as good as new.
"""

import json
import re
from datetime import datetime
from hashlib import blake2b
from http import HTTPStatus
from uuid import UUID

from fastapi import Request, Response
from starlette.requests import ClientDisconnect

from app.core import kept_answers
from app.core.clock import moment_of
from app.core.conditional import Handler
from app.core.database import Db
from app.core.errors import AppError, MalformedBody, invalid
from app.core.owners import Owner

HEADER = "idempotency-key"
LONGEST = 255
SUCCESS = range(200, 300)
QUOTED = re.compile(r'"((?:[ !#-\[\]-~]|\\["\\])+)"')
BARE = re.compile(r"[!#-~]+")
ESCAPED = re.compile(r'\\(["\\])')
COMPUTED = frozenset({b"content-length"})
PARAMETER = {
    "name": "idempotency-key",
    "in": "header",
    "required": False,
    "description": "A name of your own for this attempt, best a new UUID, in quotes or bare. The "
    "first success under it is kept for 24 hours: the same request then gives the very same answer "
    "with `Idempotent-Replayed: true`, and nothing is done twice. A refusal leaves the key free.",
    "schema": {"type": "string", "maxLength": LONGEST, "title": "Idempotency-Key"},
}


class IdempotencyKeyInUse(AppError):
    """A request with this `Idempotency-Key` is under way at this moment. Nobody waited for it.

    Send yours again after as many seconds as `Retry-After` says: it gives the answer of the first
    one, or is done then if the first one failed.
    """

    status = HTTPStatus.CONFLICT
    code = "idempotency-key-in-use"
    title = "The same request is under way."


class IdempotencyKeyReused(AppError):
    """This `Idempotency-Key` has named another request of yours within the last 24 hours.

    Method, path, query or body differ, be it by a blank. Make a new key for a new request.
    """

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "idempotency-key-reused"
    title = "The key was used for another request."


class Replayed(Exception):
    """The request has been answered before; `answer` is that answer, to the byte."""

    def __init__(self, answer: Response) -> None:
        super().__init__()
        self.answer = answer


class Attempt:
    """A request under a key; `owner` is known once the caller has been let in to write.

    `condition` is the SQL of a lock on (user, key) that is tried, not waited for, and held until
    the transaction ends.
    """

    __slots__ = ("condition", "key", "owner", "payload")

    def __init__(self, user_id: UUID, key: str, payload: bytes) -> None:
        digest = blake2b(key.encode(), key=user_id.bytes, digest_size=8).digest()
        number = int.from_bytes(digest, signed=True)
        self.condition = f"AND pg_try_advisory_xact_lock({number})"
        self.key = key
        self.payload = payload
        self.owner: Owner | None = None

    def names(self, owner: Owner) -> tuple[UUID, bytes]:
        """Give the id of the kept answer, and the digest of the request that it answers.

        Each app has keys of its own: the answers to others are not for it.
        """
        named = f"{owner.source} {self.key}"
        digest = owner.cipher.digest("idempotency-key", named.encode())
        return UUID(bytes=digest[:16]), owner.cipher.digest("idempotent-request", self.payload)


def once(handle: Handler) -> Handler:
    """Let a handler act once under each key; who sends none pays nothing."""

    async def handle_once(request: Request) -> Response:
        if HEADER not in request.headers:
            return await handle(request)
        db: Db = request.state.db
        db.attempt = attempt = await _attempt(request)
        response = await handle(request)
        if attempt.owner is not None and response.status_code in SUCCESS:
            answer_id, digest = attempt.names(attempt.owner)
            await kept_answers.put(
                db, attempt.owner, answer_id, digest, _written(response), now=moment_of(request)
            )
        return response

    return handle_once


async def recall(db: Db, attempt: Attempt, owner: Owner, *, is_alone: bool, now: datetime) -> None:
    """Go on if the key is new; `is_alone` tells whether the attempt has its lock.

    Raises:
        IdempotencyKeyInUse: it has not.
        IdempotencyKeyReused: the key was another request's.
        Replayed: the request has an answer.
    """
    if not is_alone:
        raise IdempotencyKeyInUse(headers={"retry-after": "1"})
    answer_id, digest = attempt.names(owner)
    kept = await kept_answers.find(db, owner, answer_id, now=now)
    if kept is None:
        attempt.owner = owner
    elif kept["request_digest"] == digest:
        raise Replayed(_read(kept["answer"]))
    else:
        raise IdempotencyKeyReused


async def _attempt(request: Request) -> Attempt:
    try:
        body = await request.body()
    except ClientDisconnect as error:
        raise MalformedBody from error
    scope = request.scope
    called = [scope["method"], scope["path"], scope["query_string"].decode("latin-1")]
    payload = json.dumps(called).encode() + b"\0" + body
    return Attempt(request.state.user_id, _key(request.headers.getlist(HEADER)), payload)


def _key(lines: list[str]) -> str:
    """Read a string of RFC 9651, or the same without its quotes.

    Raises:
        Invalid: it is neither, or empty, too long, or there are several.
    """
    text = lines[0].strip() if len(lines) == 1 else ""
    quoted = QUOTED.fullmatch(text)
    key = ESCAPED.sub(r"\1", quoted[1]) if quoted else text
    if not (quoted or BARE.fullmatch(text)) or len(key) > LONGEST:
        raise invalid(HEADER, f"one string of at most {LONGEST} characters of ASCII, best a UUID")
    return key


def _written(response: Response) -> str:
    """Write down an answer that stands whole; a streamed one has no body to keep."""
    headers = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, value in response.raw_headers
        if name not in COMPUTED
    ]
    body = bytes(response.body).decode("latin-1")
    return json.dumps([response.status_code, headers, body], ensure_ascii=False)


def _read(answer: str) -> Response:
    status, headers, body = json.loads(answer)
    response = Response(body.encode("latin-1"), status)
    response.raw_headers += [
        (name.encode("latin-1"), value.encode("latin-1"))
        for name, value in (*headers, ("idempotent-replayed", "true"))
    ]
    return response
