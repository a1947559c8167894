"""Why somebody came back, and what the check advises."""

from typing import Literal

Wants = Literal["reconnect", "closure", "curious", "unclear"]
Advice = Literal["stay_open", "set_boundary", "let_go", "wait"]
