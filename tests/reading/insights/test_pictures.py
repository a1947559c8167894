"""Insights as pictures: negotiated, tagged, the same each time, and told in words."""

import asyncio
import sys
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from httpx2 import AsyncClient
from PIL import Image, ImageFile

from app.core.negotiation import preferred
from app.reading.insights.drawing import studio
from app.reading.insights.vocabulary import Kind
from tests.reading.diary import Diary

SVG, PNG = {"accept": "image/svg+xml"}, {"accept": "image/png"}
NAMES = {"svg": "http://www.w3.org/2000/svg"}
OFFERED = ("application/json", "image/svg+xml", "image/png")
each_kind = pytest.mark.parametrize("kind", get_args(Kind))


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("image/png", "image/png"),
        ("image/*", "image/svg+xml"),
        ("image/*, image/svg+xml;q=0.1", "image/png"),
        ("image/png;q=0.5, application/json;q=0.4", "image/png"),
        ("IMAGE/PNG; Q=1", "image/png"),
        ("image/png;q=0, */*", "application/json"),
        ("image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5", "image/svg+xml"),
        ("text/csv", "application/json"),
        ("image/png;q=nan, ;;,", "application/json"),
    ],
)
def test_the_client_gets_what_it_likes_best(accept: str, chosen: str) -> None:
    assert preferred(accept, OFFERED) == chosen


@each_kind
async def test_every_insight_is_drawn(diary: Diary, kind: str) -> None:
    await fill(diary)
    client, url = diary.guest.client, f"/v1/insights/{kind}"
    found = (await client.get(url)).json()

    svg = await client.get(url, headers=SVG)
    again = await client.get(url, headers=SVG)
    png = await client.get(url, headers=PNG)

    assert found["sufficient"], found
    assert (svg.status_code, svg.headers["content-type"]) == (200, "image/svg+xml")
    assert "Accept" in svg.headers["vary"]
    assert svg.content == again.content
    root = ET.fromstring(svg.content)  # noqa: S314  (our own)
    assert (root.get("role"), root.get("width")) == ("img", "270pt")
    words = [root.findtext(f"svg:{name}", namespaces=NAMES) for name in ("title", "desc")]
    assert words == [found["title"], found["alt"]]
    assert picture_of(png.content).width == 720


async def test_light_and_dark_differ(me: AsyncClient) -> None:
    light = await me.get("/v1/insights/mood?theme=light", headers=PNG)
    dark = await me.get("/v1/insights/mood?theme=dark", headers=PNG)

    corners = [picture_of(each.content).convert("L").getpixel((0, 0)) for each in (light, dark)]
    assert corners == [251, 24]


async def test_each_form_has_its_own_tag(me: AsyncClient) -> None:
    answers = [await me.get("/v1/insights/mood", headers=each) for each in ({}, SVG, PNG)]
    tags = [each.headers["etag"] for each in answers]

    assert len(set(tags)) == 3
    same = await me.get("/v1/insights/mood", headers=PNG | {"if-none-match": tags[2]})
    assert same.status_code == 304
    other = await me.get("/v1/insights/mood", headers=SVG | {"if-none-match": tags[2]})
    assert other.status_code == 200


async def test_a_head_has_no_body(me: AsyncClient) -> None:
    answer = await me.head("/v1/insights/mood", headers=PNG)

    assert (answer.status_code, answer.content) == (200, b"")


async def test_too_many_who_wait_are_sent_away(
    me: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studio, "MOST_WAITING", 0)

    answer = await me.get("/v1/insights/mood", headers=PNG)

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert (await me.get("/v1/insights/mood")).status_code == 200


async def test_other_answers_go_on_while_a_picture_is_drawn(diary: Diary) -> None:
    """One thread draws; the loop and every connection stay free."""
    client = diary.guest.client
    drawn = [asyncio.create_task(client.get("/v1/insights/mood", headers=PNG)) for _ in range(4)]
    while not studio.waiting:  # noqa: ASYNC110  (a set tells no event)
        await asyncio.sleep(0.001)
    meanwhile = await client.get("/v1/moods")

    assert meanwhile.status_code == 200
    assert studio.waiting
    assert [each.status_code for each in await asyncio.gather(*drawn)] == [200] * 4
    assert not studio.waiting


async def test_nothing_of_matplotlib_is_imported_before_the_first_picture() -> None:
    code = "import sys, app.main; print(sorted({'matplotlib', 'numpy', 'PIL'} & set(sys.modules)))"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()

    assert (process.returncode, output.split()) == (0, [b"[]"])


async def fill(diary: Diary) -> None:
    """Keep eight entries of each kind, enough for every picture."""
    entries: list[tuple[str, str, dict[str, object]]] = []
    for day in range(1, 11):
        on = f"2026-02-{day:02}"
        entries.append(("mood", on, {"valence": day / 20, "energy": day}))
        entries.append(("contact", on, {"kind": "heard_from" if day % 2 else "reached_out"}))
        entries.append(("urge", on, {"triggers": ["late_night"], "outcome": "passed"}))
        if day % 2:
            entries.append(("log", on, {"area": "mind", "first_time": day == 1}))
            entries.append(("log", on, {"area": "body", "company": ["friends"]}))
    await diary.write_all(entries)


def picture_of(content: bytes) -> Image.Image:
    parser = ImageFile.Parser()
    parser.feed(content)
    return parser.close()
