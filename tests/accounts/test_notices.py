"""What the mails about an account say, in each language."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from app.accounts.notices import mails
from app.core.mail import Mail
from app.core.texts import LANGUAGES, Language, texts

LATE = datetime(2026, 3, 10, 22, 5, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
KINDS = sorted(key for key, told in texts(mails.__package__, "en").items() if "subject" in told)


@pytest.mark.parametrize(
    ("language", "platform", "said"),
    [
        ("en", "ios", "on an iPhone or iPad, 10 March 2026, 23:05 (Europe/Berlin)."),
        ("en", "watch", "on a device, 10 March 2026, 23:05 (Europe/Berlin)."),
        ("de", "web", "auf einem Webbrowser angemeldet, 10. März 2026, 23:05 Uhr (Europe/Berlin)."),
    ],
)
def test_a_sign_in_is_told_with_its_device_and_local_time(
    language: Language, platform: str, said: str
) -> None:
    mail = mails.signed_in(language, LATE, BERLIN, platform)

    assert said in mail.text
    assert mail.language == language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_can_be_mailed_and_is_plain(kind: str, language: Language) -> None:
    words = texts(mails.__package__, language)[kind]

    mail = Mail("kim@example.org", words["subject"], words["text"], language)

    assert mail.subject.startswith("Own Orbit: ")
    assert not re.search(r"streak|contact|urge|kontakt|verlangen", mail.text.lower())
