"""Rules of docs/style.md that a machine can hold."""

import ast
import re
from itertools import chain
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
APP = sorted((ROOT / "app").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST = 250
USUAL = 60
each_file = pytest.mark.parametrize("file", APP, ids=lambda file: str(file.relative_to(ROOT)))

BANNED_NAMES = {"utils.py", "helpers.py", "common.py", "constants.py", "misc.py"}
CLOCK_READERS = {"app/core/clock.py"}
ENVIRONMENT_READERS = {"app/settings.py"}
OWNER_FILTERS = {"app/core/tables.py"}


@each_file
def test_no_file_is_long(file: Path) -> None:
    assert len(file.read_text().splitlines()) <= LONGEST


def test_half_of_the_files_are_short() -> None:
    lengths = [len(file.read_text().splitlines()) for file in APP if file.read_text()]

    assert median(lengths) <= USUAL


def test_no_file_is_named_after_nothing() -> None:
    assert not [file for file in chain(APP, TESTS) if file.name in BANNED_NAMES]


@each_file
def test_only_the_clock_reads_the_time(file: Path) -> None:
    calls = re.compile(r"\b(?:datetime\.(?:now|utcnow|today)|date\.today|time\.time(?:_ns)?)\(")
    if str(file.relative_to(ROOT)) not in CLOCK_READERS:
        assert not calls.search(file.read_text())


@each_file
def test_sql_has_no_clock_of_its_own(file: Path) -> None:
    own_clock = re.compile(r"func\.now|current_timestamp|clock_timestamp|\bnow\(\)", re.IGNORECASE)

    assert not own_clock.search(file.read_text())


@each_file
def test_only_settings_read_the_environment(file: Path) -> None:
    if str(file.relative_to(ROOT)) not in ENVIRONMENT_READERS:
        assert not re.search(r"os\.(?:environ|getenv)", file.read_text())


@each_file
def test_queries_start_from_the_owner_through_one_function(file: Path) -> None:
    """So that switching that function off switches every owner filter off (tests/isolation)."""
    if not file.is_relative_to(ROOT / "app/companion"):
        return
    assert not re.search(r"user_id\s*==", file.read_text())


@each_file
def test_nobody_catches_everything(file: Path) -> None:
    """One handler at the edge, and the guard of tokens, whose library raises anything."""
    if str(file.relative_to(ROOT)) in {"app/core/edge.py", "app/security/tokens.py"}:
        return
    caught = [
        node
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) == "Exception")
    ]
    assert caught == []


def test_nothing_is_skipped_or_put_off() -> None:
    put_off = re.compile(r"mark\.(?:skip|xfail)|pytest\.skip\(|importorskip|# *(?:TODO|FIXME)")
    found = [file.name for file in chain(APP, TESTS) if put_off.search(file.read_text())]

    assert found == [Path(__file__).name]
