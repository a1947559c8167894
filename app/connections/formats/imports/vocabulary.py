from typing import Literal

ImportFormat = Literal["own_orbit", "daylio", "state_of_mind", "mindfulness"]
ImportStatus = Literal["waiting", "running", "done", "failed"]
