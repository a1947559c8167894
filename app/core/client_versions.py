"""Which app is calling, by its word: `X-Client-Version: name/semver`, as `ownorbit-ios/1.4.2`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from itertools import zip_longest
from types import MappingProxyType

from app.core.errors import AppError

HEADER = "x-client-version"
LONGEST = 64
NUMBER = r"(?:0|[1-9]\d{0,8})"
PRE_RELEASE = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"
SPELLED = re.compile(
    rf"(?P<name>[a-z][a-z0-9-]*)/(?P<core>{NUMBER}\.{NUMBER}\.{NUMBER})"
    rf"(?:-(?P<before>{PRE_RELEASE}))?(?:\+{PRE_RELEASE})?",
    re.ASCII,
)

Numbers = tuple[int, ...]
Minimums = Mapping[str, Numbers]
"""The oldest release that is served, by the client's name."""
NO_MINIMUMS: Minimums = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ClientVersion:
    """`spelled` as it was sent. A pre-release comes before its release (semver.org, item 11)."""

    spelled: str
    name: str
    numbers: Numbers
    is_pre_release: bool

    def is_older_than(self, release: Numbers) -> bool:
        return self.numbers < release or (self.numbers == release and self.is_pre_release)


class ClientTooOld(AppError):
    """This version of the app is no longer served: `minimum_version` is the oldest that is.

    It goes by the `X-Client-Version` that was sent. Nothing was read or stored; ask the user to
    update. There is no `Upgrade` header to switch by: it is about protocols, and this is none.
    """

    status = HTTPStatus.UPGRADE_REQUIRED
    code = "client-too-old"
    title = "This version of the app is too old."

    def __init__(self, oldest: str) -> None:
        super().__init__(f"This version of the app is too old: update it to {oldest} or newer.")
        self.members = {"minimum_version": oldest}


def parse(header: str | None) -> ClientVersion | None:
    """Read the header; one that is not of this form says nothing, and is no error."""
    found = SPELLED.fullmatch(header) if header and len(header) <= LONGEST else None
    if found is None:
        return None
    numbers = _numbers(found["core"])
    return ClientVersion(found[0], found["name"], numbers, found["before"] is not None)


def minimums(setting: str) -> Minimums:
    """Read `ownorbit-ios=1.4.0,ownorbit-android=1.3`; a number left out is 0."""
    pairs = (pair.partition("=") for pair in setting.split(",") if pair)
    return {name: _numbers(release) for name, _, release in pairs}


def too_old(header: str | None, served: Minimums) -> str | None:
    """Give the oldest release that is served, if this client is older than that."""
    client = parse(header)
    release = None if client is None else served.get(client.name)
    if client is None or release is None or not client.is_older_than(release):
        return None
    return ".".join(map(str, release))


def _numbers(text: str) -> Numbers:
    given = map(int, text.split("."))
    return tuple(number for number, _ in zip_longest(given, range(3), fillvalue=0))
