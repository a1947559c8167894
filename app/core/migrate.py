"""Brings both databases to the newest migration, and tells whether they are there."""

import asyncio
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text

from app.core.database import Database
from app.core.endpoints import Endpoint, Endpoints

CONFIG_FILE = Path(__file__).parents[2] / "alembic.ini"
MAIN, KEYS = "alembic", "keys"


def config_for(section: str, endpoint: Endpoint) -> Config:
    return Config(CONFIG_FILE, ini_section=section, attributes={"endpoint": endpoint})


async def to_head(endpoints: Endpoints) -> None:
    """Migrate the key database and the main one. Safe to run by two at once: one waits."""
    for section, endpoint in ((KEYS, endpoints.keys_owner), (MAIN, endpoints.owner)):
        await asyncio.to_thread(command.upgrade, config_for(section, endpoint), "head")


async def is_at_head(database: Database) -> bool:
    """Tell whether the main database is at this build's newest migration."""
    async with database.lease() as db:
        if await db.scalar(text("SELECT to_regclass('alembic_version')")) is None:
            return False
        present = await db.scalar(text("SELECT version_num FROM alembic_version"))
    return bool(present == newest())


@cache
def newest() -> str | None:
    return ScriptDirectory.from_config(Config(CONFIG_FILE)).get_current_head()
