from app.core.errors import NotFound


class PersonNotFound(NotFound):
    """You have no person of this id: there never was one, or it is deleted."""

    code = "person-not-found"
    title = "There is no such person."
