"""What can be done with techniques."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from app.companion.urges.techniques import built_in, queries
from app.companion.urges.techniques.errors import (
    TechniqueIsBuiltIn,
    TechniqueNotFound,
    TooManyTechniques,
)
from app.companion.urges.techniques.models import Technique
from app.companion.urges.techniques.schemas import TechniqueCreate, TechniqueUpdate
from app.core import records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.owners import Owner
from app.core.records import Draft, Stored
from app.core.tables import Record
from app.core.texts import Language

MOST = 100


async def create(db: Db, owner: Owner, new: TechniqueCreate, *, now: datetime) -> Stored:
    """Keep a technique of the user's own.

    Raises:
        TooManyTechniques: there are 100 already; or as `records.create`.
    """
    is_full = await db.scalar(queries.number_of_techniques(owner)) >= MOST
    refusal = TooManyTechniques() if is_full else None
    draft = Draft(Technique, new, _as_kept(new.model_dump()), refusal=refusal)
    stored = await records.make(db, owner, draft, now=now)
    return Stored(_as_shown(stored.record), is_new=stored.is_new)


async def list_all(db: Db, owner: Owner, language: Language) -> Record:
    """Give the user's own, newest first, then the built-in ones in their order."""
    own = await records.fetch(db, owner, Technique, queries.techniques())
    return {"items": [_as_shown(each) for each in own] + built_in.told_in(language)}


async def find(db: Db, owner: Owner, technique_id: UUID, language: Language) -> Record:
    """Load a technique, whosever it is.

    Raises:
        TechniqueNotFound: it is neither built in nor the owner's.
    """
    for technique in built_in.told_in(language):
        if technique["id"] == technique_id:
            return technique
    return await _find_own(db, owner, technique_id)


async def find_own(db: Db, owner: Owner, technique_id: UUID) -> Record:
    """Load a technique that the owner may change.

    Raises:
        TechniqueIsBuiltIn, TechniqueNotFound: they may not.
    """
    if technique_id in built_in.IDS:
        raise TechniqueIsBuiltIn
    return await _find_own(db, owner, technique_id)


async def is_known(db: Db, owner: Owner, technique_id: UUID) -> bool:
    """Tell whether the owner may name it."""
    if technique_id in built_in.IDS:
        return True
    return await db.scalar(queries.is_own(owner, technique_id)) is not None


async def update(
    db: Db, owner: Owner, technique: Record, changes: TechniqueUpdate, *, now: datetime
) -> Record:
    columns = _as_kept(changes.model_dump())
    return _as_shown(await records.change(db, owner, Technique, technique["id"], columns, now=now))


async def delete(
    db: Db, owner: Owner, technique_id: UUID, *, if_match: Versions, now: datetime
) -> None:
    """Delete a technique; urges still say that it was tried. What is gone stays gone.

    Raises:
        TechniqueIsBuiltIn: it is.
    """
    if technique_id in built_in.IDS:
        raise TechniqueIsBuiltIn
    await records.delete(db, owner, Technique, technique_id, now=now, if_match=if_match)


async def _find_own(db: Db, owner: Owner, technique_id: UUID) -> Record:
    technique = await records.find(db, owner, Technique, technique_id)
    if technique is None:
        raise TechniqueNotFound
    return _as_shown(technique)


def _as_kept(columns: Mapping[str, Any]) -> Record:
    """Write the steps as the one text that is sealed."""
    if "steps" not in columns:
        return dict(columns)
    return {**columns, "steps": json.dumps(columns["steps"], ensure_ascii=False)}


def _as_shown(technique: Record) -> Record:
    return technique | {"origin": "own", "steps": json.loads(technique["steps"])}
