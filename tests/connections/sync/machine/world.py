"""One example's user: their phones, what is under way to the service, and the truth."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import FastAPI
from httpx2 import AsyncClient, Response

from app.core import days
from tests.clock import FakeClock
from tests.connections.sync.machine.device import Changes, Device, Push
from tests.connections.sync.machine.doings import Choice, Scene
from tests.connections.sync.machine.ledger import Ledger
from tests.signing_up import DEVICE, a_guest, carry, client_from

ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Europe/London")
DAY_STARTS_AT = time(4)


@dataclass
class Pulling:
    """The pages of a pull that have come so far."""

    limit: int
    pages: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Phone:
    """A device, its session, and what it waits for."""

    device: Device
    client: AsyncClient
    pulling: Pulling | None = None
    waits_for: tuple[Push, Response] | None = None


@dataclass
class World:
    """`home` is a session that writes by REST and looks at everything, but never pushes."""

    app: FastAPI
    clock: FakeClock
    user_id: UUID
    home: AsyncClient
    phones: list[Phone]
    time_zone: str = ZONES[0]
    today_floor: date | None = None
    ledger: Ledger = field(default_factory=Ledger)
    under_way: list[Push] = field(default_factory=list)
    revision: int = 0
    made: int = 0

    def new_id(self) -> str:
        self.made += 1
        return str(UUID(int=(0x01900000_0000_7000_8000 << 48) + self.made))

    def scene_of(self, device: Device, choice: Choice) -> Scene:
        return Scene(choice, device.now(self.clock()), device.time_zone, device.of)

    def scene_at_home(self, choice: Choice) -> Scene:
        return Scene(choice, self.clock(), self.time_zone, self.ledger.of)

    def today(self) -> date:
        return days.today(
            self.clock(), ZoneInfo(self.time_zone), DAY_STARTS_AT, floor=self.today_floor
        )

    def saw(self, revision: int) -> None:
        assert revision >= self.revision, "the revision went down"
        self.revision = revision


async def begin(app: FastAPI, now: datetime, errors: list[int]) -> World:
    """Sign up somebody with a phone for each clock error (hours)."""
    clock = FakeClock(now)
    app.state.clock = clock
    guest = await a_guest(app)
    code = guest.recovery_code
    clients: list[AsyncClient] = []
    for _ in errors:
        client = client_from(app)
        body = {"recovery_code": code, "device": DEVICE}
        answer = await client.post("/v1/auth/recover", json=body)
        code = carry(app, client, answer).recovery_code
        clients.append(client)
    phones = [
        Phone(Device(f"phone {n}", timedelta(hours=hours), ZONES[n % len(ZONES)]), clients[n])
        for n, hours in enumerate(errors)
    ]
    return World(app, clock, guest.user_id, guest.client, phones)


async def end(world: World) -> None:
    for client in (world.home, *(phone.client for phone in world.phones)):
        await client.aclose()


def together(pages: list[dict[str, Any]]) -> Changes:
    """Put the pages of a pull together; no id may be there twice."""
    found: Changes = {}
    seen: set[tuple[str, str]] = set()
    for page in pages:
        for table, of_table in page["changes"].items():
            mine = found.setdefault(table, {"created": [], "updated": [], "deleted": []})
            for kind, items in of_table.items():
                places = [(table, item["id"] if kind != "deleted" else item) for item in items]
                assert len(set(places)) == len(places), "twice in one page"
                assert seen.isdisjoint(places), "twice in one pull"
                seen.update(places)
                mine[kind].extend(items)
    return found
