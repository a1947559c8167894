from app.core.errors import NotFound


class ReturnCheckNotFound(NotFound):
    """You have no return check of this id: there never was one, or it is deleted."""

    code = "return-check-not-found"
    title = "There is no such return check."
