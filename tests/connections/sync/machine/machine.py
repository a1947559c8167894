"""Phones that are offline, late, wrong about the time, and end up with the same."""

import sys
from asyncio import AbstractEventLoop
from collections.abc import Coroutine
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from fastapi import FastAPI
from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.connections.sync.machine.at_home import move, write_at_home
from tests.connections.sync.machine.doings import MAKERS, Choice, changed, made
from tests.connections.sync.machine.exchanges import deliver, hear, pull, pull_on
from tests.connections.sync.machine.settling import settle
from tests.connections.sync.machine.world import ZONES, Phone, Pulling, World, begin, end

Result = TypeVar("Result")
STARTS = (datetime(2026, 3, 27, 22, tzinfo=UTC), datetime(2026, 10, 24, 2, tzinfo=UTC))
"""A day or two before Europe's clocks change."""
small = st.integers(0, 7)
phones = st.integers(0, 3)
tables = st.sampled_from(sorted(MAKERS))
choices = st.builds(Choice, small, small, st.integers(0, 72))
fates = st.sampled_from(["seen", "seen", "slow", "lost", "not yet"])


class Phones(RuleBasedStateMachine):
    def __init__(self, app: FastAPI, loop: AbstractEventLoop) -> None:
        super().__init__()
        self.app, self.loop = app, loop
        self.world: World

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

    @rule(which=phones, table=tables, choice=choices)
    def create(self, which: int, table: str, choice: Choice) -> None:
        device = self.phone(which).device
        raw = made(table, self.world.scene_of(device, choice))
        device.create(table, {"id": self.world.new_id(), **raw})

    @rule(which=phones, table=tables, choice=choices)
    def edit(self, which: int, table: str, choice: Choice) -> None:
        device = self.phone(which).device
        if ids := device.of(table):
            place = table, ids[choice.one % len(ids)]
            scene = self.world.scene_of(device, choice)
            device.edit(place, changed(table, scene, dict(device.rows[place].raw)))

    @rule(which=phones, table=tables, pick=small)
    def delete(self, which: int, table: str, pick: int) -> None:
        device = self.phone(which).device
        if ids := device.of(table):
            device.delete((table, ids[pick % len(ids)]))

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
            self.run(pull(self.world, phone, limit=2))
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

    @rule(table=tables, act=st.sampled_from(["create", "edit", "delete"]), choice=choices)
    def write_at_home(self, table: str, act: str, choice: Choice) -> None:
        self.run(write_at_home(self.world, act, table, choice))

    @rule(zone=st.sampled_from(ZONES))
    def move(self, zone: str) -> None:
        self.run(move(self.world, zone))

    @rule(which=phones, zone=st.sampled_from(ZONES))
    def travel(self, which: int, zone: str) -> None:
        self.phone(which).device.time_zone = zone

    @rule(hours=st.sampled_from([0.25, 1, 7, 24, 50]))
    def wait(self, hours: float) -> None:
        self.world.clock.now += timedelta(hours=hours)

    @rule(which=phones)
    def install_anew(self, which: int) -> None:
        phone = self.phone(which)
        phone.device.forget()
        phone.pulling = phone.waits_for = None

    @rule(which=phones)
    def back_up(self, which: int) -> None:
        device = self.phone(which).device
        if not device.is_dirty():
            self.phone(which).backup = deepcopy(device)

    @rule(which=phones)
    def restore(self, which: int) -> None:
        phone = self.phone(which)
        if phone.backup is not None:
            phone.device.rows = dict(phone.backup.rows)
            phone.device.pulled_at = phone.backup.pulled_at
            phone.pulling = phone.waits_for = None

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            if sys.exc_info()[0] is None:
                self.run(settle(self.world))
        finally:
            self.run(end(self.world))

    def _wait_for_the_answer(self, phone: Phone) -> None:
        """End what is under way: a device does one thing at a time."""
        if phone.waits_for is not None:
            hear(phone, *phone.waits_for)
        phone.waits_for = phone.pulling = None
