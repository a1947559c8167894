"""A loopback port that shows what arrives: webhooks, verified or not, and codes on their way."""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import cast
from urllib.parse import parse_qsl, urlsplit

HOST = "127.0.0.1"
SIGNED_BY = ("webhook-id", "webhook-timestamp", "webhook-signature")
SECRET_PREFIX = "whsec_"  # noqa: S105  (what such secrets begin with)
MOST_BYTES = 64 * 1024
HERE_WE_ARE = b"This is where your app would take over. Look at the terminal.\n"

Show = Callable[[str], None]


class Inspector(HTTPServer):
    """Listens from the start; the rest is set as soon as it is known.

    `redeem` says how a code becomes tokens, by the code and the redirect URI.
    """

    secret: str | None = None
    redeem: Callable[[str, str], str]

    def __init__(self, show: Show) -> None:
        super().__init__((HOST, 0), Visitor)
        self.show = show


class Visitor(BaseHTTPRequestHandler):
    """One request; browsers come by GET, webhooks by POST."""

    @property
    def inspector(self) -> Inspector:
        return cast("Inspector", self.server)

    def do_POST(self) -> None:
        length = min(int(self.headers.get("content-length", 0)), MOST_BYTES)
        body = self.rfile.read(length)
        verdict = (
            "verified"
            if is_signed(self.inspector.secret, dict(self.headers.items()), body)
            else "NOT VERIFIED"
        )
        headers = "".join(f"  {name}: {value}\n" for name, value in self.headers.items())
        told = body.decode(errors="replace")
        self.inspector.show(f"\nWebhook, {verdict}:\n{headers}\n  {told}")
        self.send_response(204)
        self.end_headers()

    def do_GET(self) -> None:
        brought = dict(parse_qsl(urlsplit(self.path).query))
        if "code" in brought:
            redirect_uri = f"http://{self.headers['host']}{urlsplit(self.path).path}"
            told = self.inspector.redeem(brought["code"], redirect_uri)
        else:
            told = f"\nThe browser came back with {brought}"
        if brought:  # else it looks for the picture of a tab
            self.inspector.show(told)
        self.send_response(200)
        self.send_header("content-type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(HERE_WE_ARE)

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002
        """Say nothing: what matters is shown."""


def is_signed(secret: str | None, headers: Mapping[str, str], body: bytes) -> bool:
    """Tell whether a message is signed as Standard Webhooks 1.0 says.

    An app of yours checks its age as well; the libraries do.
    """
    said = {name.lower(): value for name, value in headers.items()}
    message_id, timestamp, signatures = (said.get(name, "") for name in SIGNED_BY)
    if secret is None:
        return False
    key = b64decode(secret.removeprefix(SECRET_PREFIX))
    digest = hmac.digest(key, f"{message_id}.{timestamp}.".encode() + body, sha256)
    expected = f"v1,{b64encode(digest).decode()}"
    return any(hmac.compare_digest(expected.encode(), each.encode()) for each in signatures.split())
