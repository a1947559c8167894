"""Push services on this machine, and a worker that sends there."""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from joserfc.jwk import ECKey, RSAKey

from app.connections.notifications.push import senders
from app.connections.notifications.push.courtesy import Courtesy
from app.connections.notifications.push.senders import Senders
from app.core.outbound import Outbound
from app.settings import Settings
from tests import certificates
from tests.clock import FakeClock
from tests.connections.notifications.push.services import Services, serving
from tests.signing_up import SignedIn, a_guest


@pytest.fixture(scope="session")
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("push")
    folder.chmod(0o700)
    return folder


@pytest.fixture(scope="session")
async def listening(key_folder: Path) -> AsyncIterator[Services]:
    _, certificate = certificates.make(key_folder)
    services = Services(FakeClock(), RSAKey.generate_key(2_048), ECKey.generate_key("P-256"))
    async with serving(services, certificate):
        yield services


@pytest.fixture
def services(listening: Services, clock: FakeClock) -> Services:
    """Give the services as they are when nothing has happened yet."""
    listening.clock = clock
    for kept in (listening.calls, listening.replies, listening.held, listening.given):
        kept.clear()
    return listening


@pytest.fixture
def push_settings(services: Services, key_folder: Path, data_dir: Path) -> Settings:
    """Set up every provider."""
    account, key = key_folder / "google.json", key_folder / "apple.p8"
    told = {
        "project_id": "orbit",
        "client_email": "push@orbit.example.com",
        "private_key": services.google.as_pem(private=True).decode(),
        "private_key_id": "g1",
        "token_uri": f"{services.url}/token",
    }
    for file, content in (
        (account, json.dumps(told).encode()),
        (key, services.apple.as_pem(private=True)),
    ):
        file.write_bytes(content)
        file.chmod(0o600)
    return Settings(
        data_dir=data_dir,
        public_url="http://test",
        vapid_contact="mailto:push@example.com",
        fcm_service_account_file=account,
        fcm_url=services.url,
        apns_key_file=key,
        apns_key_id="KEY1234567",
        apns_team_id="TEAM123456",
        apns_topic="com.example.orbit",
        apns_url=services.url,
        outbound_loopback=True,
        outbound_ca_file=key_folder / "authority.pem",
    )


@pytest.fixture
async def sending(push_settings: Settings) -> AsyncIterator[Senders]:
    """Give senders to the services on this machine."""
    way = Outbound(
        admits_loopback=push_settings.outbound_loopback, ca_file=push_settings.outbound_ca_file
    )
    yield senders.chosen(push_settings, way)
    await way.close()


@pytest.fixture
def pushing_app(app: FastAPI, sending: Senders) -> Iterator[FastAPI]:
    """Let the app and its worker send there."""
    usual, app.state.senders = app.state.senders, sending
    app.state.courtesy = Courtesy()
    yield app
    app.state.senders = usual


@pytest.fixture
async def someone(pushing_app: FastAPI) -> AsyncIterator[SignedIn]:
    """Sign up a guest, who leaves in the end: nothing of theirs is sent in another test."""
    guest = await a_guest(pushing_app)
    yield guest
    await guest.client.delete("/v1/me")
    await guest.client.aclose()
