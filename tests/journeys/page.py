"""A tab of a browser, spoken to by its own protocol (Chrome DevTools Protocol)."""

import base64
import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection

PATIENCE_S = 60


@dataclass
class Page:
    """A tab; `requests` and `complaints` are what it asked for and what went wrong in it."""

    connection: ClientConnection
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    calls: int = 0

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        self.calls += 1
        message = {"id": self.calls, "method": method, "params": parameters}
        self.connection.send(json.dumps(message))
        while True:
            answer = json.loads(self.connection.recv(timeout=PATIENCE_S))
            if answer.get("id") == self.calls:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result
            self._note(answer)

    def evaluate(self, script: str) -> Any:  # noqa: ANN401
        answer = self.call(
            "Runtime.evaluate",
            expression=script,
            returnByValue=True,
            userGesture=True,  # of itself, no page may open a window
        )
        assert "exceptionDetails" not in answer, (script, answer)
        return answer["result"].get("value")

    def wait_for(self, script: str) -> Any:  # noqa: ANN401
        """Wait until an expression is truthy, and give what it is then."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if value := self.evaluate(script):
                return value
            time.sleep(0.05)
        raise AssertionError(script, self.complaints, self.evaluate("document.body.innerText"))

    def go_to(self, url: str) -> None:
        """Open a page, and wait for all it loads: its scripts have run then."""
        self.call("Page.navigate", url=url)
        self.wait_for("document.readyState === 'complete'")

    def click(self, selector: str) -> None:
        self.evaluate(f"{self._usable(selector)}.click()")

    def type_into(self, selector: str, text: str) -> None:
        """Put text in place of what a field has, as a keyboard would."""
        found = self._usable(selector)
        self.evaluate(f"{found}.focus(), {found}.select()")
        self.call("Input.insertText", text=text)

    def resize(self, width: int, height: int) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )

    def screenshot(self, file: Path) -> None:
        file.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def _usable(self, selector: str) -> str:
        """Wait until somebody could use it: a hidden button may not have its script yet."""
        found = f"document.querySelector({json.dumps(selector)})"
        self.wait_for(f"{found}?.checkVisibility() && !{found}.disabled")
        return found

    def _note(self, event: dict[str, Any]) -> None:
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
        elif method == "Log.entryAdded" and parameters["entry"]["level"] in {"error", "warning"}:
            self.complaints.append(parameters["entry"]["text"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(parameters["exceptionDetails"]["text"])
        elif method == "Runtime.consoleAPICalled" and parameters["type"] == "error":
            self.complaints.append(str(parameters["args"]))
