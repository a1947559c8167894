"""Which statements a piece of work sends to the databases, and how often a password is hashed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import argon2
import pytest
from fastapi import FastAPI
from sqlalchemy import event


@contextmanager
def sent(app: FastAPI) -> Iterator[list[str]]:
    """Collect the statements of the API's two pools while the block runs."""
    statements: list[str] = []
    engines = [pool.engine.sync_engine for pool in (app.state.database, app.state.keys_database)]

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


@contextmanager
def verifications(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Collect the hashes that passwords are compared with; Argon2 does its work as ever."""
    compared: list[str] = []
    verify = argon2.PasswordHasher.verify

    def spy(self: argon2.PasswordHasher, stored: str, password: str) -> Any:  # noqa: ANN401
        compared.append(stored)
        return verify(self, stored, password)

    with monkeypatch.context() as patch:
        patch.setattr(argon2.PasswordHasher, "verify", spy)
        yield compared
