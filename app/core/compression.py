"""Compressed answers for who asks, but never of pages that hold secrets."""

from functools import lru_cache

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type

LONGEST_PLAIN_BYTES = 500
SECRET_PATHS = ("/oauth/", "/v1/auth/")
"""A secret beside text that an attacker chooses can be guessed from the compressed length."""
SHOWN_ONCE_PATHS = ("/v1/oauth-clients", "/v1/personal-access-tokens", "/v1/webhook-endpoints")
"""Whose POSTs show one; what is read there later holds none."""
CODINGS = ("zstd", "br", "gzip")
"""The one that we like best first: it decides between those that a client likes equally."""
Choice = tuple[str | None, bool]
UNSUITED = {"zstd": False, "brotli": False, "gzip": False}

for media_type in ("application/problem+json", "text/csv"):
    add_compress_type(media_type)


class Compression:
    """Compresses by the coding that the client likes best (RFC 9110, section 12.5.3)."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        sizes = {False: LONGEST_PLAIN_BYTES + 1, True: 0}
        self._compressing: dict[Choice, ASGIApp] = {
            (coding, is_demanded): _compressing(app, coding, minimum_bytes)
            for coding in CODINGS
            for is_demanded, minimum_bytes in sizes.items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._plain
        if scope["type"] == "http" and not _shows_secrets(scope):
            choice = _choice(", ".join(Headers(scope=scope).getlist("accept-encoding")))
            app = self._compressing.get(choice, app)
        await app(scope, receive, send)


def _shows_secrets(scope: Scope) -> bool:
    path: str = scope["path"]
    is_shown_once = scope["method"] == "POST" and path.startswith(SHOWN_ONCE_PATHS)
    return is_shown_once or path.startswith(SECRET_PATHS)


@lru_cache(maxsize=256)
def _choice(header: str) -> Choice:
    """Choose a coding, or none; and say whether the plain answer is refused.

    Where nothing is acceptable the header is disregarded, as RFC 9110, 12.4.1 allows.
    """
    weights = _weights(header)
    others = weights.get("*", 0)
    best = max(CODINGS, key=lambda coding: weights.get(coding, others))
    weight = weights.get(best, others)
    if weight == 0 or weight < weights.get("identity", 0):
        return None, False
    return best, weights.get("identity", weights.get("*", 1)) == 0


def _weights(header: str) -> dict[str, float]:
    found = {}
    for each in header.split(","):
        coding, _, weight = each.lower().replace(" ", "").partition(";")
        try:
            found[coding.strip()] = float(weight.removeprefix("q=") or 1)
        except ValueError:
            found[coding.strip()] = 0
    return found


def _compressing(app: ASGIApp, coding: str, minimum_bytes: int) -> ASGIApp:
    suited = UNSUITED | {"brotli" if coding == "br" else coding: True}
    return CompressMiddleware(
        app,
        minimum_size=minimum_bytes,
        zstd_level=3,
        brotli_quality=1,
        gzip_level=4,
        **suited,
    )
