from http import HTTPStatus

from app.core.errors import AppError


class ImportNotFound(AppError):
    """There is no import of that id among yours."""

    status = HTTPStatus.NOT_FOUND
    code = "import-not-found"
    title = "There is no such import."


class TooManyImports(AppError):
    """Five files of yours wait to be read. Send the next one when one of them is done."""

    status = HTTPStatus.CONFLICT
    code = "too-many-imports"
    title = "Too many files wait to be read."


class ImportCutShort(AppError):
    """The file ended before it was whole: the connection broke. Nothing of it was kept.

    Send it again; what an earlier import made is not made twice.
    """

    status = HTTPStatus.BAD_REQUEST
    code = "import-cut-short"
    title = "The file did not arrive whole."


class NotAnImportFile(AppError):
    """The body is the file itself: `text/csv` for Daylio, `application/json` for all others.

    `application/octet-stream` is taken for each of them. A form with a file in it is not.
    """

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    code = "not-an-import-file"
    title = "The body is not of a type that this format has."
