"""Rival (b): the same routes written for themselves alone, as close to the metal as is usual.

The same access check, then one statement of SQLAlchemy Core, made once, in a transaction that sets
`app.user_id`; the same encryption, arithmetic and response models. It has no error pages, replays,
tombstones, events, filters, cursors, log, metrics or security headers.
"""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Annotated, Any, cast
from uuid import UUID

from fastapi import FastAPI, HTTPException, Query, Request, Response
from sqlalchemy import Row, bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.accounts.auth.access_queries import READ, WRITE
from app.companion.moods import rules
from app.companion.moods.models import Mood
from app.companion.moods.schemas import MoodCreate, MoodRead
from app.companion.streaks.arithmetic.rollup_json import rollup_from_json
from app.companion.streaks.arithmetic.rules import figures
from app.companion.streaks.models import Streak, StreakPolicy
from app.companion.streaks.reading import shown
from app.companion.streaks.schemas import StreakRead
