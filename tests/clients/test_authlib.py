"""An app on Authlib's client: the same road as the certified ones."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata, get_well_known_url

from tests.clients.app_owner import SCOPE, an_app, answered
from tests.connections.webhooks.asking import MOOD
from tests.core.service import Service


@pytest.fixture(autouse=True)
def on_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Authlib do without https: the service is on this machine."""
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")


@pytest.mark.parametrize("kind", ["public", "confidential"])
def test_an_app_on_authlib_gets_along(running: Service, kind: str) -> None:
    asker = an_app(running, kind)
    app, server, moods = asker.app, found(running), f"{running.url}/v1/moods"
    session = OAuth2Session(
        app["client_id"],
        app["client_secret"],
        token_endpoint_auth_method="client_secret_basic" if app["client_secret"] else "none",
        scope=SCOPE,
        redirect_uri=app["redirect_uri"],
        code_challenge_method="S256",
    )
    first = let_in(running, session, server, asker.email)
    assert first["scope"].split() == SCOPE.split()

    made = session.post(moods, json=MOOD).json()
    assert made["source"] == app["client_id"]
    second = session.refresh_token(server["token_endpoint"])
    assert second["refresh_token"] != first["refresh_token"]
    assert session.get(moods).json()["items"] == [made]
    if kind == "confidential":
        answer = session.introspect_token(server["introspection_endpoint"], second["access_token"])
        assert answer.json()["active"] is True
        assert answer.json()["client_id"] == app["client_id"]
    revoke: Any = session.revoke_token  # without types
    revoked = revoke(server["revocation_endpoint"], token=second["refresh_token"])
    assert revoked.status_code == 200
    assert session.get(moods).status_code == 401


def found(running: Service) -> dict[str, Any]:
    """Read where everything is, and let Authlib judge it."""
    answer = httpx2.get(get_well_known_url(running.url, external=True))
    server = AuthorizationServerMetadata(answer.json())
    server.validate_issuer()
    server.validate_code_challenge_methods_supported()
    assert server["issuer"] == running.url
    return dict(server)


def let_in(running: Service, session: OAuth2Session, server: dict[str, Any], email: str) -> Any:  # noqa: ANN401
    """Ask for consent and exchange the code; Authlib leaves `iss` to the app."""
    verifier = generate_token(48)
    url, state = session.create_authorization_url(
        server["authorization_endpoint"], code_verifier=verifier
    )
    back = answered(running, url, email)
    assert parse_qs(urlsplit(back).query)["iss"] == [server["issuer"]]
    return session.fetch_token(
        server["token_endpoint"], authorization_response=back, state=state, code_verifier=verifier
    )
