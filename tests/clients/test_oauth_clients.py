"""Apps on certified OAuth clients: asked, exchanged, used, renewed, looked up, given back."""

import json
import shutil
import subprocess
from typing import Any

import pytest

from tests.clients.app_owner import SCOPE, Asker, an_app, answered
from tests.clients.node import HERE
from tests.core.service import Service

PATIENCE_S = 60


@pytest.mark.usefixtures("packages")
@pytest.mark.parametrize("kind", ["public", "confidential"])
@pytest.mark.parametrize("library", ["oauth4webapi", "openid-client"])
def test_an_app_on_a_certified_client_gets_along(running: Service, library: str, kind: str) -> None:
    asker = an_app(running, kind)
    told = play(running, f"oauth/{library}.js", asker)

    assert "iss" in told["refused"]
    assert told["first"]["scope"].split() == SCOPE.split()
    assert told["first"]["token_type"].lower() == "bearer"
    assert told["made"]["source"] == asker.app["client_id"]
    assert told["listed"]["items"] == [told["made"]]
    assert told["second"]["refresh_token"] != told["first"]["refresh_token"]
    if kind == "confidential":
        assert told["before"]["active"] is True
        assert told["before"]["client_id"] == asker.app["client_id"]
        assert told["before"]["scope"].split() == SCOPE.split()
        assert told["after"] == {"active": False}
    assert told["status"] == 401


def play(running: Service, script: str, asker: Asker) -> Any:  # noqa: ANN401
    """Let Node play the app, and be the browser that it sends away."""
    with subprocess.Popen(
        [shutil.which("node") or "node", script],
        cwd=HERE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as app:
        try:
            question = exchanged(app, asker.app)["visit"]
            told = exchanged(app, {"at": answered(running, question, asker.email)})["told"]
            _, complaints = app.communicate(timeout=PATIENCE_S)
        finally:
            app.kill()
    assert (app.returncode, complaints) == (0, "")
    return told


def exchanged(app: subprocess.Popen[str], said: dict[str, Any]) -> Any:  # noqa: ANN401
    assert app.stdin is not None
    assert app.stdout is not None
    app.stdin.write(json.dumps(said) + "\n")
    app.stdin.flush()
    line = app.stdout.readline()
    if not line:
        raise AssertionError(app.communicate(timeout=PATIENCE_S)[1])
    return json.loads(line)
