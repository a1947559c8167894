from datetime import datetime
from typing import Any, get_args
from uuid import UUID

from sqlalchemy import BigInteger, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.connections.formats.imports.vocabulary import ImportFormat, ImportStatus
from app.core.tables import Encrypted, Owned, Synced, one_of


class Import(Synced):
    """A file that was sent, and what became of it; `options` is what came with it, as JSON text.

    `report` holds counts, and places in the file with coded reasons: nothing that it said.
    """

    __tablename__ = "imports"
    __table_args__ = (
        one_of("format", get_args(ImportFormat)),
        one_of("status", get_args(ImportStatus)),
        Index("ix_imports_newest", "user_id", "recorded_at", "id"),
    )

    format: Mapped[str]
    status: Mapped[str]
    dry_run: Mapped[bool]
    size_bytes: Mapped[int] = mapped_column(BigInteger())
    options: Mapped[bytes] = mapped_column(Encrypted())
    report: Mapped[dict[str, Any]] = mapped_column(JSONB())
    finished_at: Mapped[datetime | None]


class ImportChunk(Owned):
    """A piece of a file that waits to be read: compressed, as Base64, and sealed."""

    __tablename__ = "import_chunks"
    __table_args__ = (
        Index("ix_import_chunks_in_order", "user_id", "import_id", "position", unique=True),
    )

    import_id: Mapped[UUID]
    position: Mapped[int]
    content: Mapped[bytes] = mapped_column(Encrypted())
