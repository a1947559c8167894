"""The main database."""

from app import main  # noqa: F401  (imports every feature, hence every table)
from app.core.tables import Base
from migrations.runner import run

run(Base.metadata, is_main=True)
