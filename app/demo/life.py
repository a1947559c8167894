"""Somebody signs up and tells the service two months of their life, in the order it happened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.demo import contacts, doings, moods, plans
from app.demo.almanac import ZONE, Almanac
from app.demo.connection import Body, Connection


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What they keep from signing up, and how much they told."""

    access_token: str
    recovery_code: str
    entries: int


def live(service: Connection) -> Newcomer:
    """Fill an account of its own; today is the service's.

    Raises:
        DemoFailed: the service is not there, or refuses something.
    """
    device = {"name": "Demo", "platform": "other"}
    guest = service.post("/v1/auth/guest", {"time_zone": ZONE, "device": device})
    service.token = guest["access_token"]
    almanac = Almanac(datetime.fromisoformat(guest["user"]["created_at"]))
    comet = _create(service, "people", contacts.PERSON | {"phase_since": almanac.day(0)})
    _create(service, "people", contacts.FRIEND)
    _begin_streaks(service, almanac, comet)
    activities = {
        plan.key: _create(service, "activities", plans.activity(almanac, plan, comet))
        for plan in plans.PLANS
    }
    friends = _set_goals(service, almanac, activities)
    told = [
        entry
        for entry in _entries(almanac, comet, activities, friends)
        if almanac.is_past(entry[1]["occurred_at"])
    ]
    for kind, body in sorted(told, key=lambda entry: entry[1]["occurred_at"]):
        _create(service, kind, body)
    return Newcomer(guest["access_token"], guest["recovery_code"], len(told))


def _begin_streaks(service: Connection, almanac: Almanac, person_id: str) -> None:
    quiet = _create(service, "streaks", contacts.quiet(almanac, person_id))
    _create(service, f"streaks/{quiet}/pauses", contacts.wedding_pause(almanac))
    _create(service, "streaks", contacts.no_looking(almanac, person_id))


def _set_goals(service: Connection, almanac: Almanac, activities: doings.Ids) -> str:
    """Give the id of the goal that evenings with friends count for."""
    friends = _create(service, "goals", plans.friends_goal(almanac))
    breathing = plans.breathing_goal(almanac, activities["breathing"])
    daily = _create(service, "goals", breathing)
    for day in plans.EXCUSED:
        service.send("PUT", f"/v1/goals/{daily}/excused-days/{almanac.day(day)}")
    _create(service, "goals", plans.running_goal(almanac, activities["running"]))
    return friends


def _entries(
    almanac: Almanac, person_id: str, activities: doings.Ids, friends_goal_id: str
) -> Iterator[tuple[str, Body]]:
    for event in contacts.contact_events(almanac, person_id):
        yield "contact-events", event
    for log in doings.logs(almanac, activities, friends_goal_id):
        yield "activity-logs", log
    for check_in in moods.check_ins(almanac):
        yield "moods", check_in


def _create(service: Connection, kind: str, body: Body) -> str:
    record_id: str = service.post(f"/v1/{kind}", body)["id"]
    return record_id
