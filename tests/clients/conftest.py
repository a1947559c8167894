"""What every real client needs: its packages, and a service whose clock stands still."""

from collections.abc import Iterator

import pytest

from tests.clients import node
from tests.core.service import Service, service
from tests.journeys.phone import ClockFile

NOON = "2026-03-20T12:00:00Z"


@pytest.fixture(scope="session")
def packages() -> None:
    """Install the clients' packages; fails where there is no Node."""
    node.install_packages()


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Give a service of its own process, where it is always the noon of a Friday in March."""
    clock = ClockFile(tmp_path_factory.mktemp("clock") / "clock")
    clock.show(NOON)
    with service(OWNORBIT_CLOCK_FILE=str(clock.path)) as started:
        yield started
