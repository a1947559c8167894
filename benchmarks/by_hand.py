"""Rival (b): the same routes written for themselves alone, in one file, with nothing around them.

The same access check (token verified once and cached; the same statement, in autocommit), then one
statement of SQLAlchemy Core, built once, in a transaction that sets `app.user_id`; the same
encryption, arithmetic and response models, so the same JSON. It has no problems, replays,
tombstones, events, filters, cursors, log, metrics or security headers.
"""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import FastAPI, HTTPException, Query, Request, Response
from sqlalchemy import Row, bindparam, func, insert, select
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from app.accounts.auth.access_queries import READ, WRITE
from app.companion.moods.models import Mood
from app.companion.moods.rules import classify
from app.companion.moods.schemas import MoodCreate, MoodRead
from app.companion.streaks.models import Streak, StreakPolicy
from app.companion.streaks.reading import shown as with_figures
from app.companion.streaks.recomputation.loaded import policies_from
from app.companion.streaks.schemas import StreakRead
from app.core.clock import wall_clock
from app.core.database import Database
from app.core.days import local_date
from app.core.endpoints import external
from app.core.engines import engine_for
from app.core.ids import new_id
from app.core.owners import Cipher, Owner
from app.core.pagination import Page
from app.security import tokens
from app.security.claims import Claims
from app.security.master_ring import load_ring
from app.security.vault import Vault
from app.settings import get_settings

MOODS, STREAKS, POLICIES = Mood.__table__.c, Streak.__table__.c, StreakPolicy.__table__.c
NEWEST = (
    select(Mood.__table__)
    .where(MOODS.user_id == bindparam("user_id"))
    .order_by(MOODS.occurred_at.desc(), MOODS.id.desc())
    .limit(bindparam("limit"))
)
INSERTION = insert(Mood).returning(*MOODS)
VERSION = func.jsonb_build_array(
    POLICIES.id, POLICIES.effective_at, POLICIES.counts, POLICIES.exceptions
)
VERSIONS = (
    select(func.jsonb_agg(aggregate_order_by(VERSION, POLICIES.recorded_at), type_=JSONB))
    .where(POLICIES.user_id == bindparam("user_id"), POLICIES.streak_id == STREAKS.id)
    .scalar_subquery()
)
ONE_STREAK = select(Streak.__table__, VERSIONS.label("policies")).where(
    STREAKS.user_id == bindparam("user_id"), STREAKS.id == bindparam("id")
)

settings = get_settings()
endpoints = external(settings)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    app.state.engine = engine_for(endpoints.app.url, role=endpoints.app.role)
    app.state.gate = asyncio.Semaphore(8)
    keys = engine_for(endpoints.keys.url, pool_size=2, role=endpoints.keys.role)
    app.state.vault = Vault(Database(keys, size=2), load_ring(settings.keys / "ring"))
    app.state.signing_keys = tokens.SigningKeys(settings.keys / "signing", now=wall_clock())
    yield
    await app.state.engine.dispose()
    await keys.dispose()


app = FastAPI(lifespan=lifespan)


@app.get("/v1/streaks/{streak_id}", response_model=StreakRead)
async def get_streak(request: Request, response: Response, streak_id: UUID) -> Any:  # noqa: ANN401
    now = wall_clock()
    claims = verified(request, now)
    async with leased() as connection:
        owner = await owner_of(connection, claims, now)
        response.headers["etag"] = f'W/"{owner.revision}"'
        await run(connection, f"BEGIN; SET LOCAL app.user_id = '{owner.id}'")
        parameters = {"user_id": owner.id, "id": streak_id}
        row = (await connection.execute(ONE_STREAK, parameters)).first()
        await run(connection, "COMMIT")
    if row is None:
        raise HTTPException(404)
    streak = dict(row._mapping)  # noqa: SLF001  (SQLAlchemy's public way to a dict)
    streak["label"] = opened(owner.cipher, "streaks", streak, "label")
    return with_figures(owner, streak, policies_from(streak["policies"]), now=now)


@app.get("/v1/moods", response_model=Page[MoodRead])
async def list_moods(
    request: Request, response: Response, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> Any:  # noqa: ANN401
    now = wall_clock()
    claims = verified(request, now)
    async with leased() as connection:
        owner = await owner_of(connection, claims, now)
        tag = f'"{owner.revision}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"etag": tag})
        await run(connection, f"BEGIN; SET LOCAL app.user_id = '{owner.id}'")
        parameters = {"user_id": owner.id, "limit": limit}
        rows = (await connection.execute(NEWEST, parameters)).all()
        await run(connection, "COMMIT")
    response.headers["etag"] = tag
    return {"items": [shown(owner.cipher, row) for row in rows], "next_cursor": None}


@app.post("/v1/moods", response_model=MoodRead, status_code=201)
async def create_mood(request: Request, new: MoodCreate) -> Any:  # noqa: ANN401
    now = wall_clock()
    claims = verified(request, now)
    async with leased() as connection:
        await run(connection, "BEGIN")
        owner = await owner_of(connection, claims, now, WRITE)
        result = await connection.execute(INSERTION, columns_of(owner, new, now))
        row = result.one()
        await run(connection, "COMMIT")
    return shown(owner.cipher, row)


def verified(request: Request, now: datetime) -> Claims:
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    issuer = settings.issuer
    keys = request.app.state.signing_keys
    try:
        return tokens.verify(keys, token, issuer=issuer, audience=issuer, now=now)
    except tokens.InvalidToken as error:
        raise HTTPException(401) from error


@asynccontextmanager
async def leased() -> AsyncGenerator[AsyncConnection]:
    engine: AsyncEngine = app.state.engine
    async with app.state.gate, engine.connect() as connection:
        yield connection


async def owner_of(
    connection: AsyncConnection,
    claims: Claims,
    now: datetime,
    statement: Any = READ,  # noqa: ANN401
) -> Owner:
    parameters = {"user_id": claims.user_id, "session_id": claims.session_id, "now": now}
    row = (await connection.execute(statement, parameters)).first()
    if row is None:
        raise HTTPException(401)
    return Owner(
        id=claims.user_id,
        session_id=claims.session_id,
        scopes=claims.scopes,
        source="first_party",
        revision=row.revision,
        time_zone=row.time_zone,
        day_starts_at=row.day_starts_at,
        week_starts_on=row.week_starts_on,
        today_floor=row.today_floor,
        locale=row.locale,
        preferences=row.preferences,
        cipher=await app.state.vault.cipher_of(claims.user_id),
    )


async def run(connection: AsyncConnection, statement: str) -> None:
    """Send it as it is, past SQLAlchemy, as the service does."""
    driver: Any = (await connection.get_raw_connection()).driver_connection
    await driver.execute(statement)


def columns_of(owner: Owner, new: MoodCreate, now: datetime) -> dict[str, Any]:
    mood_id, occurred_at = new.id or new_id(), new.occurred_at or now
    seal = partial(owner.cipher.seal, table="moods", row_id=mood_id)
    own_words = json.dumps(new.custom_labels, ensure_ascii=False)
    return new.model_dump() | {
        "id": mood_id,
        "user_id": owner.id,
        "revision": owner.revision,
        "created_revision": owner.revision,
        "recorded_at": now,
        "updated_at": now,
        "source": owner.source,
        "body_digest": b"",
        "occurred_at": occurred_at,
        "time_zone": new.time_zone or owner.time_zone,
        "day_starts_at": owner.day_starts_at,
        "local_date": local_date(occurred_at, owner.zone, owner.day_starts_at),
        "custom_labels": seal(own_words, column="custom_labels"),
        "note": None if new.note is None else seal(new.note, column="note"),
    }


def shown(cipher: Cipher, row: Row[Any]) -> dict[str, Any]:
    mood = dict(row._mapping)  # noqa: SLF001  (SQLAlchemy's public way to a dict)
    mood["note"] = opened(cipher, "moods", mood, "note")
    mood["custom_labels"] = json.loads(opened(cipher, "moods", mood, "custom_labels") or "[]")
    mood["valence_classification"] = classify(mood["valence"])
    return mood


def opened(cipher: Cipher, table: str, row: dict[str, Any], column: str) -> str | None:
    blob = row[column]
    return blob and cipher.open(blob, table=table, column=column, row_id=row["id"])
