"""Somebody who uses a service that is a process of its own."""

import time
from collections.abc import Callable
from typing import Any

import httpx2

from tests.core.service import Service

PATIENCE_S = 60.0
GUEST = {"time_zone": "Europe/Berlin", "device": {"platform": "other"}}
Found = list[dict[str, Any]]


class User:
    """A guest; signed in anew for each look, since the clock runs ahead of their tokens."""

    def __init__(self, running: Service) -> None:
        self.running = running
        self.answer = self._send("POST", "/v1/auth/guest", GUEST)

    def post(self, path: str, body: dict[str, Any]) -> None:
        self._send("POST", path, body)

    def revision(self) -> int:
        found: int = self._get("/v1/me")["revision"]
        return found

    def milestones(self) -> Found:
        found: Found = self._get("/v1/milestones?limit=200")["items"]
        return found

    def wait_for(self, condition: Callable[[Found], bool]) -> Found:
        end = time.monotonic() + PATIENCE_S
        while not condition(found := self.milestones()):
            assert time.monotonic() < end, self.running.said()
            time.sleep(0.01)
        return found

    def _get(self, path: str) -> dict[str, Any]:
        body = {"refresh_token": self.answer["refresh_token"]}
        self.answer = self._send("POST", "/v1/auth/refresh", body)
        return self._send("GET", path)

    def _send(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        token = getattr(self, "answer", {}).get("access_token", "")
        answer = httpx2.request(
            method,
            f"{self.running.url}{path}",
            json=body,
            headers={"authorization": f"Bearer {token}"} if token else {},
        )
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found
