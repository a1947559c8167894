"""Insights over HTTP."""

from typing import get_args

import pytest
from httpx2 import AsyncClient

from app.reading.insights.vocabulary import Kind

each_kind = pytest.mark.parametrize("kind", get_args(Kind))


@each_kind
async def test_nothing_yet_is_a_normal_answer(me: AsyncClient, kind: str) -> None:
    answer = await me.get(f"/v1/insights/{kind}")

    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["n"], found["sufficient"]) == (0, False)
    assert (found["from"], found["to"], found["bucket"]) == ("2026-01-14", "2026-03-10", "week")
    assert found["alt"].endswith("not enough yet for a picture.")
