"""Ways in without a password, staying in, and out."""

from fastapi import Response, status

from app.accounts.auth import recovering, refreshing, sign_out, sign_up
from app.accounts.auth.dependencies import Enters, Writes
from app.accounts.auth.errors import (
    RecoveryCodeRefused,
    RefreshTokenRefused,
    RefreshTokenReused,
)
from app.accounts.auth.schemas import (
    GuestCreate,
    Recovery,
    Refresh,
    SignedIn,
    SignedUp,
    SigningKeys,
)
from app.core.clock import Now
from app.core.errors import TooManyRequests, Unauthenticated, problems
from app.core.routing import SHOWS_SECRETS, Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/auth", tags=["sign-in"])
keys = Router(prefix="/.well-known", tags=["sign-in"])


@router.post(
    "/refresh",
    response_model=SignedIn,
    dependencies=[SHOWS_SECRETS],
    responses=problems(RefreshTokenRefused, RefreshTokenReused, TooManyRequests, Unauthenticated),
    summary="Stay signed in",
)
async def refresh_tokens(db: Session, entrance: Enters, body: Refresh, now: Now) -> Record:
    """Exchange the refresh token for new tokens of the same session.

    Each refresh token is used once, and its successor is always the same: if the answer is lost,
    send the same token again. Only when the successor has been used as well does the older one
    count as stolen (`refresh-token-reused`). A session that is not refreshed ends after 90 days,
    and any session a year after its sign-in.
    """
    return await refreshing.refresh(db, entrance, body.refresh_token, now=now)


@router.post(
    "/guest",
    status_code=status.HTTP_201_CREATED,
    response_model=SignedUp,
    dependencies=[SHOWS_SECRETS],
    responses=problems(TooManyRequests),
    summary="Start without an e-mail",
)
async def sign_up_as_guest(db: Session, entrance: Enters, body: GuestCreate, now: Now) -> Record:
    """Open an account that needs no e-mail, and sign in to it.

    Show the `recovery_code` to the user: it is the only way back if the device is lost before an
    e-mail is given (`PUT /v1/me/email`).
    """
    return await sign_up.sign_up_as_guest(db, entrance, body, now=now)


@router.post(
    "/recover",
    response_model=SignedUp,
    dependencies=[SHOWS_SECRETS],
    responses=problems(RecoveryCodeRefused, TooManyRequests, Unauthenticated),
    summary="Sign in with a recovery code",
)
async def recover_account(db: Session, entrance: Enters, body: Recovery, now: Now) -> Record:
    """Sign in with the code that the sign-up showed, and get the next one.

    A code works once. If the answer with its successor is lost, send the same code again: it
    answers with the same successor until that one has been used.
    """
    return await recovering.recover(db, entrance, body, now=now)


@router.post("/logout", status_code=status.HTTP_204_NO_CONTENT, summary="Sign out")
async def log_out(db: Session, owner: Writes, now: Now) -> None:
    """End this session. Its access token stops working at once, its refresh token too."""
    await sign_out.log_out(db, owner, now=now)


@keys.get("/jwks.json", response_model=SigningKeys, summary="List the keys that sign tokens")
async def list_signing_keys(entrance: Enters, response: Response) -> Record:
    """List the public keys of the access tokens (RFC 7517), for services that verify them."""
    response.headers["cache-control"] = "public, max-age=300"
    return entrance.public_keys()
