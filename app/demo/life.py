"""Somebody signs up and tells the service two months of their life."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.demo import contacts, doings, moods, pages, plans, turns, urges
from app.demo.almanac import ZONE, Almanac
from app.demo.connection import Body, Connection, Step


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
    # Contacts before the streaks that they break: no milestone is reached only to be taken back.
    met = _tell(service, almanac, contacts.steps(almanac, comet))
    quiet = _begin_streaks(service, almanac, comet)
    _create(service, "space-windows", turns.space_window(comet))
    _create(service, "techniques", urges.own_technique(comet))
    activities = {
        plan.key: _create(service, "activities", plans.activity(almanac, plan, comet))
        for plan in plans.PLANS
    }
    friends = _set_goals(service, almanac, activities)
    told = _tell(
        service,
        almanac,
        [
            *doings.steps(almanac, activities, friends),
            *moods.steps(almanac),
            *urges.steps(almanac, comet),
            *pages.steps(almanac, comet),
            *turns.steps(almanac, comet, quiet),
        ],
    )
    return Newcomer(guest["access_token"], guest["recovery_code"], met + told)


def _tell(service: Connection, almanac: Almanac, steps: Iterable[Step]) -> int:
    """Tell what is past, in the order of time, and give the number of entries."""
    past = sorted((each for each in steps if almanac.is_past(each.at)), key=lambda each: each.at)
    for step in past:
        service.send(step.method, f"/v1/{step.path}", step.body)
    return sum(step.method == "POST" for step in past)


def _begin_streaks(service: Connection, almanac: Almanac, person_id: str) -> str:
    """Give the id of the streak without contact."""
    quiet = _create(service, "streaks", contacts.quiet(almanac, person_id))
    _create(service, f"streaks/{quiet}/pauses", contacts.wedding_pause(almanac))
    _create(service, "streaks", contacts.no_looking(almanac, person_id))
    return quiet


def _set_goals(service: Connection, almanac: Almanac, activities: doings.Ids) -> str:
    """Give the id of the goal that evenings with friends count for."""
    friends = _create(service, "goals", plans.friends_goal(almanac))
    breathing = plans.breathing_goal(almanac, activities["breathing"])
    daily = _create(service, "goals", breathing)
    for day in plans.EXCUSED:
        service.send("PUT", f"/v1/goals/{daily}/excused-days/{almanac.day(day)}")
    _create(service, "goals", plans.running_goal(almanac, activities["running"]))
    return friends


def _create(service: Connection, kind: str, body: Body) -> str:
    record_id: str = service.post(f"/v1/{kind}", body)["id"]
    return record_id
