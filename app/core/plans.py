"""Plans: a record is about to be made, and others add to the very statement that makes it.

They answer by what its row will be, after loading what they need. What they add is written only
if the record is new, so that a create that comes again changes nothing.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from app.core.database import Db
from app.core.owners import Owner
from app.core.record_statements import Along

Plan = Mapping[str, Any]
"""A row to come, by its columns: its id too, free text open, null what the statement derives."""
Answer = Callable[[Db, Owner, Plan, datetime], Awaitable[Sequence[Along]]]

_answers: defaultdict[str, list[Answer]] = defaultdict(list)


def answer(event_type: str) -> Callable[[Answer], Answer]:
    """Call the function before each event of this type."""

    def add(function: Answer) -> Answer:
        _answers[event_type].append(function)
        return function

    return add


async def ask(db: Db, owner: Owner, event_type: str, plan: Plan, *, now: datetime) -> list[Along]:
    """Let the other features say what to write along with what is about to happen."""
    return [
        along for function in _answers[event_type] for along in await function(db, owner, plan, now)
    ]
