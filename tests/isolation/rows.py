"""How each operation of the contract is asked: the rows of the isolation matrix.

The matrix comes from the OpenAPI document; an operation without a row here fails the build, and
so does a field with an id or with free words that its row does not fill. To add an operation:

* `"list_moods": Row()` is enough for one without a body; `{mood_id}` in its path is filled by
  itself. Parameters that are no ids are given: `Row(path={"date": "2026-03-10"})`, `query={…}`.
* A body is given whole: `words` for every free text (the canary of whoever asks), `Id("…_id")` for
  every field that names another record, plain values for the rest, and a function of the
  inhabitant for what is different for each. The `id` of a create is left out.
* An id that no row made yet gets a line in `MADE_BY`: which operation makes it.
* An operation that is no 2xx for its rightful user says so: `Row(answers=409)`.
* An operation that needs no token goes to `PUBLIC` instead, with the reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.security.opaque_secrets import make, spell
from app.security.recovery_codes import make_recovery_code

if TYPE_CHECKING:
    from tests.isolation.inhabitants import Inhabitant


@dataclass(frozen=True)
class Id:
    """Stands for the asking user's own record of this kind, or for what a test puts there."""

    of: str


@dataclass(frozen=True)
class Row:
    """A valid request; `answers` is its status where that is no success."""

    body: Mapping[str, Any] | None = None
    query: Mapping[str, Any] = field(default_factory=dict)
    path: Mapping[str, Any] = field(default_factory=dict)
    answers: int | None = None


@dataclass(frozen=True)
class Public:
    """Why an operation needs no token, and what somebody might ask it about a user's ids."""

    why: str
    body_about: Callable[[UUID, UUID], Mapping[str, Any]] | None = None


def words(user: "Inhabitant") -> str:
    return user.words()


DEVICE = {"name": "phone", "platform": "ios"}
PERSON = {"relation": "ex_partner", "phase": "apart", "phase_since": "2026-02-01"}

MADE_BY = {
    "person_id": "create_person",
}

ROWS: dict[str, Row] = {
    "list_people": Row(),
    "create_person": Row(PERSON | {"nickname": words, "note": words}),
    "get_person": Row(),
    "update_person": Row({"nickname": words, "note": words}),
    "delete_person": Row(),
    "log_out": Row(),
}

PUBLIC: dict[str, Public] = {
    "check_live": Public("A probe has no account."),
    "check_ready": Public("A probe has no account."),
    "sign_up_as_guest": Public(
        "Opens an account.",
        lambda _user, _session: {"time_zone": "Europe/Berlin", "device": DEVICE},
    ),
    "refresh_tokens": Public(
        "The refresh token is the credential.",
        lambda user, session: {"refresh_token": spell("oo_refresh", make(user, session))},
    ),
    "recover_account": Public(
        "The recovery code is the credential.",
        lambda user, _session: {"recovery_code": make_recovery_code(user)[0], "device": DEVICE},
    ),
}

CODED_WORDS = {"device.name", "locale", "time_zone"}
"""Strings of bodies that hold a word of some vocabulary, or that a sign-up fills."""
