from app.core.errors import NotFound


class EncounterNotFound(NotFound):
    """You have no encounter of this id: there never was one, or it is deleted."""

    code = "encounter-not-found"
    title = "There is no such encounter."
