"""What an app asks for by way of the user's browser (RFC 6749, section 4.1.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from app.accounts.auth.scopes import OWNER, THIRD_PARTY
from app.accounts.grants.built_in import DOCS_PAGE
from app.connections.oauth import clients, rules
from app.connections.oauth.clients import Client
from app.connections.oauth.parameters import Pairs, given, repeated
from app.core.database import Db

METHOD = "S256"
RESPONSE_TYPE = "code"
RESPONSE_MODES = {None, "query"}


class NoWayBack(Exception):
    """There is nobody to send the browser back to: the app or its address is not registered."""


class Refused(Exception):
    """The request is refused, and its app is told by `error` and `description`."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.error = error
        self.description = description


@dataclass(frozen=True, slots=True)
class WayBack:
    """To whom the browser goes back, and with which `state`."""

    client: Client
    redirect_uri: str
    state: str | None
    issuer: str

    def with_code(self, code: str) -> str:
        return self._with({"code": code})

    def with_error(self, error: str, description: str) -> str:
        return self._with({"error": error, "error_description": description})

    def _with(self, answer: dict[str, str]) -> str:
        """Say who answers in each answer (RFC 9207), so that apps can't mix servers up."""
        state = {} if self.state is None else {"state": self.state}
        query = urlencode({**answer, **state, "iss": self.issuer}, quote_via=quote)
        return f"{self.redirect_uri}{'&' if '?' in self.redirect_uri else '?'}{query}"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user is to be asked for."""

    scopes: tuple[str, ...]
    code_challenge: str


async def way_back(db: Db, asked: Pairs | None, *, issuer: str) -> WayBack:
    """Find out who asks.

    Raises:
        NoWayBack: nobody who is registered with just this address.
    """
    if asked is None or repeated(asked) & {"client_id", "redirect_uri"}:
        raise NoWayBack
    said = given(asked)
    client = await clients.find(db, said.get("client_id", ""), issuer=issuer)
    redirect_uri = said.get("redirect_uri", "")
    if client is None or not rules.is_registered(redirect_uri, client.redirect_uris):
        raise NoWayBack
    state = None if "state" in repeated(asked) else said.get("state")
    return WayBack(client, redirect_uri, state, issuer)


def wish(client: Client, asked: Pairs) -> Wish:
    """Read what is asked for.

    Raises:
        Refused: it is not what we give, or not asked for as it has to be.
    """
    said = given(asked)
    if twice := repeated(asked):
        error = "invalid_request"
        raise Refused(error, f"given twice: {', '.join(sorted(_printable(twice)))}")
    _check_response(said.get("response_type"), said.get("response_mode"))
    challenge = said.get("code_challenge", "")
    if not rules.is_challenge(challenge) or said.get("code_challenge_method") != METHOD:
        error = "invalid_request"
        raise Refused(error, "a code_challenge with code_challenge_method=S256 is required")
    scopes = rules.scopes_of(said.get("scope", ""), allowed_scopes(client))
    if scopes is None or not rules.opens_something(scopes):
        error = "invalid_scope"
        raise Refused(error, "scope is missing, or holds what this app can not ask for")
    return Wish(scopes, challenge)


def allowed_scopes(client: Client) -> Sequence[str]:
    return (OWNER, *THIRD_PARTY) if client.id == DOCS_PAGE else THIRD_PARTY


def _check_response(response_type: str | None, response_mode: str | None) -> None:
    if response_type is None:
        error = "invalid_request"
        raise Refused(error, "response_type is missing")
    if response_type != RESPONSE_TYPE:
        error = "unsupported_response_type"
        raise Refused(error, "the only response_type is code")
    if response_mode not in RESPONSE_MODES:
        error = "invalid_request"
        raise Refused(error, "the only response_mode is query")


def _printable(names: frozenset[str]) -> list[str]:
    """Repeat only names that are ours to know: a description is ASCII without quotes."""
    return [name if name.isidentifier() and name.isascii() else "a parameter" for name in names]
