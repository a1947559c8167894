"""Colours of a picture, light and dark. None of them warns: a slip is a figure like any other."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Theme:
    """`first`, `second` and `third` tell series apart, by lightness too."""

    paper: str
    ink: str
    faint: str
    grid: str
    first: str
    second: str
    third: str


THEMES: dict[Literal["light", "dark"], Theme] = {
    "light": Theme(
        paper="#fcfbf8",
        ink="#25242c",
        faint="#5d5b68",
        grid="#dedbd3",
        first="#17657a",
        second="#b0690a",
        third="#6a4fa3",
    ),
    "dark": Theme(
        paper="#17181d",
        ink="#efedf4",
        faint="#b4b1c0",
        grid="#3a3b45",
        first="#6cc3d6",
        second="#e9b45f",
        third="#b7a3e6",
    ),
}
