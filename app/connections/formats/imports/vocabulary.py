from typing import Literal

ImportFormat = Literal["own_orbit", "daylio", "state_of_mind", "mindfulness"]
ImportStatus = Literal["waiting", "running", "done", "failed"]

CREATED, DUE, ABANDONED = "imports.created", "imports.due", "imports.abandoned"
"""Events: a file has come, it is to be looked at again, nobody may have come for it."""
