"""What the files of the image promise, as far as their text can tell. tests/image proves more."""

import re
from pathlib import Path

import pytest

from app.settings import Settings
from tests.image import dockerfile, outside

ROOT = Path(__file__).parents[2]
STAGES = dockerfile.stages(ROOT / "Dockerfile")
SERVICE = STAGES[-1]
COMPOSE = (ROOT / "compose.yaml").read_text()
FILES = ("Dockerfile", ".dockerignore", "compose.yaml")


def test_the_service_does_not_run_as_root() -> None:
    uid, gid = SERVICE.last("USER").split(":")

    assert int(uid) > 1000
    assert int(gid) > 1000


def test_signals_reach_the_service_and_no_shell() -> None:
    for verb in ("ENTRYPOINT", "CMD", "HEALTHCHECK"):
        assert dockerfile.exec_form(SERVICE.last(verb))[0] not in {"sh", "bash", "/bin/sh"}


def test_the_port_of_the_image_is_the_port_of_the_service() -> None:
    assert SERVICE.last("EXPOSE") == str(Settings.model_fields["port"].default)


def test_every_package_is_pinned_by_hash_and_brings_no_database() -> None:
    installs = [
        each.text
        for stage in STAGES
        for each in stage.instructions
        if each.verb == "RUN" and "pip install" in each.text
    ]
    assert len(installs) == 2
    assert "--require-hashes" in installs[0]
    assert "requirements/server.txt" in installs[0]
    assert "--no-deps --no-build-isolation" in installs[1]


@pytest.mark.parametrize("name", FILES)
def test_no_registry_is_named(name: str) -> None:
    text = (ROOT / name).read_text()
    images = re.findall(r"(?m)^(?:FROM|\s+image:) ?(\S+)", text)

    assert "index-url" not in text
    assert not [image for image in images if "/" in image]


def test_no_secret_gets_into_a_layer() -> None:
    told = [
        each.text
        for stage in STAGES
        for each in stage.instructions
        if each.verb in {"ENV", "LABEL"}
    ]
    assert not re.search(r"PASSWORD|SECRET|TOKEN|_URL|KEY", " ".join(told))


def test_only_what_the_service_needs_goes_to_the_builder() -> None:
    sent = {str(file) for file in dockerfile.sent(ROOT)}
    rooms = {file.split("/")[0] for file in sent}

    assert {"app/cli.py", "migrations/env.py", "alembic.ini", "requirements/server.txt"} <= sent
    assert rooms == {
        *("LICENSE", "README.md", "alembic.ini", "app", "migrations"),
        *("pyproject.toml", "requirements"),
    }


def test_what_lies_about_in_a_checkout_stays_there(tmp_path: Path) -> None:
    lying_about = (".env", ".git/config", "data/keys/server.key", "app/__pycache__/main.pyc")
    for name in (*lying_about, "app/main.py", "app/main.pyc", "requirements/dev.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / ".dockerignore").write_text((ROOT / ".dockerignore").read_text())

    assert dockerfile.sent(tmp_path) == [Path("app/main.py")]


def test_a_password_that_is_missing_stops_everything() -> None:
    named = re.findall(r"\$\{(\w*PASSWORD\w*)([^}]*)\}", COMPOSE)

    assert {name for name, _ in named} == {
        *("POSTGRES_PASSWORD", "ORBIT_OWNS_PASSWORD", "ORBIT_SERVES_PASSWORD"),
    }
    assert all(rest.startswith(":?") for _, rest in named)


def test_every_container_is_confined() -> None:
    services = COMPOSE.partition("\nservices:\n")[2].partition("\nnetworks:\n")[0]
    bodies = re.split(r"(?m)^  \w+:\n", services)[1:]

    assert len(bodies) == 4
    assert all(re.match(r"    <<: \*(?:confined|service)\n", body) for body in bodies)
    for line in ("read_only: true", "cap_drop: [ALL]", 'security_opt: ["no-new-privileges:true"]'):
        assert line in COMPOSE.partition("x-service")[0]
    assert "  <<: *confined\n" in COMPOSE.partition("x-service")[2].partition("x-databases")[0]
    assert not re.search(r"privileged:|cap_add|network_mode|docker\.sock", COMPOSE)


def test_compose_hands_on_settings_that_exist() -> None:
    handed_on = set(re.findall(r"(?m)^ +(OWNORBIT_\w+):", COMPOSE))

    assert handed_on <= {f"OWNORBIT_{name.upper()}" for name in Settings.model_fields}


def test_the_roles_of_compose_are_those_of_the_documentation() -> None:
    sql = outside.roles_of(ROOT / "compose.yaml")
    documented = (ROOT / "docs/settings.md").read_text().partition("```sql")[2].partition("```")[0]
    names = set(re.findall(r"\b(?:ownorbit|orbit)_\w+", documented))

    assert names == {
        *("ownorbit_app", "ownorbit_worker", "ownorbit_keys", "orbit_serves", "orbit_owns"),
    }
    assert names <= set(re.findall(r"\w+", sql))
