"""Four kinds of entries, which stand for them all in the tests beside this file."""

from typing import Any

import pytest
from httpx2 import AsyncClient

Body = dict[str, Any]

MOODS = ("/v1/moods", {"kind": "momentaryEmotion", "valence": 0.2}, {"valence": -0.2})
LOGS = ("/v1/activity-logs", {"area": "body"}, {"area": "mind"})
MESSAGES = ("/v1/unsent-messages", {"body": "Good night."}, {"body": "Good morning."})
JOURNAL = ("/v1/journal-entries", {"body": "Slept.", "focus": "self"}, {"focus": "other"})
each_kind = pytest.mark.parametrize(
    ("path", "body", "change"),
    [MOODS, LOGS, MESSAGES, JOURNAL],
    ids=["moods", "activity_logs", "unsent_messages", "journal_entries"],
)
"""Where entries of the kind are, the least that makes one, and something to change in it."""
each_text = pytest.mark.parametrize(("path", "body"), [MESSAGES[:2], JOURNAL[:2]])
"""Those with a long text."""


async def made(me: AsyncClient, path: str, body: Body) -> Body:
    answer = await me.post(path, json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())
