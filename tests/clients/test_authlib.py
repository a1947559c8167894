"""An app on Authlib's client: the same road as the certified ones."""

from urllib.parse import parse_qs, urlsplit

import pytest
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata, get_well_known_url

from tests.clients.app_owner import SCOPE, an_app, answered
from tests.connections.webhooks.asking import MOOD
from tests.core.service import Service


@pytest.mark.parametrize("kind", ["public", "confidential"])
def test_an_app_on_authlib_gets_along(
    running: Service, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # the service is on loopback
    asker = an_app(running, kind)
    app = asker.app
    session = OAuth2Session(
        app["client_id"],
        app["client_secret"],
        token_endpoint_auth_method="client_secret_basic" if app["client_secret"] else "none",
        scope=SCOPE,
        redirect_uri=app["redirect_uri"],
        code_challenge_method="S256",
    )
    found = session.get(get_well_known_url(running.url, external=True), withhold_token=True)
    server = AuthorizationServerMetadata(found.json())
    server.validate_issuer()
    server.validate_code_challenge_methods_supported()
    session.metadata |= server

    verifier = generate_token(48)
    url, state = session.create_authorization_url(
        server["authorization_endpoint"], code_verifier=verifier
    )
    back = answered(running, url, asker.email)
    assert parse_qs(urlsplit(back).query)["iss"] == [server["issuer"]]
    first = session.fetch_token(
        server["token_endpoint"], authorization_response=back, state=state, code_verifier=verifier
    )
    assert first["scope"].split() == SCOPE.split()

    moods = f"{running.url}/v1/moods"
    made = session.post(moods, json=MOOD).json()
    assert made["source"] == app["client_id"]
    second = session.refresh_token(server["token_endpoint"])
    assert second["refresh_token"] != first["refresh_token"]
    assert session.get(moods).json()["items"] == [made]
    if kind == "confidential":
        told = session.introspect_token(
            server["introspection_endpoint"], token=second["access_token"]
        ).json()
        assert (told["active"], told["client_id"]) == (True, app["client_id"])
    revoked = session.revoke_token(server["revocation_endpoint"], token=second["refresh_token"])
    assert revoked.status_code == 200
    assert session.get(moods).status_code == 401
