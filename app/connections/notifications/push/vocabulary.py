from typing import Literal

Result = Literal["sent", "gone", "expired"]
