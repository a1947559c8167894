"""Where pictures are drawn: one at a time, on a thread of its own, when the answer is sent.

By then the request has given its connection back. matplotlib is imported by the first picture.
"""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.core.errors import Unavailable
from app.reading.insights.vocabulary import Theme as ThemeName

SVG, PNG = "image/svg+xml", "image/png"
MOST_WAITING = 16
SOON = {"retry-after": "2"}

one_at_a_time = ThreadPoolExecutor(1, thread_name_prefix="drawing")
waiting: set[object] = set()


class Picture(Response):
    """An insight, drawn when it is sent."""

    def __init__(
        self,
        insight: Mapping[str, Any],
        media_type: str,
        theme: ThemeName,
        headers: Mapping[str, str],
    ) -> None:
        """Take what is to be drawn.

        Raises:
            Unavailable: too many wait already.
        """
        if len(waiting) >= MOST_WAITING:
            raise Unavailable(headers=SOON)
        super().__init__(headers=headers, media_type=media_type)
        self._work = (insight, media_type, theme)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        waiting.add(self)
        try:
            loop = asyncio.get_running_loop()
            self.body = await loop.run_in_executor(one_at_a_time, draw, *self._work)
        finally:
            waiting.discard(self)
        self.headers["content-length"] = str(len(self.body))
        await super().__call__(scope, receive, send)


def draw(insight: Mapping[str, Any], media_type: str, theme: ThemeName) -> bytes:
    """Draw on the present thread; only one may do so at a time."""
    from matplotlib import rc_context  # noqa: PLC0415  (half a second, at the first picture)

    from app.reading.insights.drawing import canvas, pictures  # noqa: PLC0415
    from app.reading.insights.drawing.themes import THEMES  # noqa: PLC0415

    with rc_context(canvas.LETTERS):
        figure = pictures.picture(insight, THEMES[theme], insight["language"])
        if media_type == PNG:
            return canvas.as_png(figure)
        return canvas.as_svg(figure, insight["title"], insight["alt"])
