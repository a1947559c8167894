"""Which reviews there are, and what they can end with."""

from typing import Literal

ReviewKind = Literal["weekly", "day_31", "day_56", "custom"]
Decision = Literal["go_on", "open_to_contact", "let_go"]
QuestionType = Literal["text", "scale"]
