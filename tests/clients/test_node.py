"""The ground that real clients stand on."""

import pytest

from tests.clients import node


def test_the_lock_file_names_no_host() -> None:
    text = (node.HERE / "package-lock.json").read_text()

    assert "://" not in text
    assert '"resolved"' not in text


def test_a_machine_without_node_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(AssertionError, match="There is no node and no npm here"):
        node.install_packages()
