"""The ground that real clients stand on."""

import json

import pytest

from tests.clients import node


def test_the_lock_file_names_no_host() -> None:
    text = (node.HERE / "package-lock.json").read_text()

    assert "://" not in text
    assert '"resolved"' not in text


def test_every_package_has_one_version_and_a_reason() -> None:
    project = json.loads((node.HERE / "package.json").read_text())
    packages = project["dependencies"] | project["devDependencies"]
    reasons = (node.HERE.parents[1] / "docs/dependencies.md").read_text()

    assert not [version for version in packages.values() if not version[0].isdigit()]
    assert not [name for name in packages if f"`{name}`" not in reasons]


def test_a_machine_without_node_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(AssertionError, match="There is no node and no npm here"):
        node.install_packages()
