"""A name that mails to people without an account may say: a name, and nothing smuggled in."""

import pytest

from app.accounts.users.rules import plain_name


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("Jo", "Jo"),
        (" Jo ", "Jo"),
        ("Jo2", "Jo2"),
        ("max1990", "max1990"),
        ("J.", "J."),
        ("J.R.", "J.R."),
        ("J. R. Smith", "J. R. Smith"),
        ("Dr. Jo", "Dr. Jo"),
        ("Sammy Davis Jr.", "Sammy Davis Jr."),
        ("Hans-P.", "Hans-P."),
        ("Anne-Marie O'Hara", "Anne-Marie O'Hara"),
        ("D\u2019Arcy", "D\u2019Arcy"),
        ("Jörg Müller", "Jörg Müller"),
        ("Jo\u0308rg", "J\u00f6rg"),
        ("李雷", "李雷"),
        ("मोहन", "मोहन"),
        ("สมชาย", "สมชาย"),
        ("علی\u200cنقی", "علی\u200cنقی"),
        ("N M L", "N M L"),
        ("x" * 40, "x" * 40),
    ],
)
def test_what_looks_like_a_name_is_said(told: str, said: str) -> None:
    assert plain_name(told) == said


@pytest.mark.parametrize(
    "told",
    [
        None,
        "",
        " ",
        "Win at evil.example",
        "evil.example",
        "a.b.com",
        "x.co.",
        "J.R.Smith",
        "http://evil.example",
        "evil.example/x",
        "jo@evil.example",
        "jo @evil",
        "call 0190 123",
        "Text win to 7766",
        "call x0190 y123",
        "Jo12345",
        "2Jo",
        "Jo\nBcc",
        "Jo\u2028Bcc",
        "Jo\tBcc",
        "Jo  Bcc",
        "Jo: hello",
        "Jo, hello",
        "Jo!",
        "Jo \N{SUNFLOWER}",
        "\u202eoJ",
        "\u200dJo",
        "a b c d e",
        "x" * 41,
        "{link}",
        "<b>Jo</b>",
        "1",
        "-",
        ".",
        "'",
    ],
)
def test_what_might_be_a_message_is_not(told: str | None) -> None:
    assert plain_name(told) is None
