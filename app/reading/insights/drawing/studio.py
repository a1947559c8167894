"""Where pictures are drawn: one at a time, on a thread of its own, when the answer is sent.

By then the request has given its connection back.
"""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.core.errors import Unavailable

SVG, PNG = "image/svg+xml", "image/png"
MOST_WAITING = 16
SOON = {"retry-after": "2"}

one_at_a_time = ThreadPoolExecutor(1, thread_name_prefix="drawing")
waiting: set[object] = set()


class Picture(Response):
    """Something that `draw` gives the bytes of, when it is sent."""

    def __init__(
        self, draw: Callable[[], bytes], media_type: str, headers: Mapping[str, str]
    ) -> None:
        """Take what is to be drawn.

        Raises:
            Unavailable: too many wait already.
        """
        if len(waiting) >= MOST_WAITING:
            raise Unavailable(headers=SOON)
        super().__init__(headers=headers, media_type=media_type)
        self._draw = draw

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        waiting.add(self)
        try:
            loop = asyncio.get_running_loop()
            self.body = await loop.run_in_executor(one_at_a_time, self._draw)
        finally:
            waiting.discard(self)
        self.headers["content-length"] = str(len(self.body))
        await super().__call__(scope, receive, send)
