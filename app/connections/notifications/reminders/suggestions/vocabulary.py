from typing import Literal

SuggestionKind = Literal["risky_hour"]
