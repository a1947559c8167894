"""Ways in with a password, and what happens to passwords and addresses."""

from typing import Any

from fastapi import Response, status

from app.accounts.auth.dependencies import Enters, WritesLate
from app.accounts.auth.schemas import SignedIn, SignedUp
from app.accounts.credentials import emails, logging_in, password_changes, registering
from app.accounts.credentials.errors import (
    EmailTaken,
    MailedTokenRefused,
    WrongCredentials,
    WrongPassword,
)
from app.accounts.credentials.schemas import (
    Accepted,
    AccountCreate,
    EmailConfirmation,
    EmailUpdate,
    LogIn,
    PasswordForgotten,
    PasswordReset,
    PasswordUpdate,
)
from app.accounts.users.schemas import UserRead
from app.core.clock import Now
from app.core.errors import TooManyRequests, Unauthenticated, problems
from app.core.routing import SHOWS_SECRETS, Router, Session
from app.core.tables import Record

ASKS_BY_MAIL: dict[int | str, dict[str, Any]] = {
    202: {"model": UserRead, "description": "A mail asks for the confirmation."}
}

auth = Router(prefix="/v1/auth", tags=["sign-in"])
me = Router(prefix="/v1/me", tags=["account"])


@auth.post(
    "/register",
    status_code=status.HTTP_201_CREATED,
    response_model=SignedUp,
    dependencies=[SHOWS_SECRETS],
    responses=problems(EmailTaken, TooManyRequests),
    summary="Open an account with an e-mail",
)
async def register(entrance: Enters, body: AccountCreate, now: Now) -> Record:
    """Open an account and sign in to it, whoever the address belongs to.

    The address stays in `email_pending` until `POST /v1/auth/email/verification` confirms it with
    the token that is mailed there; until then the recovery code is the way back in. If the
    address has an account already, this answer is no different: the mail says so instead. On a
    service without a mail server an address counts at once, and a taken one is a 409.
    """
    return await registering.register(entrance, body, now=now)


@auth.post(
    "/login",
    response_model=SignedIn,
    dependencies=[SHOWS_SECRETS],
    responses=problems(WrongCredentials, TooManyRequests, Unauthenticated),
    summary="Sign in with e-mail and password",
)
async def log_in(entrance: Enters, body: LogIn, now: Now) -> Record:
    """Open a session on this device. The account's owner gets a mail about it."""
    return await logging_in.log_in(entrance, body, now=now)


@auth.post(
    "/password/forgotten",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=Accepted,
    responses=problems(TooManyRequests),
    summary="Ask for a mail to set a new password",
)
async def forget_password(
    db: Session, entrance: Enters, body: PasswordForgotten, now: Now
) -> Record:
    """Have a token mailed that sets a new password, good for 30 minutes and one use.

    The answer is the same whether the address has an account or not.
    """
    return await password_changes.forget_password(db, entrance, body.email, now=now)


@auth.post(
    "/password/reset",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(MailedTokenRefused, TooManyRequests),
    summary="Set a new password with a mailed token",
)
async def reset_password(entrance: Enters, body: PasswordReset, now: Now) -> None:
    """Set the password. Every session ends, so sign in with it afterwards.

    All that apps and scripts were allowed ends, too.
    """
    await password_changes.reset_password(entrance, body, now=now)


@auth.post(
    "/email/verification",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(EmailTaken, MailedTokenRefused, TooManyRequests),
    summary="Confirm an e-mail address",
)
async def confirm_email(db: Session, entrance: Enters, body: EmailConfirmation, now: Now) -> None:
    """Make the pending address the account's, with the token that was mailed to it.

    The token is good for 24 hours. From here on the address signs in.
    """
    await emails.confirm_email(db, entrance, body.token, now=now)


@me.put(
    "/password",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(WrongPassword, TooManyRequests),
    summary="Change the password",
)
async def change_password(
    entrance: Enters, caller: WritesLate, body: PasswordUpdate, now: Now
) -> None:
    """Replace the password. This session goes on; every other one ends at once.

    So do personal access tokens of the scope `owner`, and the docs page; other apps stay.
    """
    await password_changes.change_password(entrance, caller, body, now=now)


@me.put(
    "/email",
    response_model=UserRead,
    responses={**ASKS_BY_MAIL, **problems(WrongPassword, EmailTaken, TooManyRequests)},
    summary="Give or change the e-mail address",
)
async def change_email(
    entrance: Enters, caller: WritesLate, body: EmailUpdate, response: Response, now: Now
) -> Record:
    """Give a guest an address and a password, or change the address of an account.

    An account that has a password must give it. The address waits in `email_pending` (202) until
    it is confirmed; on a service without a mail server it counts at once (200). The former
    address is told.
    """
    if entrance.confirms_by_mail:
        response.status_code = status.HTTP_202_ACCEPTED
    return await emails.change_email(entrance, caller, body, now=now)
