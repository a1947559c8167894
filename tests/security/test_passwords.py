import asyncio
import threading
import time
from statistics import median

import pytest
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from app.security.passwords import (
    MOST_WAITING,
    HashingBusy,
    hash_password,
    is_common,
    needs_rehash,
    verify_password,
)

PASSWORD = "correct horse battery staple"  # noqa: S105 - nobody's
WEAKER = "$argon2id$v=19$m=8192,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$" + "A" * 43


async def test_a_password_fits_its_hash_and_no_other_does() -> None:
    stored = await hash_password(PASSWORD)

    assert await verify_password(stored, PASSWORD)
    assert not await verify_password(stored, PASSWORD + " ")
    assert not await verify_password(stored, PASSWORD.upper())
    assert not await verify_password(stored, "")


async def test_the_same_password_is_never_hashed_the_same() -> None:
    assert await hash_password(PASSWORD) != await hash_password(PASSWORD)


async def test_passwords_are_hashed_as_owasp_advises() -> None:
    stored = await hash_password(PASSWORD)

    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert not needs_rehash(stored)
    assert needs_rehash(WEAKER)


@pytest.mark.parametrize(
    ("set_to", "typed"),
    [("\u00e9tranger", "e\u0301tranger"), ("a" * 256, "a" * 255), ("a\x00bcdefgh", "a")],
    ids=["composed", "cut", "NUL"],
)
async def test_a_password_is_taken_as_it_was_typed(set_to: str, typed: str) -> None:
    stored = await hash_password(set_to)

    assert await verify_password(stored, set_to)
    assert not await verify_password(stored, typed)


async def test_nobody_has_no_password() -> None:
    assert not await verify_password(None, PASSWORD)
    assert not await verify_password(None, "")


async def test_nobody_takes_as_long_as_somebody() -> None:
    stored = await hash_password(PASSWORD)
    times: dict[str | None, list[float]] = {stored: [], None: []}
    for _ in range(15):
        for known, taken in times.items():
            began = time.perf_counter()
            await verify_password(known, "a wrong password")
            taken.append(time.perf_counter() - began)

    assert 0.5 < median(times[None]) / median(times[stored]) < 2


@pytest.mark.parametrize("stored", ["", "damaged", "$argon2id$damaged", WEAKER[:-10]])
async def test_a_damaged_hash_is_an_error_and_not_a_wrong_password(stored: str) -> None:
    with pytest.raises((InvalidHashError, VerificationError)) as raised:
        await verify_password(stored, PASSWORD)

    assert raised.type is not VerifyMismatchError


async def test_all_hashing_is_done_by_one_thread_while_the_loop_goes_on() -> None:
    hashing = asyncio.gather(*(hash_password(PASSWORD) for _ in range(8)))
    turns = 0
    while not hashing.done():
        await asyncio.sleep(0.001)
        turns += 1
    await hashing

    assert turns > 8
    assert [t.name for t in threading.enumerate() if "passwords" in t.name] == ["passwords_0"]


async def test_more_than_may_wait_are_refused_at_once_and_welcome_later() -> None:
    crowd = [asyncio.create_task(hash_password(PASSWORD)) for _ in range(MOST_WAITING + 1)]
    await asyncio.sleep(0)
    with pytest.raises(HashingBusy):
        await hash_password(PASSWORD)
    with pytest.raises(HashingBusy):
        await verify_password(None, PASSWORD)

    assert len(await asyncio.gather(*crowd)) == MOST_WAITING + 1
    assert await hash_password(PASSWORD)


async def test_those_who_go_away_leave_their_places() -> None:
    for _ in range(3):
        crowd = [asyncio.create_task(hash_password(PASSWORD)) for _ in range(MOST_WAITING)]
        await asyncio.sleep(0)
        for waiting in crowd:
            waiting.cancel()
        await asyncio.gather(*crowd, return_exceptions=True)
        await asyncio.sleep(0.1)

    assert await hash_password(PASSWORD)


async def test_an_error_leaves_its_place_too() -> None:
    for _ in range(MOST_WAITING + 2):
        with pytest.raises(InvalidHashError):
            await verify_password("damaged", PASSWORD)


@pytest.mark.parametrize(
    ("password", "common"),
    [
        ("password", True),
        ("PassWord", True),
        ("12345678", True),
        ("qwertyuiop", True),
        ("Football", True),
        ("123456", False),
        ("password ", False),
        ("", False),
        (PASSWORD, False),
    ],
)
def test_the_most_common_passwords_are_known_in_any_case(password: str, *, common: bool) -> None:
    assert is_common(password) == common
