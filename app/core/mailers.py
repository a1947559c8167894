"""Which way mail leaves, as the settings say."""

import structlog

from app.core.mail import Mailer, SmtpMailer
from app.core.mail_folder import FolderMailer
from app.settings import Settings

log = structlog.get_logger()


def chosen(settings: Settings) -> Mailer:
    """Give the mailer: by SMTP, or without a server into the `mail` folder beside the data."""
    if settings.smtp_host is None:
        log.warning("no-mail-server", reason="e-mail addresses count as confirmed at once")
        return FolderMailer(settings.data_dir / "mail", settings.mail_from)
    password = settings.smtp_password
    return SmtpMailer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.mail_from,
        tls=settings.smtp_tls,
        username=settings.smtp_username,
        password=None if password is None else password.get_secret_value(),
    )
