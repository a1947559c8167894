"""What an app in Python does with moods and goals, by the generated client alone.

`python life.py <address>` writes what it saw, as JSON.
"""

import json
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from own_orbit_client import AuthenticatedClient, Client
from own_orbit_client.api.goals import create_goal, delete_goal, get_goal, list_goals, update_goal
from own_orbit_client.api.moods import create_mood, delete_mood, get_mood, list_moods, update_mood
from own_orbit_client.api.sign_in import sign_up_as_guest
from own_orbit_client.models import (
    Device,
    DevicePlatform,
    GoalCadence,
    GoalCadencePer,
    GoalCadenceUpdate,
    GoalCreate,
    GoalCreateArea,
    GoalRead,
    GoalUpdate,
    GoalUpdateStatus,
    GuestCreate,
    ListMoodsKind,
    ListMoodsLabel,
    MoodCreate,
    MoodCreateKind,
    MoodCreateLabelsItem,
    MoodRead,
    MoodUpdate,
    PageGoalRead,
    PageMoodRead,
    Problem,
    SignedUp,
)

Kind = TypeVar("Kind")
NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)


def main(url: str) -> None:
    told = sign_up_as_guest.sync(
        client=Client(base_url=url, raise_on_unexpected_status=True),
        body=GuestCreate(time_zone="Europe/Berlin", device=Device(platform=DevicePlatform.OTHER)),
    )
    me = AuthenticatedClient(
        base_url=url, token=of(SignedUp, told).access_token, raise_on_unexpected_status=True
    )
    with me as client:
        sys.stdout.write(json.dumps({"moods": moods(client), "goals": goals(client)}))


def moods(me: AuthenticatedClient) -> dict[str, Any]:
    made = [of(MoodRead, create_mood.sync(client=me, body=check_in(number))) for number in range(7)]
    first = made[0]
    again = create_mood.sync_detailed(client=me, body=check_in(0, id_=first.id))
    taken = create_mood.sync(client=me, body=check_in(1, id_=first.id))
    changed = MoodUpdate(valence=-0.5, note=None)
    kept = of(MoodRead, update_mood.sync(first.id, client=me, body=changed))
    return {
        "made": len({mood.id for mood in made}),
        "first": shown(first),
        "again": [again.status_code, of(MoodRead, again.parsed) == first],
        "taken": problem(taken),
        "pages": pages(me),
        "filters": filters(me),
        "changed": [*shown(kept), kept.revision > first.revision],
        "stale": problem(update_mood.sync(first.id, client=me, body=changed, if_match='"r1"')),
        "refused": problem(create_mood.sync(client=me, body=check_in(0, valence=2.0))),
        "deleted": delete_mood.sync_detailed(first.id, client=me).status_code,
        "gone": problem(get_mood.sync(first.id, client=me)),
        "left": len(of(PageMoodRead, list_moods.sync(client=me)).items),
    }


def check_in(number: int, *, valence: float = 0.5, id_: UUID | None = None) -> MoodCreate:
    """Make one of seven: every second is a daily mood, every third has a label; a day apart."""
    return MoodCreate(
        id=id_ or uuid4(),
        kind=MoodCreateKind.DAILYMOOD if number % 2 else MoodCreateKind.MOMENTARYEMOTION,
        valence=valence,
        labels=[MoodCreateLabelsItem.CALM] if number % 3 == 0 else [],
        occurred_at=NOON - timedelta(days=number),
        note="rain" if number == 0 else None,
        energy=number,
    )


def shown(mood: MoodRead) -> list[Any]:
    return [mood.valence, mood.note, mood.energy, mood.local_date.isoformat()]


def pages(me: AuthenticatedClient) -> list[list[int | None]]:
    """Go through the list three at a time: the energies tell which they are."""
    page = of(PageMoodRead, list_moods.sync(client=me, limit=3))
    seen = [page]
    while page.next_cursor is not None:
        page = of(PageMoodRead, list_moods.sync(client=me, limit=3, cursor=page.next_cursor))
        seen.append(page)
    return [[mood.energy for mood in each.items] for each in seen]


def filters(me: AuthenticatedClient) -> dict[str, list[int | None]]:
    asked = {
        "daily": list_moods.sync(client=me, kind=ListMoodsKind.DAILYMOOD),
        "calm": list_moods.sync(client=me, label=ListMoodsLabel.CALM),
        "days": list_moods.sync(client=me, from_=date(2026, 3, 15), to=date(2026, 3, 17)),
    }
    return {
        name: [mood.energy for mood in of(PageMoodRead, page).items] for name, page in asked.items()
    }


def goals(me: AuthenticatedClient) -> dict[str, Any]:
    cadence = GoalCadence(times=3, per=GoalCadencePer.WEEK)
    body = GoalCreate(
        title="Climb", area=GoalCreateArea.BODY, why="I used to.", cadence=cadence, id=uuid4()
    )
    first = of(GoalRead, create_goal.sync(client=me, body=body))
    changes = GoalUpdate(
        why=None, cadence=GoalCadenceUpdate(times=2), status=GoalUpdateStatus.PAUSED
    )
    changed = of(GoalRead, update_goal.sync(first.id, client=me, body=changes))
    return {
        "first": figures(first),
        "again": create_goal.sync_detailed(client=me, body=body).status_code,
        "changed": figures(changed),
        "listed": len(of(PageGoalRead, list_goals.sync(client=me)).items),
        "unknown": problem(get_goal.sync(uuid4(), client=me)),
        "deleted": delete_goal.sync_detailed(first.id, client=me).status_code,
        "left": len(of(PageGoalRead, list_goals.sync(client=me)).items),
    }


def figures(goal: GoalRead) -> list[Any]:
    cadence = None if goal.cadence is None else [goal.cadence.times, goal.cadence.per]
    progress = goal.progress
    start = progress.period_start.isoformat()
    return [goal.title, goal.why, goal.status, cadence, progress.done, progress.met, start]


def problem(told: object) -> list[Any]:
    """Say of a problem what a program goes by."""
    it = of(Problem, told)
    pointers = [each.pointer for each in it.errors] if it.errors else []
    return [it.status, it.type_, *pointers]


def of(kind: type[Kind], told: object) -> Kind:
    """Give an answer as what it has to be here."""
    if not isinstance(told, kind):
        raise TypeError(told)
    return told


if __name__ == "__main__":
    main(sys.argv[1])
