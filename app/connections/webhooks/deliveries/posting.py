"""One try: what is sent, and what came of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Any

from app.connections.webhooks import rules
from app.connections.webhooks.deliveries.queries import Due
from app.connections.webhooks.vocabulary import Outcome
from app.core.outbound import Answer, Manners, Outbound, OutOfReach
from app.core.public_addresses import AddressRefused
from app.core.retry_after import asked_wait
from app.security.webhooks import signed_headers

MANNERS = Manners(patience_s=15.0, longest_answer=0, connections=160)
GONE = 410
SLOW_MS = 2_000
LET_REST = timedelta(seconds=4)
"""How long whoever gave no answer is left alone, whatever else is due there."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A delivery, and whereto; `revision` is the endpoint's."""

    due: Due
    revision: int
    url: str = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)
    body: bytes


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try of a parcel; `asked` is how long the receiver wants to be left alone."""

    parcel: Parcel
    at: datetime
    outcome: Outcome
    duration_ms: int
    status_code: int | None = None
    asked: timedelta | None = None

    @property
    def is_success(self) -> bool:
        return self.outcome == "success"

    @property
    def is_farewell(self) -> bool:
        return self.status_code == GONE

    @property
    def is_ailing(self) -> bool:
        """Whether there was no answer, or one that others would have had to wait for."""
        return self.outcome == "no_answer" or self.duration_ms > SLOW_MS

    @property
    def rest(self) -> timedelta:
        """For how long nothing else is sent there."""
        return LET_REST if self.outcome == "no_answer" else self.asked or timedelta(0)

    def as_kept(self) -> dict[str, Any]:
        return {
            "at": self.at.isoformat(),
            "status_code": self.status_code,
            "outcome": self.outcome,
            "duration_ms": self.duration_ms,
        }


def written(delivery: Mapping[str, Any]) -> bytes:
    """Write the body: what happened to what, and when, and nothing of what it says."""
    moment = delivery["happened_at"].astimezone(UTC).isoformat(timespec="milliseconds")
    said = {
        "type": delivery["type"],
        "timestamp": moment.replace("+00:00", "Z"),
        "data": {"id": str(delivery["subject_id"])},
    }
    return json.dumps(said, separators=(",", ":")).encode()


async def post(outbound: Outbound, parcel: Parcel, *, now: datetime) -> Attempt:
    """Send it once, and say how it went."""
    began = perf_counter()
    signed = signed_headers(parcel.secrets, str(parcel.due.id), int(now.timestamp()), parcel.body)
    try:
        answer = await outbound.post(
            parcel.url,
            content=parcel.body,
            headers={"content-type": "application/json", **signed},
        )
    except AddressRefused:
        return Attempt(parcel, now, "address_refused", _since(began))
    except OutOfReach:
        return Attempt(parcel, now, "no_answer", _since(began))
    return _answered(parcel, answer, _since(began), now)


def _answered(parcel: Parcel, answer: Answer, duration_ms: int, now: datetime) -> Attempt:
    if answer.is_success:
        return Attempt(parcel, now, "success", duration_ms, answer.status)
    asked = asked_wait(answer.headers.get("retry-after"), rules.LONGEST_ASKED, now=now)
    return Attempt(parcel, now, "refused", duration_ms, answer.status, asked)


def _since(began: float) -> int:
    return round((perf_counter() - began) * 1_000)
