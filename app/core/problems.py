"""How failures become answers: RFC 9457 bodies, and a page behind each type."""

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from http import HTTPStatus
from typing import Any, cast

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.types import Scope

from app.core.conditional import NotModified
from app.core.errors import (
    AppError,
    BodyTooLarge,
    FieldError,
    Invalid,
    MalformedBody,
    MethodNotAllowed,
    NotFound,
    Unauthenticated,
    UnsupportedMediaType,
    all_errors,
)
from app.core.routing import Router

router = Router(prefix="/problems", include_in_schema=False)

BY_STATUS: Mapping[int, type[AppError]] = {
    HTTPStatus.BAD_REQUEST: MalformedBody,
    HTTPStatus.NOT_FOUND: NotFound,
    HTTPStatus.METHOD_NOT_ALLOWED: MethodNotAllowed,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: BodyTooLarge,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: UnsupportedMediaType,
    HTTPStatus.UNAUTHORIZED: Unauthenticated,
}
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{title}</title>
<h1>{title}</h1><p><code>{code}</code>, status {status}</p>{text}"""


def problem_body(error: AppError, scope: Scope) -> tuple[bytes, dict[str, str]]:
    """Write an error as a problem: its body and its headers."""
    problem: dict[str, Any] = {
        "type": f"/problems/{error.code}",
        "title": error.title,
        "status": int(error.status),
        "detail": str(error),
        "instance": scope["path"],
        "request_id": scope["state"]["request_id"],
    }
    if error.errors:
        problem["errors"] = [each.model_dump() for each in error.errors]
    body = json.dumps({**problem, **error.members}).encode()
    headers = {"content-type": error.media_type, "content-length": str(len(body))}
    return body, headers | error.headers


def add_handlers(app: FastAPI) -> None:
    """Answer every expected failure as a problem; the edge answers the unexpected ones."""

    async def on_app_error(request: Request, error: Exception) -> Response:
        return _answer(request, cast("AppError", error))

    async def on_http_exception(request: Request, error: Exception) -> Response:
        return _answer(request, _translated(app, request, cast("HTTPException", error)))

    async def on_invalid(request: Request, error: Exception) -> Response:
        return _answer(request, _explained(request, cast("RequestValidationError", error)))

    async def on_not_modified(_request: Request, error: Exception) -> Response:
        return Response(status_code=304, headers={"etag": str(error)})

    app.add_exception_handler(AppError, on_app_error)
    app.add_exception_handler(HTTPException, on_http_exception)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(NotModified, on_not_modified)


@router.get("/{code}", response_class=HTMLResponse)
async def explain_problem(code: str) -> HTMLResponse:
    """Explain one kind of problem."""
    error = {each.code: each for each in all_errors()}.get(code)
    if error is None:
        raise NotFound
    paragraphs = (error.__doc__ or "").split("\n\n")
    text = "".join(f"<p>{escape(' '.join(part.split()))}</p>" for part in paragraphs)
    return HTMLResponse(
        PAGE.format(title=escape(error.title), code=error.code, status=int(error.status), text=text)
    )


def _answer(request: Request, error: AppError) -> Response:
    body, headers = problem_body(error, request.scope)
    return Response(body, int(error.status), headers)


def _translated(app: FastAPI, request: Request, error: HTTPException) -> AppError:
    kind = BY_STATUS.get(error.status_code)
    if kind is None:
        raise error
    if kind is MethodNotAllowed:
        methods = set(_allowed(app, request))
        methods |= {"HEAD"} if "GET" in methods else set()
        return MethodNotAllowed(headers={"allow": ", ".join(sorted(methods))})
    return kind()


def _allowed(app: FastAPI, request: Request) -> Iterator[str]:
    """List every method that the path has, over all of its routes."""
    for context in iter_route_contexts(app.routes):
        if context.path_regex.match(request.scope["path"]):
            yield from context.methods or ()


def _explained(request: Request, error: RequestValidationError) -> AppError:
    """Say what is wrong and where, without the input: it may be somebody's journal."""
    found: Sequence[Mapping[str, Any]] = error.errors()
    if any(each["type"] == "json_invalid" for each in found):
        return MalformedBody()
    if _lacks_json(request) and any(each["loc"] == ("body",) for each in found):
        return UnsupportedMediaType()
    return Invalid(
        errors=[FieldError(detail=each["msg"], pointer=_pointer(each["loc"])) for each in found]
    )


def _lacks_json(request: Request) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return not (kind == "application/json" or kind.endswith("+json"))


def _pointer(location: tuple[str | int, ...]) -> str:
    """Write a place as a JSON pointer into the body, `?name` of a query, or `name` of a path."""
    kind, *steps = location
    path = "/".join(str(step).replace("~", "~0").replace("/", "~1") for step in steps)
    return {"body": "/" + path if path else "", "query": "?" + path}.get(str(kind), path)
