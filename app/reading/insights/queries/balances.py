"""Attention, push and pull, who reaches out: each is one statement that counts."""

from sqlalchemy import ColumnElement, Exists, Text, case, func, or_, select, union_all

from app.core.tables import ANY_OWNER, AnySelect, built_once, mine
from app.reading.insights.queries.ground import (
    CONTACTS,
    ENCOUNTERS,
    JOURNAL,
    LOGS,
    MOODS,
    URGES,
    named,
    tally,
)

CONTACT = ("reached_out", "met_by_choice")
CHECK = ("checked_profile", "checked_old_messages", "asked_about", "went_past")
BY_THEM = ("heard_from", "replied")
PRESENT_FROM = 6

Shape = tuple[str, str]


@built_once
def attention(*shape: str) -> AnySelect:
    focus = func.concat("journal_", JOURNAL.c.focus, type_=Text())
    about_somebody = JOURNAL.c.focus.in_(("them", "self", "both"))
    return _all(
        _contacts_and_checks(_shape(shape)),
        tally(URGES, named("urge"), _shape(shape), ~_became_contact()),
        tally(JOURNAL, focus, _shape(shape), JOURNAL.c.is_sealed.is_(False), about_somebody),
        tally(LOGS, named("own_activity"), _shape(shape), ~LOGS.c.company.contains(["person"])),
    )


@built_once
def energy(*shape: str) -> AnySelect:
    resisted = (URGES.c.outcome == "resisted", URGES.c.technique_id.is_not(None))
    open_reply = (CONTACTS.c.kind == "replied", CONTACTS.c.tone == "open")
    present = (ENCOUNTERS.c.happened.is_(True), ENCOUNTERS.c.present >= PRESENT_FROM)
    slipped = (URGES.c.outcome == "slipped", ~_became_contact())
    unsealed = JOURNAL.c.is_sealed.is_(False)
    return _all(
        _contacts_and_checks(_shape(shape)),
        tally(URGES, named("slipped_urge"), _shape(shape), *slipped),
        tally(URGES, named("resisted_urge"), _shape(shape), *resisted),
        tally(LOGS, named("mindfulness"), _shape(shape), LOGS.c.mindfulness_type.is_not(None)),
        tally(JOURNAL, named("journal"), _shape(shape), unsealed),
        tally(MOODS, named("mood"), _shape(shape)),
        tally(CONTACTS, named("open_reply"), _shape(shape), *open_reply),
        tally(ENCOUNTERS, named("present_encounter"), _shape(shape), *present),
    )


@built_once
def reciprocity(*shape: str) -> AnySelect:
    by_whom = case((CONTACTS.c.kind.in_(CONTACT), named("by_me")), else_=named("by_them"))
    return tally(CONTACTS, by_whom, _shape(shape), CONTACTS.c.kind.in_((*CONTACT, *BY_THEM)))


def _contacts_and_checks(shape: Shape) -> AnySelect:
    what = case((CONTACTS.c.kind.in_(CONTACT), named("contact")), else_=named("check"))
    return tally(CONTACTS, what, shape, CONTACTS.c.kind.in_((*CONTACT, *CHECK)))


def _became_contact() -> Exists:
    """Tell whether an urge is counted already: as the contact or the check that it became."""
    became = CONTACTS.alias("became")
    linked: ColumnElement[bool] = or_(
        became.c.id == URGES.c.contact_event_id, became.c.urge_id == URGES.c.id
    )
    return (
        select(became.c.id)
        .where(mine(became.c, ANY_OWNER), became.c.kind.in_((*CONTACT, *CHECK)), linked)
        .exists()
    )


def _all(*tallies: AnySelect) -> AnySelect:
    found = union_all(*tallies).subquery("tallies")
    return select(found.c.bucket, found.c.what, found.c.n)


def _shape(shape: tuple[str, ...]) -> Shape:
    bucket, week_starts_on = shape
    return bucket, week_starts_on
