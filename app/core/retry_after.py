"""How long somebody asked us to stay away."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime


def asked_wait(text: str | None, longest: timedelta, *, now: datetime) -> timedelta | None:
    """Read a Retry-After header (seconds or a date, RFC 9110); None if there is none to be read."""
    if text is None:
        return None
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), longest.total_seconds()))
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # the latter of a year or a zone without end
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(moment - now, timedelta(0)), longest)
