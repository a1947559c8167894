"""Everybody outside, for tests in which it does not matter who that is."""

from collections.abc import Mapping

from app.core.outbound import Answer


class Hearing:
    """Hears whatever is sent, wherever it was to go, and says that it was heard."""

    admits_loopback = False

    async def post(self, url: str, *, content: bytes, headers: Mapping[str, str]) -> Answer:  # noqa: ARG002
        return Answer(204, {}, b"")
