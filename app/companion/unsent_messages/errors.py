from http import HTTPStatus

from app.core.errors import AppError, NotFound


class UnsentMessageNotFound(NotFound):
    """You have no unsent message of this id: there never was one, or it is deleted."""

    code = "unsent-message-not-found"
    title = "There is no such unsent message."


class UnsentMessageReleased(AppError):
    """The message was let go: it is kept as it is, or burned, and can't be changed any more.

    One that was kept can still be burned, and either can be deleted. For new words write a new one.
    """

    status = HTTPStatus.CONFLICT
    code = "unsent-message-released"
    title = "The message was let go already."


class UnsentMessageBurned(AppError):
    """The message was burned, by you or at its `burn_at`. Its words are gone for good.

    So it can't be kept any more. It can be deleted, or stay as it is.
    """

    status = HTTPStatus.CONFLICT
    code = "unsent-message-burned"
    title = "The message is burned already."
