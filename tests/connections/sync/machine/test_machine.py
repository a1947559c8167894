"""However late, doubled and out of order pushes arrive: all devices end up with the same.

200 examples; 2,000 with `make test-long`. `OWNORBIT_TEST_EXAMPLES` and `OWNORBIT_TEST_SEED` say
otherwise.
"""

import os
from asyncio import AbstractEventLoop

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.connections.sync.machine.machine import Phones

USUAL = "2000" if "OWNORBIT_TEST_LONG" in os.environ else "200"
EXAMPLES = int(os.environ.get("OWNORBIT_TEST_EXAMPLES", USUAL))
SEED = int(os.environ.get("OWNORBIT_TEST_SEED", "20261123"))


@pytest.mark.timeout(0)
def test_whatever_happens_on_the_way_devices_and_service_end_up_with_the_same(
    workless_app: FastAPI, loop: AbstractEventLoop
) -> None:
    print(f"{EXAMPLES} examples with seed {SEED}")  # noqa: T201

    class Lives(Phones):
        app = workless_app

    Lives.loop = loop
    run_state_machine_as_test(
        seed(SEED)(Lives),
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=14,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
