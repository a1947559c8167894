from typing import Literal, get_args

EventType = Literal[
    "mood.created",
    "mood.updated",
    "mood.deleted",
    "activity.created",
    "activity.updated",
    "activity.deleted",
    "activity_log.created",
    "activity_log.updated",
    "activity_log.deleted",
    "goal.created",
    "goal.updated",
    "goal.deleted",
    "streak.created",
    "streak.updated",
    "streak.deleted",
    "milestone.awarded",
]
"""What an endpoint can ask for."""
OwnEventType = Literal["webhook.test", "connected_app.withdrawn"]
"""What is told without being asked for."""
ToldType = EventType | OwnEventType
EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)
TOLD_TYPES: tuple[ToldType, ...] = (*EVENT_TYPES, *get_args(OwnEventType))

TEST: OwnEventType = "webhook.test"
WITHDRAWN: OwnEventType = "connected_app.withdrawn"

Status = Literal["enabled", "disabled"]
DisabledReason = Literal["by_hand", "gone", "failing", "withdrawn"]
State = Literal["waiting", "delivered", "given_up", "dropped"]
Outcome = Literal["success", "refused", "no_answer", "address_refused"]
