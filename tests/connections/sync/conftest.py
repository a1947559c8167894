import pytest
from fastapi import FastAPI

from tests.connections.sync.devices import Device, two_devices


@pytest.fixture
async def devices(app: FastAPI) -> tuple[Device, Device]:
    return await two_devices(app)


@pytest.fixture
def phone(devices: tuple[Device, Device]) -> Device:
    return devices[0]


@pytest.fixture
def tablet(devices: tuple[Device, Device]) -> Device:
    """The same user's other device."""
    return devices[1]
