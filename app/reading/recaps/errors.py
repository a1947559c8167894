from http import HTTPStatus

from app.core.errors import NotFound


class RecapNotYet(NotFound):
    """The week has not begun where you are. A week can be recapped from its Monday on."""

    status = HTTPStatus.NOT_FOUND
    code = "recap-not-yet"
    title = "That week has not begun yet."
