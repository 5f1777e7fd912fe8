"""Work done at the same moment, and locks switched off to show what they are for."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connections

from students.models import refresh

PATIENCE = 600


def at_once(*works: Callable) -> list:
    """What came of each work, in threads that begin together; a fault stands for itself."""
    ready, outcomes = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        try:
            ready.wait(PATIENCE)
            outcomes[place] = work()
        except Exception as fault:  # told to the caller, who judges it
            outcomes[place] = fault
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return outcomes


@contextmanager
def unlocked() -> Iterator[None]:
    """The refresh as it would be without its row locks."""
    kept = refresh._lock
    refresh._lock = lambda model, ids: set(
        model._base_manager.filter(pk__in=ids).values_list("pk", flat=True)
    )
    try:
        yield
    finally:
        refresh._lock = kept
