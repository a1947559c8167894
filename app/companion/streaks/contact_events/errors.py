from app.core.errors import NotFound


class ContactEventNotFound(NotFound):
    """You have no contact event of this id: there never was one, or it is deleted."""

    code = "contact-event-not-found"
    title = "There is no such contact event."
