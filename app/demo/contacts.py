"""Two people, two streaks, and all that happened between them in two months."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid5

from app.demo.almanac import Almanac
from app.demo.connection import Body, Step, entry

WEDDING = (34, 36)
"""The dates on which the quiet was set aside beforehand."""

PERSON = {
    "nickname": "Comet",
    "relation": "ex_partner",
    "phase": "apart",
    "note": "Three good years, one long goodbye.",
}
FRIEND = {"nickname": "Pepper", "relation": "friend", "phase": "together"}


@dataclass(frozen=True, slots=True)
class Contact:
    """Something between them: on which day, at what time, and what about it."""

    day: int
    clock: str
    kind: str
    channel: str | None = None
    reason: str | None = None
    tone: str | None = None
    platform: str | None = None
    note: str | None = None


CONTACTS = (
    Contact(3, "20:10", "heard_from", "message", tone="neutral", note="Asked about the box."),
    Contact(4, "18:00", "reached_out", "in_person", "belongings", note="The box, at the door."),
    Contact(8, "01:30", "reached_out", "message", tone="open", note="Four long messages."),
    Contact(12, "20:50", "checked_profile", platform="instagram"),
    Contact(15, "09:20", "heard_from", "email", tone="neutral", note="About the flat."),
    Contact(20, "17:40", "reached_out", "call", "bills", "neutral", note="Seven minutes."),
    Contact(21, "11:05", "replied", "email", "bills", note="Yes to the sum, nothing else."),
    Contact(24, "13:15", "told_about", "via_friend", note="Did not ask, was told."),
    Contact(27, "21:20", "checked_profile", platform="instagram"),
    Contact(29, "19:15", "reached_out", "message", tone="open", note="Happy birthday, and more."),
    Contact(35, "16:00", "met_by_choice", "in_person", tone="open", note="The wedding."),
    Contact(38, "18:30", "heard_from", "message", tone="open", note="Not answered."),
    Contact(44, "08:45", "met_by_chance", "in_person", tone="neutral", note="At the bakery."),
    Contact(52, "21:00", "heard_from", "social", tone="open", platform="instagram"),
    Contact(54, "10:00", "replied", "email", "legal", "neutral", note="The last signature."),
)


def quiet(almanac: Almanac, person_id: str) -> Body:
    started_at = almanac.at(0, "07:30")
    return {"kind": "no_contact", "person_id": person_id, "started_at": started_at}


def no_looking(almanac: Almanac, person_id: str) -> Body:
    """Begun on the day of logging out everywhere."""
    started_at = almanac.at(6, "19:00")
    return {"kind": "no_checking", "person_id": person_id, "started_at": started_at}


def wedding_pause(almanac: Almanac) -> Body:
    first, last = WEDDING
    return {"from_on": almanac.day(first), "until_on": almanac.day(last)}


def steps(almanac: Almanac, person_id: str) -> Iterator[Step]:
    for contact in CONTACTS:
        body = {
            "id": event_id(person_id, contact.day),
            "person_id": person_id,
            "kind": contact.kind,
            "channel": contact.channel,
            "reason": contact.reason,
            "tone": contact.tone,
            "platform": contact.platform,
            "note": contact.note,
        }
        yield entry(almanac.at(contact.day, contact.clock), "contact-events", body)


def event_id(person_id: str, day: int) -> str:
    """Give the id that the contact of a day has: there is one a day at most."""
    return str(uuid5(UUID(person_id), f"contact {day}"))
