"""The key database."""

from app.core.key_store import KeyBase
from migrations.runner import run

run(KeyBase.metadata, is_main=False)
