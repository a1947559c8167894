"""What people without an account get to read: who asks, how to answer, and nothing of why."""

import re

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import text

from app.companion.supporters import mails
from app.core.mail import Mail, compose
from app.core.texts import LANGUAGES, Language
from tests.clock import NOON, FakeClock
from tests.companion.supporters.circle import (
    ALERT,
    LINK,
    REQUEST,
    URL,
    a_supporter,
    an_agreeing,
    decide,
    token_for,
    with_a_name,
)
from tests.companion.urges.told import a_person, an_urge
from tests.mailbox import Mailbox, count
from tests.signing_up import an_address
from tests.waiting import until

TELLING = re.compile(
    r"contact|kontakt|partner|\bex\b|relation|bezieh|urge|drang|streak|love|liebe|break|trenn|Alex"
    r"|umbrella",
    re.IGNORECASE,
)


async def alert(me: AsyncClient, *supporter_ids: str) -> None:
    urge = await an_urge(me, person_id=await a_person(me), pretext="The blue umbrella.")
    body = {"supporter_ids": list(supporter_ids)}
    answer = await me.post(f"/v1/urges/{urge['id']}/alerts", json=body)
    assert answer.status_code == 201, answer.text


async def test_the_request_names_who_asks_and_says_nothing_else(
    me: AsyncClient, mailbox: Mailbox
) -> None:
    await with_a_name(me, "Jo Álvarez")
    address = an_address()
    await a_supporter(me, address)

    mail = await mailbox.newest(address, REQUEST)

    assert "Jo Álvarez would like to have you" in mail.text
    assert LINK.search(mail.text)
    assert not TELLING.search(mail.subject + LINK.sub("", mail.text))


async def test_each_who_agreed_gets_one_mail_for_an_alert_without_a_reason(
    app: FastAPI, me: AsyncClient, mailbox: Mailbox
) -> None:
    addresses = [an_address(), an_address()]
    ids = [await an_agreeing(app, me, mailbox, each) for each in addresses]

    await alert(me, *ids)

    for address in addresses:
        mail = await mailbox.newest(address, ALERT)
        assert "Jo would be glad of company right now" in mail.text
        assert not TELLING.search(mail.subject + LINK.sub("", mail.text))
        assert len(mailbox.to(address, ALERT)) == 1
    token = await token_for(mailbox, addresses[0], ALERT)
    assert (await decide(app, token, "decline")).json() == {"consent": "withdrawn"}


async def test_mails_are_in_the_language_of_whoever_asks(
    app: FastAPI, me: AsyncClient, mailbox: Mailbox
) -> None:
    await me.patch("/v1/me", json={"locale": "de-AT"})
    address = an_address()
    supporter = await a_supporter(me, address)
    mail = await mailbox.newest(address, "Darf man dich um Gesellschaft bitten?")
    found = LINK.search(mail.text)
    assert found
    await decide(app, found[0].partition("#")[2], "agree")

    await alert(me, supporter["id"])

    assert (await mailbox.newest(address, "Gesellschaft wäre schön")).language == "de"
    assert not TELLING.search(mail.subject + LINK.sub("", mail.text))


async def test_nobody_is_alerted_who_withdrew_or_was_deleted_meanwhile(
    app: FastAPI, me: AsyncClient, mailbox: Mailbox, clock: FakeClock
) -> None:
    gone, off, on = an_address(), an_address(), an_address()
    ids = [await an_agreeing(app, me, mailbox, each) for each in (gone, off, on)]
    token = await token_for(mailbox, off)
    mailbox.is_down = True
    await alert(me, *ids)
    await were_put_off(app, me, 3)

    await me.delete(f"{URL}/{ids[0]}")
    await decide(app, token, "decline")
    mailbox.is_down = False
    clock.pass_by(minutes=2)

    assert await mailbox.newest(on, ALERT)
    await no_events_left(app, me)
    assert mailbox.to(gone, ALERT) == mailbox.to(off, ALERT) == []


async def test_an_alert_that_comes_too_late_is_not_sent(
    app: FastAPI, me: AsyncClient, mailbox: Mailbox, clock: FakeClock
) -> None:
    address = an_address()
    supporter_id = await an_agreeing(app, me, mailbox, address)
    mailbox.is_down = True
    await alert(me, supporter_id)
    await were_put_off(app, me, 1)

    mailbox.is_down = False
    clock.pass_by(hours=1, seconds=1)
    await no_events_left(app, me)

    assert mailbox.to(address, ALERT) == []


async def test_a_request_to_somebody_deleted_meanwhile_is_not_sent(
    app: FastAPI, me: AsyncClient, mailbox: Mailbox, clock: FakeClock
) -> None:
    mailbox.is_down = True
    address = an_address()
    supporter = await a_supporter(me, address)
    await were_put_off(app, me, 1)
    await me.delete(f"{URL}/{supporter['id']}")

    mailbox.is_down = False
    clock.pass_by(minutes=1)
    await no_events_left(app, me)

    assert mailbox.to(address) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [mails.request, mails.alert])
def test_every_mail_can_be_sent_as_it_is(kind: object, language: Language) -> None:
    assert callable(kind)
    said = kind(language, None, "http://test/circle#x")

    message = compose(
        Mail("sam@example.com", said.subject, said.text, said.language),
        sender="a@example.com",
        message_id="1",
        now=NOON,
    )

    assert message["Content-Language"] == language
    assert "{" not in said.text
    assert message.get_content().count("http://test/circle#x") == 1


async def were_put_off(app: FastAPI, me: AsyncClient, number: int) -> None:
    """Wait until so many mails have failed once and wait for their next turn."""
    waiting = "attempts = 1 AND due_at = recorded_at + interval '5 seconds'"
    await until_events(app, me, waiting, number)


async def no_events_left(app: FastAPI, me: AsyncClient) -> None:
    """Wait until the worker has done all that concerns a user's supporters."""
    await until_events(app, me, "true", 0)


async def until_events(app: FastAPI, me: AsyncClient, condition: str, number: int) -> None:
    user_id = (await me.get("/v1/me")).json()["id"]
    asked_or_alerted = "user_id = :id AND type ~ '^supporters[.]a'"
    events = text(f"SELECT count(*) FROM outbox WHERE {asked_or_alerted} AND {condition}")  # noqa: S608

    async def is_so() -> bool:
        return await count(app, events, user_id) == number

    await until(is_so)
