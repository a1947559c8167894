"""Which build this is, so that a cached answer never outlives the code that made it."""

from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

VERSION = version("ownorbit")


def _digest_of_sources() -> str:
    root = Path(__file__).parent.parent
    digest = blake2b(digest_size=6)
    for file in sorted(root.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


BUILD = f"{VERSION}+{_digest_of_sources()}"
