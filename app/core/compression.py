"""Compressed answers for who asks, but never of pages that hold secrets."""

from starlette.types import ASGIApp, Receive, Scope, Send
from starlette_compress import CompressMiddleware

MINIMUM_BYTES = 500
SECRET_PATHS = ("/v1/auth/",)
"""A secret beside text that an attacker chooses can be guessed from the compressed length."""


class Compression:
    """Compresses by zstd, Brotli or gzip, whichever of them the client takes first."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._compressing = CompressMiddleware(
            app, minimum_size=MINIMUM_BYTES, zstd_level=3, brotli_quality=1, gzip_level=4
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_secret = scope["type"] == "http" and scope["path"].startswith(SECRET_PATHS)
        await (self._plain if is_secret else self._compressing)(scope, receive, send)
