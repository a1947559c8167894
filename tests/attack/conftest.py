import pytest

from app.security.tokens import SigningKeys
from tests.attack.forge import NOW


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> SigningKeys:
    return SigningKeys(tmp_path_factory.mktemp("signing") / "keys", now=NOW)
