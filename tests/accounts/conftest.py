from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from tests.mailbox import Mailbox


@pytest.fixture
def mailbox(app: FastAPI) -> Iterator[Mailbox]:
    """Collect the service's mails; addresses count at once, as without a mail server."""
    mailer = app.state.mailer
    app.state.mailer = Mailbox()
    yield app.state.mailer
    app.state.mailer = mailer


@pytest.fixture
def confirmed_by_mail(app: FastAPI, mailbox: Mailbox) -> Iterator[Mailbox]:
    """Collect the service's mails; addresses are confirmed by them."""
    settings = app.state.settings
    app.state.settings = settings.model_copy(update={"smtp_host": "mail.example.com"})
    yield mailbox
    app.state.settings = settings
