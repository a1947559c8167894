"""The demo's way to the service: JSON over one connection that is kept, as an app would have."""

import json
from datetime import date, datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, NamedTuple
from urllib.parse import SplitResult, urlsplit

Body = dict[str, Any]

PATIENCE_S = 30
KINDS: dict[str, type[HTTPConnection]] = {"http": HTTPConnection, "https": HTTPSConnection}
FIRST_REFUSAL = 300


class Step(NamedTuple):
    """Something of a life: when it was, and the request that tells it, below `/v1/`."""

    at: datetime
    method: str
    path: str
    body: Body


def entry(at: datetime, kind: str, body: Body) -> Step:
    """Tell of a record that is made where it occurred."""
    return Step(at, "POST", kind, body | {"occurred_at": at})


class DemoFailed(Exception):
    """The service was not there, or refused something; the message is for the operator."""


class Refused(DemoFailed):
    """The service answered, and it was no success."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Connection:
    """Somebody at a service's address, who is signed in once `token` is set."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.token: str | None = None
        parts = urlsplit(self.url)
        self._base = parts.path
        self._connection = _connection_to(parts)

    def post(self, path: str, body: Body) -> Body:
        answer: Body = json.loads(self.send("POST", path, body))
        return answer

    def send(self, method: str, path: str, body: Body | None = None) -> bytes:
        """Send a request and give the answer's body.

        Raises:
            DemoFailed: nobody answers.
            Refused: the answer is no success.
        """
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        text = None if body is None else json.dumps(body, default=_spelled)
        try:
            self._connection.request(method, self._base + path, text, headers)
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, HTTPException) as error:
            message = f"Nothing answers at {self.url}. Is the service running (`ownorbit serve`)?"
            raise DemoFailed(message) from error
        if response.status >= FIRST_REFUSAL:
            message = f"{method} {path}: {response.status} {content.decode(errors='replace')}"
            raise Refused(response.status, message)
        return content

    def close(self) -> None:
        self._connection.close()


def _spelled(day_or_moment: date) -> str:
    return day_or_moment.isoformat()


def _connection_to(parts: SplitResult) -> HTTPConnection:
    if parts.scheme not in KINDS or not parts.hostname:
        message = f"{parts.geturl()} is no address of a service, such as http://127.0.0.1:8000"
        raise DemoFailed(message)
    return KINDS[parts.scheme](parts.hostname, parts.port, timeout=PATIENCE_S)
