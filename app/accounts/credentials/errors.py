"""What can be wrong with a password, an address or a mailed token."""

from http import HTTPStatus

from app.core.errors import CHALLENGE, AppError


class WrongCredentials(AppError):
    """The address and the password do not belong together.

    The answer is the same whether the address has an account, has none, or is not confirmed yet.
    """

    status = HTTPStatus.UNAUTHORIZED
    code = "wrong-credentials"
    title = "That address and password do not belong together."
    always = CHALLENGE


class WrongPassword(AppError):
    """The password that should confirm this change is not the account's, or it has none yet.

    A guest gets a password together with an e-mail: `PUT /v1/me/email`.
    """

    status = HTTPStatus.FORBIDDEN
    code = "wrong-password"
    title = "That is not the account's password."


class EmailTaken(AppError):
    """Another account has this address. Sign in there, or choose another address.

    Told only where no mail server is set up, or to whoever can read that address's mail.
    """

    status = HTTPStatus.CONFLICT
    code = "email-taken"
    title = "That address belongs to another account."


class MailedTokenRefused(AppError):
    """The token from the mail does not count: used, too old, or replaced by a newer one.

    Ask for a new mail.
    """

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "mailed-token-refused"
    title = "That token does not count any more."
