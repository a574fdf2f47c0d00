"""
How gunicorn serves a journey's kommun: with a clock that ticks from ``START``.

A journey has first days, attendance and months in it. With a clock of its own it is the same story on a Sunday, at
midnight and after the last month whose riksnorm is known.
"""

import atexit
from typing import Any

import time_machine
from tests.journeys.world import START

workers = 1
timeout = 0  # the arbiter compares its own clock with the worker's
control_socket_disable = True


def post_fork(server: Any, worker: Any) -> None:
    """Set the worker's clock before it imports anything of ours."""
    clock = time_machine.travel(START, tick=True)
    clock.start()
    atexit.register(clock.stop)
