"""Documents that name every member of a set name exactly those."""

import re
import tomllib
from pathlib import Path

from app.settings import Settings

ROOT = Path(__file__).parents[2]


def rows_of(file: str) -> set[str]:
    lines = (ROOT / file).read_text().splitlines()
    cells = [line.split("|")[1].strip().strip("`") for line in lines if line.startswith("| ")]
    return {cell for cell in cells if cell not in {"name", "---", "setting"}}


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = [
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ]
    names = {re.split(r"[\[><=]", line)[0] for group in groups for line in group}

    assert rows_of("docs/dependencies.md") == names


def test_every_setting_is_described() -> None:
    names = {f"OWNORBIT_{name.upper()}" for name in Settings.model_fields}

    assert rows_of("docs/settings.md") == names


def test_requirements_are_hashed_and_name_no_index() -> None:
    for file in (ROOT / "requirements").glob("*.txt"):
        text = file.read_text()
        pins = re.findall(r"^\S+==\S+", text, flags=re.MULTILINE)
        assert len(pins) > 20
        assert "://" not in text
        assert text.count("--hash=sha256:") >= len(pins)
