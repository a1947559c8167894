"""The files of the docs page, each made ready once a process."""

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

ASSETS = Path(__file__).parent / "assets"
SERVED = {
    "favicon-32x32.png": "image/png",
    "init.js": "text/javascript",
    "oauth2-redirect.js": "text/javascript",
    "page.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
}
"""Media types by name; the other files are there for who reads the repository."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, as it is and compressed."""

    media_type: str
    plain: bytes
    gzipped: bytes


@cache
def asset(name: str) -> Asset:
    """Read and compress one of `SERVED`; some 100 ms for the largest, the first time."""
    plain = _read(name)
    return Asset(SERVED[name], plain, gzip.compress(plain, mtime=0))


@cache
def edition() -> str:
    """Name what all the files are now: in their paths, so that caches may keep them for ever."""
    digest = blake2b(digest_size=6)
    for name in SERVED:
        digest.update(_read(name))
    return digest.hexdigest()


@cache
def page(name: str) -> str:
    return (ASSETS / name).read_text().replace("{edition}", edition())


def _read(name: str) -> bytes:
    ours = ASSETS / name
    return (ours if ours.exists() else ASSETS / "swagger-ui" / name).read_bytes()
