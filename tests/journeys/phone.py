"""A phone in somebody's pocket: a plain HTTP client that renews its session as it must."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2

ONE_CONNECTION_A_REQUEST = httpx2.Limits(max_keepalive_connections=0)


@dataclass
class Phone:
    """Talks to a real server; keeps only what an app would keep."""

    url: str
    tokens: dict[str, Any] = field(default_factory=dict)
    name: str = "phone"
    http: httpx2.Client = field(
        default_factory=lambda: httpx2.Client(limits=ONE_CONNECTION_A_REQUEST), repr=False
    )

    @property
    def device(self) -> dict[str, str]:
        return {"name": self.name, "platform": "android"}

    def sign_in(self, path: str, **body: Any) -> dict[str, Any]:  # noqa: ANN401
        answer = self.http.post(f"{self.url}{path}", json=body | {"device": self.device})
        assert answer.is_success, answer.text
        self.tokens = answer.json()
        return self.tokens

    def call(self, method: str, path: str, body: Any = None) -> httpx2.Response:  # noqa: ANN401
        """Send a request; renew the access token once if it has run out."""
        answer = self._send(method, path, body)
        if answer.status_code == 401 and self._renew():
            answer = self._send(method, path, body)
        return answer

    def get(self, path: str) -> dict[str, Any]:
        answer = self.call("GET", path)
        assert answer.status_code == 200, answer.text
        content: dict[str, Any] = answer.json()
        return content

    def post(self, path: str, **body: Any) -> dict[str, Any]:  # noqa: ANN401
        answer = self.call("POST", path, body)
        assert answer.status_code == 201, answer.text
        content: dict[str, Any] = answer.json()
        return content

    def _send(self, method: str, path: str, body: Any) -> httpx2.Response:  # noqa: ANN401
        headers = {"authorization": f"Bearer {self.tokens['access_token']}"}
        return self.http.request(method, self.url + path, json=body, headers=headers)

    def _renew(self) -> bool:
        body = {"refresh_token": self.tokens["refresh_token"]}
        answer = self.http.post(f"{self.url}/v1/auth/refresh", json=body)
        if answer.is_success:
            self.tokens |= answer.json()
        return answer.is_success


@dataclass
class ClockFile:
    """Moves the server's clock (OWNORBIT_CLOCK_FILE)."""

    path: Path

    def show(self, moment: str) -> None:
        assert datetime.fromisoformat(moment).tzinfo is not None
        draft = self.path.with_suffix(".draft")
        draft.write_text(moment)
        draft.rename(self.path)
