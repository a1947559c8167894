from typing import Literal

Channel = Literal["push", "email"]
About = Literal["check_in", "journal", "goal", "activity", "review", "risky_hour", "other"]
