"""The catalogue of help lines: its shape, its sources, its dates."""

import re
from collections import Counter
from datetime import date
from typing import Any, get_args

import pytest

from app.companion.help_lines.catalogue import countries, directories
from app.companion.help_lines.rules import region_of
from app.companion.help_lines.vocabulary import HelpsWith

LINES: list[Any] = [
    pytest.param(line, id=f"{code} {line['name']}")
    for code, country in countries().items()
    for line in country["lines"]
]
FIELDS = {
    *("name", "helps_with", "phone", "text", "web", "hours"),
    *("languages", "source", "checked_on", "as_of"),
}
LAST_LOOK = date(2026, 11, 23)


def test_there_are_lines_of_many_countries() -> None:
    assert len(countries()) >= 25
    for code, country in countries().items():
        assert re.fullmatch(r"[A-Z]{2}", code)
        assert country.keys() == {"emergency", "lines"}, code
        assert country["lines"], code
        assert country["emergency"], code
        assert all(re.fullmatch(r"\d{2,5}", number) for number in country["emergency"]), code


def test_most_countries_have_help_with_each() -> None:
    helped = Counter(
        purpose
        for country in countries().values()
        for purpose in {each for line in country["lines"] for each in line["helps_with"]}
    )

    assert set(helped) == set(get_args(HelpsWith))
    assert min(helped.values()) >= 25


@pytest.mark.parametrize("line", LINES)
def test_every_line_is_whole(line: dict[str, Any]) -> None:
    assert line.keys() == FIELDS
    assert line["name"].strip() == line["name"] != ""
    assert line["helps_with"]
    assert set(line["helps_with"]) <= set(get_args(HelpsWith))
    assert line["phone"] or line["text"] or line["web"]
    assert line["languages"]
    assert all(re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", tag) for tag in line["languages"])
    assert line["hours"] in {None, "24/7"}


@pytest.mark.parametrize("line", LINES)
def test_a_phone_can_be_dialled(line: dict[str, Any]) -> None:
    if line["phone"] is not None:
        assert re.fullmatch(r"\*?\d[\d -]*\d", line["phone"])
    if line["text"] is not None:
        assert re.search(r"\d{3,}", line["text"].replace(" ", ""))


@pytest.mark.parametrize("line", LINES)
def test_every_line_has_its_source_and_is_honest_about_its_age(line: dict[str, Any]) -> None:
    assert re.fullmatch(r"https://[a-z0-9.-]+(/\S*)?", line["source"])
    assert line["web"] is None or re.fullmatch(r"https://[a-z0-9.-]+(/\S*)?", line["web"])
    dates = [line[name] for name in ("checked_on", "as_of") if line[name] is not None]
    assert len(dates) == 1, "either read, or known as of"
    assert dates[0] <= LAST_LOOK


def test_no_line_is_there_twice() -> None:
    for code, country in countries().items():
        for name in ("name", "phone"):
            said = [line[name] for line in country["lines"] if line[name] is not None]
            assert len(said) == len(set(said)), code


def test_directories_know_both_kinds_of_help() -> None:
    assert {each for entry in directories() for each in entry["helps_with"]} == set(
        get_args(HelpsWith)
    )
    assert all(entry["web"].startswith("https://") for entry in directories())


def test_a_directory_has_its_source_and_date_as_a_line_has() -> None:
    for entry in directories():
        assert re.fullmatch(r"https://[a-z0-9.-]+(/\S*)?", entry["source"])
        (on,) = [entry[name] for name in ("checked_on", "as_of") if entry[name] is not None]
        assert on <= LAST_LOOK


@pytest.mark.parametrize(
    ("locale", "country"),
    [
        (None, None),
        ("", None),
        ("de", None),
        ("de-DE", "DE"),
        ("de-at", "AT"),
        ("zh-Hant-TW", "TW"),
        ("zh-yue-HK", "HK"),
        ("sr-Latn", None),
        ("es-419", None),
        ("de-CH-1996", "CH"),
        ("de-u-co-phonebk", None),
        ("en-x-us", None),
        ("en-GB-x-de", "GB"),
    ],
)
def test_a_country_is_the_region_of_a_language_tag(locale: str | None, country: str | None) -> None:
    assert region_of(locale) == country
