"""Trying a whole transaction again where the database asked for it."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection

from students.models.waits import lost_a_race

TRIES = 4
Outcome = TypeVar("Outcome")


def retrying(work: Callable[[], Outcome]) -> Outcome:
    """What `work`, a whole transaction, gives; tried anew after a deadlock or a lock timeout."""
    for attempt in range(1, TRIES + 1):
        try:
            return work()
        except OperationalError as error:
            # Inside somebody else's transaction a part must not be repeated alone.
            if not lost_a_race(error) or attempt == TRIES or connection.in_atomic_block:
                raise
            time.sleep(random.uniform(0.02, 0.1) * attempt)  # noqa: S311 (no secret)
    raise AssertionError("unreachable")
