"""The matrix can fail: with both walls down it sees another's rows."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from app.companion.people.models import Person
from app.core import tables
from app.core.database import Database
from app.core.owners import Owner
from app.core.tables import mine
from tests.isolation.conftest import Records, Town, found_town
from tests.isolation.document import OPERATIONS, SECURED
from tests.isolation.test_matrix import compare
from tests.isolation.test_own_ids import CREATES

