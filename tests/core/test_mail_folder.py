"""Mails as files, and what is refused before anything is sent."""

import resource
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTPUTF8
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from app.core.mail import Mail, MailFailed, SmtpMailer, compose
from app.core.mail_folder import FolderMailer

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SENDER = "orbit@service.example"
LOGIN: dict[str, Any] = {"username": "orbit", "password": "geheim"}
LINK = "https://service.example/confirm?token=" + "a" * 200
MAIL = Mail(to="ana@example.org", subject="Secret", text=f"Open {LINK}\n")


async def written(
    folder: Path, mail: Mail, now: datetime = NOON, message_id: str = "event-1"
) -> None:
    await FolderMailer(folder, SENDER).send(mail, message_id=message_id, now=now)


def parsed(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=SMTPUTF8)


async def test_mails_are_for_their_owner_only_and_in_the_order_of_time(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "mails"
    for days, zone in ((20, "UTC"), (0, "Asia/Tokyo"), (10, "UTC"), (10, "UTC"), (0.2, "UTC")):
        mail = Mail(to="żółw@straße.example", subject=f"Grüße {days}", text="Żółć\n")
        moment = (NOON + timedelta(days=days)).astimezone(ZoneInfo(zone))
        await written(folder, mail, moment, str(uuid4()))

    files = sorted(folder.iterdir())
    messages = [parsed(file.read_bytes()) for file in files]
    order = [message["Subject"].removeprefix("Grüße ") for message in messages]
    assert order == ["0", "0.2", "10", "10", "20"]
    assert "To: żółw@xn--strae-oqa.example" in files[0].read_text()
    assert {message.get_content() for message in messages} == {"Żółć\r\n"}
    assert {(file.suffix, file.stat().st_mode & 0o777) for file in files} == {(".eml", 0o600)}
    assert folder.stat().st_mode & 0o777 == 0o700


async def test_the_same_mail_again_is_no_second_file(tmp_path: Path) -> None:
    folder = tmp_path / "mails"
    later = NOON + timedelta(minutes=1)
    for mail, now, message_id in (
        (MAIL, NOON, "event-1"),
        (MAIL, later, "event-1"),
        (MAIL, later, "event-2"),
        (Mail(to=MAIL.to, subject="Another", text="x\n"), later, "event-1"),
        (Mail(to="bo@example.org", subject=MAIL.subject, text="x\n"), later, "event-1"),
    ):
        await written(folder, mail, now, message_id)

    messages = [parsed(file.read_bytes()) for file in folder.iterdir()]
    said = {(message["Message-ID"], message["To"], message["Subject"]) for message in messages}
    assert len(messages) == len(said) == 4
    assert len({message["Message-ID"] for message in messages}) == 2


def test_a_folder_that_others_can_read_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    with pytest.raises(PermissionError, match="0700"):
        FolderMailer(tmp_path, SENDER)


async def test_a_link_can_be_copied_out_of_the_file(tmp_path: Path) -> None:
    await written(tmp_path / "mails", MAIL)
    (file,) = (tmp_path / "mails").iterdir()
    assert LINK in file.read_text()


async def test_a_full_disk_leaves_no_part_of_a_mail_behind(tmp_path: Path) -> None:
    folder = FolderMailer(tmp_path / "mails", SENDER)
    mail = Mail(to="ana@example.org", subject="s", text="word " * 40_000)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, hard))
    try:
        with pytest.raises(MailFailed):
            await folder.send(mail, message_id="event-1", now=NOON)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(folder.folder.iterdir()) == []


async def test_the_log_says_where_a_mail_lies_and_nothing_else(tmp_path: Path) -> None:
    with capture_logs() as lines:
        await written(tmp_path / "mails", MAIL)
    (file,) = (tmp_path / "mails").iterdir()
    assert lines == [{"event": "mail_written", "path": str(file), "log_level": "info"}]
    assert "ana" not in repr(MAIL)


@pytest.mark.parametrize("address", ["", "ana", "Ana <a@b.example>", "a@b.example, c@d.example"])
def test_a_mail_goes_to_one_bare_address(address: str) -> None:
    with pytest.raises(ValueError, match="one bare"):
        Mail(to=address, subject="s", text="t")


def test_half_a_character_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(ValueError, match="no place"):
        Mail(to="ana@example.org", subject="s", text="\ud83d")


def test_a_mail_comes_from_one_bare_address(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one bare"):
        FolderMailer(tmp_path / "mails", f"Orbit <{SENDER}>")


@pytest.mark.parametrize("host", ["mail.example.org", "192.0.2.1", "localhost.example.org"])
def test_a_password_without_tls_is_for_this_machine_only(host: str) -> None:
    signed_in = partial(SmtpMailer, port=25, sender=SENDER, tls="none", **LOGIN)
    with pytest.raises(ValueError, match="TLS"):
        signed_in(host=host)
    for loopback in ("localhost", "127.0.0.1", "::1"):
        assert "geheim" not in repr(signed_in(host=loopback))


def test_half_a_login_is_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="together"):
        SmtpMailer(host="localhost", port=25, sender=SENDER, username="orbit")
    with pytest.raises(ValueError, match="together"):
        SmtpMailer(host="localhost", port=25, sender=SENDER, password="geheim")  # noqa: S106


@given(subject=st.text(max_size=120), text=st.text(max_size=300))
@example(subject="s", text="x" * 2_000)
@settings(max_examples=100, deadline=None)
def test_whatever_a_mail_says_stays_in_its_place(subject: str, text: str) -> None:
    try:
        mail = Mail(to="ana@example.org", subject=subject, text=text)
    except ValueError:
        assume(condition=False)
    content = compose(mail, sender=SENDER, message_id=subject, now=NOON).as_bytes()
    message = parsed(content)

    assert message["Subject"].strip() == subject.strip()
    assert message.get_content().split() == text.split()
    assert "Bcc" not in message
    assert max(map(len, content.splitlines())) <= 998
