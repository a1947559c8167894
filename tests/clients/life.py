"""What the phones of a scenario did, and what the service says about it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.journeys.phone import Phone

Rows = dict[str, dict[str, dict[str, Any]]]
"""table → id → columns"""

NESTED = {
    "streak_policies": ("streaks", "policies"),
    "streak_pauses": ("streaks", "pauses"),
    "goal_pauses": ("goals", "pauses"),
    "goal_excused_days": ("goals", "excused-days"),
}
AT_ONCE = 200
WRITTEN_BY_THE_SERVICE_TOO = {"streak_policies", "milestones"}
"""A streak's first policy, and what has been reached."""


@dataclass(frozen=True)
class Written:
    """The rows that must be there in the end, with the columns that somebody chose."""

    rows: Rows
    gone: set[tuple[str, str]]


def written(*did: list[list[Any]]) -> Written:
    """Add up what was done on each phone; where two chose the same column, the later list wins."""
    rows: Rows = {}
    gone: set[tuple[str, str]] = set()
    for each in did:
        for done, table, row_id, columns in each:
            known = rows.setdefault(table, {}).setdefault(row_id, {})
            rows[table][row_id] = columns | known if done == "create" else known | columns
            if done == "remove":
                gone.add((table, row_id))
    for table, row_id in gone:
        del rows[table][row_id]
    return Written(rows, gone)


def assert_holds(rows: Rows, expected: Written) -> None:
    """See every edit in these rows, none of the deleted, and none that nobody wrote."""
    chosen = {
        (table, row_id, column): _read(value)
        for table, of_table in expected.rows.items()
        for row_id, columns in of_table.items()
        for column, value in columns.items()
    }
    kept = {
        (table, row_id, column): _read(rows[table].get(row_id, {}).get(column, "no such row"))
        for table, row_id, column in chosen
    }
    assert kept == chosen
    assert not [(table, row_id) for table, row_id in expected.gone if row_id in rows[table]]
    ids = {table: set(of_table) for table, of_table in expected.rows.items()}
    assert {table: set(rows[table]) for table in ids.keys() - WRITTEN_BY_THE_SERVICE_TOO} == {
        table: ids[table] for table in ids.keys() - WRITTEN_BY_THE_SERVICE_TOO
    }


def rows_of_service(reader: Phone, schema_version: int = 1) -> Rows:
    """Pull everything, page by page, as a phone that has nothing yet."""
    rows: Rows = {}
    path = f"/v1/sync?last_pulled_at=null&schema_version={schema_version}&migration=null"
    page: dict[str, Any] = reader.get(path)
    while True:
        for table, changes in page["changes"].items():
            assert changes["updated"] == changes["deleted"] == [], table
            for row in changes["created"]:
                row_id = row.pop("id")
                assert row_id not in rows.setdefault(table, {}), "an id came twice"
                rows[table][row_id] = row
        if not page.get("next"):
            return rows
        page = reader.get(f"{path}&cursor={page['next']}")


def assert_shown(reader: Phone, rows: Rows) -> None:
    """See the same rows under their resources, value by value."""
    for table, of_table in rows.items():
        listed = _listed(reader, table, rows)
        shown = {each["id"]: each for each in listed if each.get("origin") != "built_in"}
        assert set(shown) == set(of_table), table
        for row_id, columns in of_table.items():
            different = {
                column: (value, shown[row_id][column])
                for column, value in columns.items()
                if column in shown[row_id] and not _is_same(value, shown[row_id][column])
            }
            assert not different, (table, row_id, different)


def _read(raw: Any) -> Any:  # noqa: ANN401
    """Read lists and objects, so that the order of keys means nothing."""
    return json.loads(raw) if isinstance(raw, str) and raw[:1] in {"[", "{"} else raw


def _listed(reader: Phone, table: str, rows: Rows) -> list[dict[str, Any]]:
    if table not in NESTED:
        return _pages(reader, f"/v1/{table.replace('_', '-')}")
    parent, child = NESTED[table]
    return [
        each for row_id in rows[parent] for each in _pages(reader, f"/v1/{parent}/{row_id}/{child}")
    ]


def _pages(reader: Phone, path: str) -> list[dict[str, Any]]:
    page = reader.get(f"{path}?limit={AT_ONCE}")
    items: list[dict[str, Any]] = page["items"]
    while page.get("next_cursor"):
        page = reader.get(f"{path}?limit={AT_ONCE}&cursor={page['next_cursor']}")
        items += page["items"]
    return items


def _is_same(raw: Any, shown: Any) -> bool:  # noqa: ANN401
    """Compare a raw value with that of the API: moments, and lists and objects as JSON text."""
    if isinstance(shown, list | dict):
        return bool(_read(raw) == shown)
    if isinstance(shown, str) and isinstance(raw, int | float):
        return bool(datetime.fromisoformat(shown).timestamp() * 1000 == raw)
    return bool(raw == shown)
