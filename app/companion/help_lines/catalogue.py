"""The lines as they are written in `lines/*.toml`, by their countries."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

Country = Mapping[str, Any]
NOTHING_KNOWN: Country = {"emergency": [], "lines": []}
DATES: Mapping[str, Any] = {"checked_on": None, "as_of": None}
OPTIONAL: Mapping[str, Any] = {"phone": None, "text": None, "web": None, "hours": None, **DATES}
DIRECTORIES = "directories.toml"


@cache
def countries() -> Mapping[str, Country]:
    """Give every country by its ISO 3166-1 alpha-2 code."""
    return {
        code: {**country, "lines": [OPTIONAL | line for line in country["lines"]]}
        for file in files("app.companion.help_lines").joinpath("lines").iterdir()
        if file.name.endswith(".toml") and file.name != DIRECTORIES
        for code, country in tomllib.loads(file.read_text("utf-8")).items()
    }


@cache
def directories() -> list[Mapping[str, Any]]:
    """Give the directories that know lines of many countries."""
    file = files("app.companion.help_lines").joinpath("lines", DIRECTORIES)
    return [DATES | entry for entry in tomllib.loads(file.read_text("utf-8"))["directories"]]
