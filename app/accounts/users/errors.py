from http import HTTPStatus

from app.core.errors import AppError


class NameNeeded(AppError):
    """A mail to your circle says who asks, and there is no name of yours that it could say.

    Set one with `PATCH /v1/me` (`display_name`), then ask again. It has to be a plain name: one
    to four words, 40 characters at most. A word begins with a letter and has letters of any
    script, digits (four in the whole name), hyphens or apostrophes within, and a dot at its end:
    `Jo`, `Jo2`, `J. R. Smith`, `Anne-Marie O'Hara`. Addresses, signs and emoji are not plain.
    """

    status = HTTPStatus.CONFLICT
    code = "name-needed"
    title = "Mails to your circle need a name of yours."
