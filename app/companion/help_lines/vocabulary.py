from typing import Literal

HelpsWith = Literal["crisis", "domestic_violence"]
"""Any distress, thoughts of suicide among it; fear of, or violence by, somebody close."""
