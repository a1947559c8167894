import pytest
from httpx2 import AsyncClient

from tests.companion.supporters.circle import with_a_name


@pytest.fixture
async def me(me: AsyncClient) -> AsyncClient:
    """The client of a guest who has told their name, as a circle needs it."""
    return await with_a_name(me)
