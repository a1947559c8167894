"""Bodies with a password, an address or a mailed token in them."""

from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from app.accounts.auth.schemas import LONGEST_SECRET, PHONE, Device, GuestCreate
from app.accounts.credentials import addresses
from app.accounts.users.schemas import DisplayName
from app.core.schemas import Input, Output
from app.security import passwords

PASSWORD = "correct horse battery"  # noqa: S105  (an example)
NO_ADDRESS = ("email", "not an e-mail address")
COMMON = ("common_password", "one of the most common passwords")


def _readable(address: str) -> str:
    try:
        return addresses.readable(address)
    except ValueError:
        raise PydanticCustomError(*NO_ADDRESS) from None


def _uncommon(password: str) -> str:
    if passwords.is_common(password):
        raise PydanticCustomError(*COMMON)
    return password


Address = Annotated[
    str,
    StringConstraints(max_length=254),
    AfterValidator(_readable),
    Field(examples=["jo@example.com"], json_schema_extra={"format": "email"}),
]
TypedPassword = Annotated[
    str,
    StringConstraints(strip_whitespace=False, min_length=1, max_length=256),
    Field(examples=[PASSWORD], json_schema_extra={"format": "password"}),
]
NewPassword = Annotated[
    str,
    StringConstraints(strip_whitespace=False, min_length=8, max_length=256),
    AfterValidator(_uncommon),
    Field(
        description="Taken as it is typed; not one of the 3,000 most common, nor the address.",
        examples=[PASSWORD],
        json_schema_extra={"format": "password"},
    ),
]
MailedToken = Annotated[
    str,
    Field(max_length=LONGEST_SECRET, description="From the mail.", examples=["oo_reset_AZ3k…"]),
]


class AccountCreate(GuestCreate):
    """An account with an e-mail and a password."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "email": "jo@example.com",
                    "password": PASSWORD,
                    "display_name": "Jo",
                    "time_zone": "Europe/Berlin",
                    "device": PHONE,
                }
            ]
        }
    )

    email: Address
    password: NewPassword
    display_name: DisplayName | None = None


class LogIn(Input):
    """An address and its password."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"email": "jo@example.com", "password": PASSWORD, "device": PHONE}]
        }
    )

    email: Address
    password: TypedPassword
    device: Device = Field(description="The device that signs in.")


class PasswordForgotten(Input):
    """Whose password is forgotten."""

    email: Address


class PasswordReset(Input):
    """The token from the mail, and the password from now on."""

    token: MailedToken
    password: NewPassword


class PasswordUpdate(Input):
    """The password until now and from now on."""

    current_password: TypedPassword
    new_password: NewPassword


class EmailUpdate(Input):
    """The address from now on; a guest chooses the password, others give theirs."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"email": "jo.moved@example.com", "password": PASSWORD}]}
    )

    email: Address
    password: NewPassword


class EmailConfirmation(Input):
    """The token from the mail."""

    token: MailedToken


class Accepted(Output):
    """Heard; whether anything follows is for the mailbox to see."""

    status: Literal["accepted"] = Field(description="The same whether or not a mail follows.")
