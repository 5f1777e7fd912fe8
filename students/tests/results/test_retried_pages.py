"""A declaration that met a deadlock is made and published by the next try, and once."""

import pytest
from django.db import OperationalError

from students.models import Declaration, refresh
from students.tests.results.pages import address, hidden

pytestmark = pytest.mark.django_db(transaction=True)
DEADLOCK = OperationalError(1213, "Deadlock found when trying to get lock")


@pytest.fixture
def deadlocks(monkeypatch):
    """Give a function that lets the next refresh meet a deadlock."""
    lock, left = refresh._lock, []

    def locked(*args):
        if left:
            raise left.pop()
        return lock(*args)

    monkeypatch.setattr(refresh, "_lock", locked)
    return lambda: left.append(DEADLOCK)


def test_a_term_is_declared_and_published_by_the_next_try(principal, cohort, deadlocks):
    page = principal.get(address(cohort))
    deadlocks()
    principal.post(address(cohort, "result-declare"), {"digest": hidden(page)})
    declared = principal.get(address(cohort))
    deadlocks()
    sent = {"number": "1", "digest": hidden(declared)}
    principal.post(address(cohort, "result-publish"), sent)

    assert Declaration.objects.get().is_published
