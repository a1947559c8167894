"""The ground that real clients stand on."""

import json

import pytest

from tests.clients import node

ROOT = node.HERE.parents[1]
PLACES = pytest.mark.parametrize("place", ["tests/clients", "tests/document"])


@PLACES
def test_the_lock_file_names_no_host(place: str) -> None:
    text = (ROOT / place / "package-lock.json").read_text()

    assert "://" not in text
    assert '"resolved"' not in text


@PLACES
def test_every_package_has_one_version_and_a_reason(place: str) -> None:
    project = json.loads((ROOT / place / "package.json").read_text())
    packages = project.get("dependencies", {}) | project["devDependencies"]
    reasons = (ROOT / "docs/dependencies.md").read_text()

    assert not [version for version in packages.values() if not version[0].isdigit()]
    assert not [name for name in packages if f"`{name}`" not in reasons]


def test_a_machine_without_node_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(AssertionError, match="There is no node and no npm here"):
        node.install_packages()
