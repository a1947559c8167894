"""What of a row follows from its other columns: derived anew, whatever a file says of it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from app.companion.activities.logs.models import ActivityLog
from app.companion.goals.definitions import definition_of as goal_definition
from app.companion.goals.models import Goal
from app.companion.goals.recounting.loaded import Loaded as LoadedGoal
from app.companion.goals.recounting.rewrites import recounted
from app.companion.milestones.models import Milestone
from app.companion.milestones.rules import is_one, milestone_id
from app.companion.return_checks.models import ReturnCheck
from app.companion.return_checks.rules import Answers, decide
from app.companion.return_checks.schemas import ReturnAnswers
from app.companion.self_checks.models import SelfCheck
from app.companion.self_checks.rules import score
from app.companion.streaks.contact_events.models import ContactEvent
from app.companion.streaks.definitions import as_set
from app.companion.streaks.models import Streak
from app.companion.streaks.recomputation.loaded import Loaded, definition_of
from app.companion.streaks.recomputation.rewrites import reckoned
from app.connections.formats.own.parsing import UNREADABLE, Unfit
from app.core import units
from app.core.days import local_date
from app.core.owners import Owner
from app.core.tables import Record

ENDING = ("ended_at", "ended_time_zone", "ended_day_starts_at", "ended_on", "outcome")


def following(owner: Owner, model: type[Any], record: Record) -> Record:
    """Give those columns of a row that was read and held to the API's bodies.

    Raises:
        Unfit: its columns contradict each other.
    """
    derive = DERIVATIONS.get(model)
    return {} if derive is None else derive(owner, record)


def _streak(owner: Owner, streak: Record) -> Record:
    ending = [streak[name] is None for name in ENDING]
    if any(ending) != all(ending):
        raise Unfit(UNREADABLE, "ended_at")
    if not ending[0] and streak["ended_at"] < streak["started_at"]:
        raise Unfit(UNREADABLE, "ended_at")
    label = streak["label"]
    digest = None if label is None else owner.cipher.digest("streak-label", label.encode())
    sets = {name: as_set(streak[name]) for name in ("platforms", "measures")}
    dates = {
        "started_on": _date(streak["started_at"], streak["time_zone"], streak["day_starts_at"]),
        "ended_on": _date(*(streak[name] for name in ENDING[:3])),
    }
    loaded = Loaded(streak["id"], definition_of(streak | dates), policies=(), pauses=())
    rollup = reckoned([loaded]).rollups[streak["id"]]
    return {"label_digest": digest, "rollup": rollup, **sets, **dates}


def _goal(owner: Owner, goal: Record) -> Record:
    rollup = recounted([LoadedGoal(goal["id"], goal_definition(goal))]).rollups[goal["id"]]
    return {"unit_digest": units.digest_of(owner, goal["target_unit"]), "rollup": rollup}


def _log(owner: Owner, log: Record) -> Record:
    return {"unit_digest": units.digest_of(owner, log["unit"])}


def _event(_owner: Owner, event: Record) -> Record:
    """Leave the urge away that comes after it in the file; it is linked at the end."""
    restart_at = event["restart_at"]
    if restart_at is not None and restart_at < event["occurred_at"]:
        raise Unfit(UNREADABLE, "restart_at")
    restart_on = _date(restart_at, event["time_zone"], event["day_starts_at"])
    return {"urge_id": None, "restart_on": restart_on}


def _milestone(_owner: Owner, milestone: Record) -> Record:
    """Hold it to what it can be; whether it was reached is looked at when all rows are there."""
    if not is_one(milestone["days"]):
        raise Unfit(UNREADABLE, "days")
    named = (milestone[name] for name in ("streak_id", "opened_by", "days"))
    if milestone["id"] != milestone_id(*named):
        raise Unfit(UNREADABLE, "id")
    return {}


def _self_check(_owner: Owner, check: Record) -> Record:
    return {"score": score(check["answers"])}


def _return_check(_owner: Owner, check: Record) -> Record:
    """Decide it again by the silence that there was then."""
    silence = check["silence_days"]
    if silence is not None and silence < 0:
        raise Unfit(UNREADABLE, "silence_days")
    verdict = decide(Answers(**{name: check[name] for name in ReturnAnswers.model_fields}), silence)
    return {
        "returned_on": _date(check["returned_at"], check["time_zone"], check["day_starts_at"]),
        "advice": verdict.advice,
        "decided_by": verdict.decided_by,
        "nearly": verdict.nearly,
        "cooling_off_until": check["returned_at"] + verdict.cooling_off,
    }


def _date(moment: datetime | None, zone: str, day_starts_at: time) -> date | None:
    return None if moment is None else local_date(moment, ZoneInfo(zone), day_starts_at)


DERIVATIONS: Mapping[type[Any], Callable[[Owner, Record], Record]] = {
    Streak: _streak,
    Goal: _goal,
    ActivityLog: _log,
    ContactEvent: _event,
    Milestone: _milestone,
    SelfCheck: _self_check,
    ReturnCheck: _return_check,
}
