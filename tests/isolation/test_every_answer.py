"""Every GET of a user's records, by users who have some: tags, codings and what else goes along.

It is here because here live users who own everything that there is to read.
"""

import gzip
from collections.abc import Callable

import brotli
import httpx2
import pytest
import zstandard

from tests.clock import FakeClock
from tests.isolation.conftest import Town
from tests.isolation.document import SECURED, Operation

UNTAGGED = {
    "export_everything": "An export: written as it is read.",
    "export_incidents": "An export: written as it is read.",
    "get_connected_app": "Its last use changes without a write of the user's.",
    "get_personal_access_token": "Its last use changes without a write of the user's.",
    "get_session": "Sessions change without a write of the user's.",
    "get_space_window": "Whether it runs depends on the hour.",
    "list_accesses": "Apps and scripts add to it.",
    "list_connected_apps": "Their last use changes without a write of the user's.",
    "get_webhook_endpoint": "How it does changes without a write of the user's.",
    "list_webhook_deliveries": "They go on without a write of the user's.",
    "list_webhook_endpoints": "How they do changes without a write of the user's.",
    "list_journal_prompts": "Depends on the hour of the night, and on what was written then.",
    "list_personal_access_tokens": "Their last use changes without a write of the user's.",
    "list_sessions": "Sessions change without a write of the user's.",
    "list_space_windows": "Whether one runs depends on the hour.",
    "pull_changes": "Sync has its own: the timestamp.",
}
"""Those that answer to no condition, and why (api.md, section 1)."""
READS = [operation for operation in SECURED if operation.method == "get"]
TAGGED = [operation for operation in READS if operation.name not in UNTAGGED]
DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "zstd": lambda raw: zstandard.ZstdDecompressor().decompressobj().decompress(raw),
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}
VARY = {"Authorization", "Accept", "Accept-Encoding", "Accept-Language"}
by_operation = pytest.mark.parametrize("operation", TAGGED, ids=str)
pytestmark = pytest.mark.usefixtures("app")


@by_operation
async def test_who_has_it_is_sent_nothing(operation: Operation, town: Town) -> None:
    answer = await town.owner.ask(operation)
    tag = answer.headers["etag"]
    same = await town.owner.ask(operation, if_none_match=f'"another", {tag}')
    strange = await town.owner.ask(operation, if_none_match='"another"')

    assert (same.status_code, same.content) == (304, b"")
    assert (strange.status_code, strange.content) == (200, answer.content)
    for name in ("etag", "cache-control", "vary"):
        assert same.headers[name] == answer.headers[name]
    assert {"content-type", "content-encoding"}.isdisjoint(same.headers)


@by_operation
async def test_a_strong_tag_holds_as_long_as_every_byte(
    operation: Operation, town: Town, clock: FakeClock
) -> None:
    answer = await town.owner.ask(operation)
    clock.pass_by(minutes=10)
    later = await town.owner.ask(operation)

    assert later.headers["etag"] == answer.headers["etag"]
    if later.content != answer.content:
        assert answer.headers["etag"].startswith("W/")
        assert '"as_of"' in answer.text


@pytest.mark.parametrize("operation", READS, ids=str)
async def test_it_is_the_same_in_every_coding(operation: Operation, town: Town) -> None:
    plain = await town.owner.ask(operation)
    tags = [plain.headers.get("etag")]
    assert set(plain.headers["vary"].split(", ")) == VARY

    for coding, decoded in DECODERS.items():
        answer, raw = await sent(town, operation, coding)
        is_compressed = "content-encoding" in answer.headers
        assert is_compressed == (len(plain.content) > 500 or not_announced(plain))
        assert (decoded(raw) if is_compressed else raw) == plain.content
        assert answer.headers["vary"] == plain.headers["vary"]
        tags.append(answer.headers.get("etag"))
    assert len(set(tags)) == (1 if operation.name in UNTAGGED else 4)


@by_operation
async def test_a_head_says_the_same_without_saying_it(operation: Operation, town: Town) -> None:
    answer, _ = await sent(town, operation, "gzip")
    request = await town.owner.request(operation, accept_encoding="gzip")
    request.method = "HEAD"
    head = await town.owner.signed_in.client.send(request)

    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "content-type", "content-length", "content-encoding"):
        assert head.headers.get(name) == answer.headers.get(name)


def test_what_has_no_tag_is_there() -> None:
    assert {operation.name for operation in READS} >= UNTAGGED.keys()


@pytest.mark.parametrize("name", UNTAGGED)
async def test_what_has_no_tag_has_none(name: str, town: Town) -> None:
    [operation] = [each for each in READS if each.name == name]
    answer = await town.owner.ask(operation)

    assert "etag" not in answer.headers
    assert (await town.owner.ask(operation, if_none_match="*")).status_code == 200


def test_the_document_knows_which_have_one() -> None:
    taking = {each.name for each in SECURED if ("header", "if-none-match") in each.parameters}

    assert taking == {each.name for each in TAGGED}


async def sent(town: Town, operation: Operation, coding: str) -> tuple[httpx2.Response, bytes]:
    """Give an answer and the bytes of its body as they were sent."""
    request = await town.owner.request(operation, accept_encoding=coding)
    answer = await town.owner.signed_in.client.send(request, stream=True)
    return answer, b"".join([chunk async for chunk in answer.aiter_raw()])


def not_announced(answer: httpx2.Response) -> bool:
    """Tell whether nobody knew its length when it began."""
    return "content-length" not in answer.headers
