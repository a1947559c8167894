"""What becomes of a message that is let go."""

from typing import Literal

Release = Literal["kept", "burned"]
