import pytest
from httpx2 import AsyncClient


@pytest.fixture
async def person_id(me: AsyncClient) -> str:
    body = {"nickname": "Sam", "relation": "ex_partner", "phase": "apart"}
    return str((await me.post("/v1/people", json=body)).json()["id"])
