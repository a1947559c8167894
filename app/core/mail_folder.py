"""Mail into a folder, where no server is configured."""

import asyncio
import hashlib
import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from email.policy import SMTPUTF8
from pathlib import Path

import structlog

from app.core.mail import Mail, MailFailed, compose, require_sender

log: structlog.typing.FilteringBoundLogger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class FolderMailer:
    """Leaves each mail as an .eml file, for its owner's eyes only, the oldest name first.

    The same mail once more, from a worker that was killed after it, leaves no second file.

    Raises:
        PermissionError: the folder was there before and others may look into it.
    """

    folder: Path
    sender: str

    def __post_init__(self) -> None:
        require_sender(self.sender)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.folder.stat().st_mode & 0o077:
            message = f"{self.folder} holds mail and is open to others: its mode has to be 0700."
            raise PermissionError(message)

    async def send(self, mail: Mail, *, message_id: str, now: datetime) -> None:
        message = compose(mail, sender=self.sender, message_id=message_id, now=now)
        said = f"{message_id}\0{mail.to}\0{mail.subject}"
        mark = hashlib.sha256(said.encode()).hexdigest()[:16]
        path = self.folder / f"{now.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}-{mark}.eml"
        try:
            await asyncio.to_thread(write_once, path, message.as_bytes(policy=SMTPUTF8))
        except OSError as error:
            raise MailFailed(str(path)) from error
        log.info("mail_written", path=str(path))


def write_once(path: Path, content: bytes) -> None:
    """Write a mail unless it lies there already, under whatever moment."""
    mark = path.name.partition("-")[2]
    if not any(path.parent.glob(f"*-{mark}")):
        write_whole(path, content)


def write_whole(path: Path, content: bytes) -> None:
    """Let the file appear with all of its content, or not at all."""
    descriptor, temporary = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)  # 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).rename(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
