"""A whole transaction is tried anew where the database asks for it, and nowhere else."""

import pytest
from django.db import OperationalError, transaction

from students.models.waits import TRIES, retrying

pytestmark = pytest.mark.django_db(transaction=True)


class Failing:
    """Work that fails so many times."""

    def __init__(self, code, times):
        self.code, self.times, self.tries = code, times, 0

    def __call__(self):
        self.tries += 1
        if self.tries <= self.times:
            raise OperationalError(self.code, "Deadlock found when trying to get lock")
        return "done"


@pytest.mark.parametrize("code", [1205, 1213, 1020])
def test_a_deadlock_is_tried_anew(code):
    work = Failing(code, 2)

    assert retrying(work) == "done"
    assert work.tries == 3


def test_it_is_given_up_in_the_end():
    work = Failing(1213, 99)

    with pytest.raises(OperationalError):
        retrying(work)
    assert work.tries == TRIES


def test_other_errors_are_not_tried_anew():
    work = Failing(1040, 1)

    with pytest.raises(OperationalError):
        retrying(work)
    assert work.tries == 1


def test_a_part_of_a_transaction_is_never_repeated_alone():
    work = Failing(1213, 1)

    with pytest.raises(OperationalError), transaction.atomic():
        retrying(work)
    assert work.tries == 1
