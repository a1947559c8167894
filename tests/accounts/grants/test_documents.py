"""What docs/api/access.md says is so."""

import re
from pathlib import Path
from uuid import uuid4

import pytest

from app.accounts.auth.scopes import OWNER, THIRD_PARTY
from app.security import opaque_secrets

DOCUMENT = (Path(__file__).parents[3] / "docs/api/access.md").read_text()


def test_it_names_each_scope() -> None:
    named = re.findall(r"^\| `([a-z_:]+)` \|", DOCUMENT, flags=re.MULTILINE)

    assert named == [*THIRD_PARTY, OWNER]


@pytest.mark.parametrize("prefix", ["oo_pat", "oo_owner_pat", "oo_client"])
def test_its_pattern_finds_what_is_shown_once(prefix: str) -> None:
    [pattern] = re.findall(r"^    (oo_.+)$", DOCUMENT, flags=re.MULTILINE)
    text = opaque_secrets.spell(prefix, opaque_secrets.make(uuid4()))

    assert re.search(pattern, f"key = '{text}'\n")
    assert re.fullmatch(pattern, text)
