"""Files in pieces: wherever they are cut, the same comes out; what can't be read is said."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connections.formats.imports.csv_records import CsvRecords
from app.connections.formats.imports.json_items import JsonItems
from app.connections.formats.imports.shapes import Unread, Unreadable

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 53), 1 << 53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
ROWS = st.lists(st.dictionaries(st.text(), VALUES, max_size=4), max_size=8)
SIZES = st.integers(1, 50)
BARE_CELLS = st.lists(st.from_regex(r'[a ][a "]*', fullmatch=True), min_size=2, max_size=3)
QUOTED_CELLS = st.lists(st.text('a",\n'), min_size=2, max_size=3)
Row = tuple[list[str], str]
"""Cells, and how they are written."""


def bare(cells: list[str]) -> Row:
    return cells, ",".join(cells) + "\r\n"


def quoted(cells: list[str]) -> Row:
    return cells, ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\r\n"


@given(rows=ROWS, size=SIZES)
def test_a_list_of_objects_is_the_same_in_pieces_of_any_size(
    rows: list[dict[str, Any]], size: int
) -> None:
    written = json.dumps({"tables": {"moods": rows}}, ensure_ascii=False)
    content = written.encode("utf-8", "replace")

    found = [value for path, value in in_pieces(content, size) if path == "tables.moods"]
    assert found == json.loads(content)["tables"]["moods"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_json"),
        (b"[", "not_json"),
        (b"[{}", "not_json"),
        (b'{"a":', "not_json"),
        (b"{} {}", "not_json"),
        (b"mood,note", "not_json"),
        (b"\0", "not_json"),
        (b"NaN", "not_json"),
        (b'["\xff"]', "not_json"),
        (b'["a\0b"]', "not_json"),
        ("[]".encode("utf-16"), "not_json"),
        (b"[" * 1_000_000, "too_deep"),
        (b'[{"a":' * 100_000, "too_deep"),
        (b'[{"a":"' + b"x" * 3_000_000, "record_too_long"),
        (b" " * 3_000_000, "record_too_long"),
    ],
)
def test_what_is_no_json_is_told_as_such(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as told:
        list(in_pieces(content, 100_000))

    assert told.value.reason == reason


@pytest.mark.parametrize("flaw", [b" oops]", b"{", b"[" * 40, b'"\xff"]'])
def test_objects_before_a_flaw_are_given_before_it_is_told(flaw: bytes) -> None:
    rows = [{"uuid": str(number)} for number in range(500)]
    content = json.dumps(rows).encode()[:-1] + b"," + flaw
    found: list[Any] = []
    with pytest.raises(Unreadable):
        found.extend(in_pieces(content, len(content)))

    assert [value for _, value in found] == rows


def test_a_byte_order_mark_is_no_part_of_a_file() -> None:
    assert list(in_pieces(b"\xef\xbb\xbf[{}]", 100)) == [("", {})]


@given(cells=st.lists(st.lists(st.text(), min_size=2, max_size=3), max_size=6), size=SIZES)
def test_records_are_the_same_in_pieces_of_any_size(cells: list[list[str]], size: int) -> None:
    rows = [[cell.encode("utf-8", "replace").decode() for cell in row] for row in cells]
    content = "".join(written for _, written in map(quoted, rows))

    assert [row for _, row in records(content.encode(), size)] == rows


@given(rows=st.lists(BARE_CELLS.map(bare) | QUOTED_CELLS.map(quoted), max_size=8), size=SIZES)
def test_a_quote_within_a_bare_cell_costs_no_row(rows: list[Row], size: int) -> None:
    content = "".join(written for _, written in rows)

    assert [row for _, row in records(content.encode(), size)] == [cells for cells, _ in rows]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", []),
        (b"\xef\xbb\xbfa,b\r\n1,2", [(1, ["a", "b"]), (2, ["1", "2"])]),
        (b'a\n"x\ny",z\nb\n', [(1, ["a"]), (2, ["x\ny", "z"]), (4, ["b"])]),
        (b'"open\n3,4\n5', [Unread(1, "open_quote"), (2, ["3", "4"]), (3, ["5"])]),
        (b'"a"b,c\nd\n', [Unread(1, "not_csv"), (2, ["d"])]),
        (b'"' + b"x" * 1_000_000 + b'"\nb\n', [Unread(1, "not_csv"), (2, ["b"])]),
        (b"x" * 3_000_000 + b"\nb\n", [Unread(1, "record_too_long"), (2, ["b"])]),
        (b"a\rb\rc", [Unread(1, "not_csv")]),
        (b'a,5"\nb,c\nd,6"\n', [(1, ["a", '5"']), (2, ["b", "c"]), (3, ["d", '6"'])]),
        (b'a,5"\nb,c\n', [(1, ["a", '5"']), (2, ["b", "c"])]),
        (b'"a\nb\nc"d\n', [Unread(1, "not_csv"), (2, ["b"]), (3, ['c"d'])]),
    ],
)
def test_each_record_has_the_number_of_its_line(content: bytes, found: list[Any]) -> None:
    assert list(records(content, 70_000)) == found


def test_an_open_quote_costs_its_own_line_alone() -> None:
    content = b'a,"b\n' + b"x,y\n" * 400_000

    refused, *others = records(content, 70_000)
    assert refused == Unread(1, "open_quote")
    assert len(others) == 400_000


@pytest.mark.parametrize(
    ("content", "before"),
    [
        (b"a\xff\n", 0),
        ("a,b\n".encode("utf-16"), 0),
        (b"a,b\n" * 3_000 + b"c,\xff\na,b\n", 3_000),
        (b'a,5"\n\xff', 1),
        (b"a\nb\xe2\x98", 1),
    ],
)
@pytest.mark.parametrize("size", [3, 1_000_000])
def test_what_is_not_utf_8_is_told_after_the_records_before_it(
    content: bytes, before: int, size: int
) -> None:
    found: list[Any] = []
    with pytest.raises(Unreadable) as told:
        found.extend(records(content, size))

    assert [number for number, _ in found] == list(range(1, before + 1))
    assert (told.value.reason, told.value.place) == ("not_utf_8", before + 1)


def in_pieces(content: bytes, size: int) -> Any:  # noqa: ANN401
    items = JsonItems()
    for start in range(0, len(content), size):
        yield from items.feed(content[start : start + size])
    yield from items.end()


def records(content: bytes, size: int) -> Iterator[Any]:
    reader = CsvRecords()
    for start in range(0, len(content), size):
        yield from reader.feed(content[start : start + size])
    yield from reader.feed(b"", is_last=True)
