"""What could be done now: the user's own plans, then ideas of the house."""

from app.companion.activities.ideas import queries, rules
from app.companion.activities.ideas.curated import CURATED
from app.companion.activities.ideas.rules import Idea, Wish
from app.companion.activities.models import Activity
from app.core import records
from app.core.database import Db
from app.core.owners import Owner
from app.core.tables import Record
from app.core.texts import Language, texts


async def suggest(db: Db, owner: Owner, wish: Wish, language: Language) -> Record:
    """Give the open plans of the area, newest first, then the curated ideas that fit."""
    plans = await records.fetch(db, owner, Activity, queries.open_plans_of(owner, wish.area))
    ideas = [_curated(idea, language) for idea in CURATED if rules.fits(idea, wish)]
    return {"items": [_own(plan) for plan in plans] + ideas}


def _own(plan: Record) -> Record:
    return plan | {
        "origin": "own",
        "activity_id": plan["id"],
        "meant_with_somebody": plan["meant_with_person_id"] is not None,
    }


def _curated(idea: Idea, language: Language) -> Record:
    words: Record = texts(__package__, language)[idea.id]
    return {"origin": "curated"} | idea._asdict() | words
