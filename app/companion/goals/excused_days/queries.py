from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.companion.goals.models import GoalExcusedDay
from app.companion.goals.queries import page_within
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.tables import AnySelect, mine, table_of

EXCUSED = table_of(GoalExcusedDay)
HIDDEN = {"user_id", "body_digest", "excused_on"}
SHOWN = [each for each in EXCUSED.columns if each.name not in HIDDEN]


def excused_days_of(owner: Owner, goal_id: UUID, paging: Paging) -> AnySelect:
    own = select(*SHOWN, EXCUSED.c.excused_on.label("date")).where(
        mine(EXCUSED.c, owner), EXCUSED.c.goal_id == goal_id
    )
    page = paging.select(own, owner, EXCUSED.c.excused_on, EXCUSED.c.id)
    return page_within(owner, goal_id, page, "date", "id")


def excused_day_of(owner: Owner, goal_id: UUID, day: date) -> AnySelect:
    own = select(EXCUSED).where(mine(EXCUSED.c, owner), EXCUSED.c.goal_id == goal_id)
    return own.where(EXCUSED.c.excused_on == day)
