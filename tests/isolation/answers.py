"""How answers are compared and searched."""

import re
from collections.abc import Iterable

import httpx2

from tests.isolation.inhabitants import ID

OF_THE_REQUEST = re.compile(r'"(instance|request_id)": ?"[^"]*"')
SHOWN_ONCE = re.compile(r"(oo_(?:client|pat|owner_pat)_|whsec_)[\w+/=-]+")
INCIDENTAL = {"x-request-id", "date"}

Seen = tuple[int, dict[str, str], str]


def seen(answer: httpx2.Response, *asked_for: str) -> Seen:
    """Give all that an asker can tell an answer by, without what is of the request itself."""
    headers = {name: value for name, value in answer.headers.items() if name not in INCIDENTAL}
    if "etag" in headers:
        headers["etag"] = "derived from the asker's revision"
    body = OF_THE_REQUEST.sub(r'"\1": …', answer.text)
    body = SHOWN_ONCE.sub(r"\1…", body)
    for each in asked_for:
        body = body.replace(each, "the id")
        headers = {name: value.replace(each, "the id") for name, value in headers.items()}
    return answer.status_code, headers, body


def foreign_in(answer: httpx2.Response, foreign: Iterable[str]) -> set[str]:
    """Find what is another's in an answer, beside ids that the request itself named."""
    request = f"{answer.request.url} {answer.request.content.decode()}"
    heard = f"{answer.text} {answer.headers}"
    return {each for each in foreign if each in heard and each not in request}


def ids_in(answer: httpx2.Response) -> list[str]:
    """List the ids in an answer's body, but for the request's own."""
    return ID.findall(OF_THE_REQUEST.sub("", answer.text))


def as_of_anybody(answer: httpx2.Response, canary: str, numbers: dict[str, int]) -> Seen:
    """Give an answer without the names of its asker; `numbers` counts ids as they are met."""
    status, headers, body = seen(answer)

    def numbered(found: re.Match[str]) -> str:
        return f"id {numbers.setdefault(found[0], len(numbers))}"

    headers = {name: ID.sub(numbered, value) for name, value in headers.items()}
    return status, headers, ID.sub(numbered, body).replace(canary, "words")
