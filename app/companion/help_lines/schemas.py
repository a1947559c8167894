from datetime import date
from typing import Annotated

from pydantic import Field

from app.companion.help_lines.vocabulary import HelpsWith
from app.core.schemas import Output

HOURS = (
    "In the syntax of OpenStreetMap's `opening_hours`, by the clocks there, such as `24/7`; null: "
    "see the web page."
)
CheckedOn = Annotated[
    date | None, Field(description="When we last read the source; null: not yet, see `as_of`.")
]
AsOf = Annotated[
    date | None,
    Field(description="Where we have not read the source: how old our knowledge is."),
]


class EmergencyRead(Output):
    numbers: list[str] = Field(
        description="For danger to life; none where the country is not known to us.",
        examples=[["911"]],
    )
    text: str = Field(
        description="What to do in danger, in your language.",
        examples=["If you are in danger right now, call 911."],
    )


class HelpLineRead(Output):
    """Somebody to talk to. Each line has a phone, a text number or a web page."""

    name: str = Field(description="As it calls itself.", examples=["988 Suicide & Crisis Lifeline"])
    helps_with: list[HelpsWith] = Field(description="What it is there for.")
    phone: str | None = Field(description="As it is dialled in the country.", examples=["988"])
    text: str | None = Field(
        description="How to reach it by text message, in its own words.",
        examples=["Text 988"],
    )
    web: str | None = Field(description="Its page or chat.", examples=["https://988lifeline.org"])
    hours: str | None = Field(description=HOURS, examples=["24/7"])
    languages: list[str] = Field(
        description="Language tags of those that it is known to speak.", examples=[["en", "es"]]
    )
    source: str = Field(
        description="Where this is published.", examples=["https://988lifeline.org"]
    )
    checked_on: CheckedOn
    as_of: AsOf = Field(examples=[None])


class DirectoryRead(Output):
    """A directory of lines in many countries."""

    name: str = Field(description="As it calls itself.", examples=["Find A Helpline"])
    helps_with: list[HelpsWith] = Field(description="What its lines are there for.")
    web: str = Field(description="Where to search it.", examples=["https://findahelpline.com"])
    source: str = Field(
        description="Where this is published.", examples=["https://findahelpline.com"]
    )
    checked_on: CheckedOn = Field(examples=[None])
    as_of: AsOf = Field(examples=["2025-01-01"])


class HelpRead(Output):
    """Where to turn. The directories are always there, even where no line is known to us."""

    country: str | None = Field(
        description="ISO 3166-1 alpha-2; null if you did not name one and your locale has none.",
        examples=["US"],
    )
    emergency: EmergencyRead = Field(description="What to do in danger to life.")
    lines: list[HelpLineRead] = Field(description="Empty where we know of none.")
    directories: list[DirectoryRead] = Field(
        description="Lists of lines in many countries, the same for everybody."
    )
    note: str = Field(
        description="What to do if a number is wrong, in your language.",
        examples=["Numbers change. The page of the organisation has the present one."],
    )
