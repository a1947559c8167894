from http import HTTPStatus

from app.core.errors import AppError, NotFound


class TechniqueNotFound(NotFound):
    """No technique has this id: none that is built in, and none of yours."""

    code = "technique-not-found"
    title = "There is no such technique."


class TechniqueIsBuiltIn(AppError):
    """The technique comes with the service and is the same for everybody: nobody changes it.

    Make one of your own with `POST /v1/techniques`; own ones come first.
    """

    status = HTTPStatus.CONFLICT
    code = "technique-is-built-in"
    title = "That technique is built in."


class TooManyTechniques(AppError):
    """You have 100 techniques of your own, and all of them are offered in every toolkit.

    Delete one that you no longer use, then make the new one.
    """

    status = HTTPStatus.CONFLICT
    code = "too-many-techniques"
    title = "You have as many techniques as there may be."
