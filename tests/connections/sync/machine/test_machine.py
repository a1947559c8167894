"""However late, doubled and out of order pushes arrive: all devices end up with the same."""

import os
from asyncio import AbstractEventLoop

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.connections.sync.machine.machine import Phones

EXAMPLES = int(os.environ.get("OWNORBIT_TEST_EXAMPLES", "200"))
SEED = int(os.environ.get("OWNORBIT_TEST_SEED", "20261123"))


@pytest.mark.timeout(0)
def test_whatever_happens_on_the_way_devices_and_service_end_up_with_the_same(
    workless_app: FastAPI, loop: AbstractEventLoop
) -> None:
    print(f"{EXAMPLES} examples with seed {SEED}")  # noqa: T201
    run_state_machine_as_test(
        seed(SEED)(lambda: Phones(workless_app, loop)),
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=20,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
