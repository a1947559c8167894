"""Phones that are offline, late, wrong about the time, and end up with the same."""

import sys
from asyncio import AbstractEventLoop
from collections.abc import Coroutine
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from fastapi import FastAPI
from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.connections.sync.machine.at_home import PATHS, move, write_at_home
from tests.connections.sync.machine.doings import MAKERS, OFTEN, Choice, changed, made
from tests.connections.sync.machine.exchanges import deliver, hear, pull, pull_on
from tests.connections.sync.machine.settling import settle
from tests.connections.sync.machine.world import ZONES, Phone, Pulling, World, begin, end

Result = TypeVar("Result")
Writing = tuple[int, str, str, Choice]
STARTS = (datetime(2026, 3, 27, 22, tzinfo=UTC), datetime(2026, 10, 24, 2, tzinfo=UTC))
"""A day or two before Europe's clocks change."""
small = st.integers(0, 7)
phones = st.integers(0, 3)
tables = st.sampled_from([*MAKERS, "people", "people", "streaks", "contact_events"])
choices = st.builds(Choice, small, small, st.integers(0, 72))
acts = st.sampled_from(["create", "edit", "edit", "edit", "delete"])
writings = st.tuples(phones, tables, acts, choices)
waits = st.sampled_from([0, 0.25, 1, 7, 24, 50])
fates = st.sampled_from(["seen", "seen", "slow", "lost", "not yet"])


class Phones(RuleBasedStateMachine):
    """A subclass gives the application and the loop that it lives on."""

    app: FastAPI
    loop: AbstractEventLoop
    world: World

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.loop.run_until_complete(work)

    def phone(self, which: int) -> Phone:
        return self.world.phones[which % len(self.world.phones)]

    @initialize(
        start=st.sampled_from(STARTS),
        errors=st.lists(st.sampled_from([0, 0, -48, -3, 2, 48]), min_size=2, max_size=4),
    )
    def sign_up(self, start: datetime, errors: list[int]) -> None:
        self.world = self.run(begin(self.app, start, errors))

    @rule(which=phones, table=tables, act=acts, choice=choices)
    def write(self, which: int, table: str, act: str, choice: Choice) -> None:
        """Make, change or delete a row on a phone, whether or not it is online."""
        device = self.phone(which).device
        scene, ids = self.world.scene_of(device, choice), device.of(table)
        if act == "create" or not ids:
            device.create(table, {"id": self.world.new_id(), **made(table, scene)})
            return
        place = table, ids[choice.one % len(ids)]
        if act == "delete":
            device.delete(place)
        else:
            device.edit(place, changed(table, scene, dict(device.rows[place].raw)))

    @rule(
        first=writings,
        again=writings,
        fate=st.sampled_from(["lost", "not yet", "slow"]),
        left=st.integers(1, 2),
    )
    def write_while_a_push_is_under_way(
        self, first: Writing, again: Writing, fate: str, left: int
    ) -> None:
        """Push, change the same thing, push that: the first may arrive now, later, or after it."""
        self.write(*first)
        self.sync(first[0], fate, left, pulls=True)
        self.write(first[0], *again[1:])
        self.sync(first[0], "seen", left, pulls=fate != "not yet")

    @rule(which=phones, choice=choices, fate=fates)
    def write_too_much_of_somebody(self, which: int, choice: Choice, fate: str) -> None:
        """Push it with an event that names them, and that can't go without them."""
        device = self.phone(which).device
        self.write(which, "people", "create", replace(choice, hours=OFTEN - 1))
        latest = Choice(one=0, other=len(device.of("people")) - 1, hours=1)
        self.write(which, "contact_events", "create", latest)
        self.sync(which, fate, 1, pulls=True)

    @rule(which=phones, table=tables, choice=choices)
    def clash(self, which: int, table: str, choice: Choice) -> None:
        """Push something new along with a change of what another phone changed meanwhile."""
        for each in (which, which + 1):
            self.sync(each, "seen", 1, pulls=True)
        for each in (which, which + 1):
            self.write(each, table, "edit", choice)
        self.write(which, "moods", "create", choice)
        for each in (which + 1, which):
            self.sync(each, "seen", 1, pulls=False)

    @rule(which=phones, limit=st.sampled_from([1, 2, 3]))
    def begin_to_pull(self, which: int, limit: int) -> None:
        phone = self.phone(which)
        self._wait_for_the_answer(phone)
        phone.pulling = Pulling(limit)
        self.run(pull_on(self.world, phone))

    @precondition(lambda self: any(phone.pulling for phone in self.world.phones))
    @rule(which=phones, is_lost=st.booleans())
    def pull_on(self, which: int, is_lost: bool) -> None:  # noqa: FBT001
        waiting = [phone for phone in self.world.phones if phone.pulling]
        phone = waiting[which % len(waiting)]
        if is_lost:
            phone.pulling = None
        else:
            self.run(pull_on(self.world, phone))

    @rule(which=phones, fate=fates, left=st.integers(1, 3), pulls=st.booleans())
    def sync(self, which: int, fate: str, left: int, pulls: bool) -> None:  # noqa: FBT001
        """Push, after a pull or not: between the two, others may have written."""
        phone = self.phone(which)
        self._wait_for_the_answer(phone)
        if pulls or phone.device.pulled_at is None:
            self.run(pull(self.world, phone, limit=5))
        if not phone.device.is_dirty():
            return
        push = phone.device.capture(left)
        self.world.under_way.append(push)
        if fate == "not yet":
            return
        answer = self.run(deliver(self.world, push))
        event(f"push: {fate}, {answer.status_code}")
        if fate == "seen":
            hear(phone, push, answer)
        elif fate == "slow":
            phone.waits_for = push, answer

    @precondition(lambda self: any(push.left for push in self.world.under_way))
    @rule(pick=small)
    def deliver_late(self, pick: int) -> None:
        late = [push for push in self.world.under_way if push.left]
        push = late[pick % len(late)]
        again = "again" if push.is_applied else "first"
        answer = self.run(deliver(self.world, push))
        event(f"late, {again}: {answer.status_code}")

    @rule(table=st.sampled_from(sorted(PATHS)), act=acts, choice=choices)
    def write_at_home(self, table: str, act: str, choice: Choice) -> None:
        self.run(write_at_home(self.world, act, table, choice))

    @rule(which=phones, zone=st.none() | st.sampled_from(ZONES), hours=waits)
    def go_on(self, which: int, zone: str | None, hours: float) -> None:
        """Let time go by, and perhaps be elsewhere after it: the phone knows, or the user says."""
        self.world.clock.now += timedelta(hours=hours)
        if zone is not None and which < len(self.world.phones):
            self.world.phones[which].device.time_zone = zone
        elif zone is not None:
            self.run(move(self.world, zone))

    @rule(which=phones)
    def install_anew(self, which: int) -> None:
        """Begin with nothing; what was on its way before never arrives."""
        phone = self.phone(which)
        phone.pulling = phone.waits_for = None
        phone.device.forget()
        self._lose_what_is_under_way(phone)

    @rule(writing=writings)
    def go_back_to_a_backup(self, writing: Writing) -> None:
        """Lose what was written, pushed and pulled since: the service has to tell it again."""
        which = writing[0]
        device = self.phone(which).device
        self.sync(which, "seen", 1, pulls=True)
        if device.is_dirty():
            return
        rows, pulled_at = dict(device.rows), device.pulled_at
        self.write(*writing)
        self.sync(which, "seen", 1, pulls=True)
        for _ in range(2):  # the second lets the service know that the first has come
            self.run(pull(self.world, self.phone(which)))
        device.rows, device.pulled_at = rows, pulled_at
        self._lose_what_is_under_way(self.phone(which))

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            if sys.exc_info()[0] is None:
                self.run(settle(self.world))
        finally:
            self.run(end(self.world))

    def _lose_what_is_under_way(self, phone: Phone) -> None:
        for push in self.world.under_way:
            if push.device is phone.device:
                push.left = 0

    def _wait_for_the_answer(self, phone: Phone) -> None:
        """End what is under way: a device does one thing at a time."""
        if phone.waits_for is not None:
            hear(phone, *phone.waits_for)
        phone.waits_for = phone.pulling = None
