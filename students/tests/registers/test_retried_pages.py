"""A plan and a condonation that met a deadlock are stored by the next try, and once."""

import pytest
from django.db import OperationalError

from students.models import Condonation, PlannedClasses, RecordChange
from students.registers import plans
from students.tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
DEADLOCK = OperationalError(1213, "Deadlock found when trying to get lock")


@pytest.fixture
def deadlocks(monkeypatch):
    """Give a function that lets the first call of one meet a deadlock, after all it did."""

    def meet(owner, name):
        done, met = getattr(owner, name), []

        def once(*args, **values):
            found = done(*args, **values)
            if not met:
                met.append(name)
                raise DEADLOCK
            return found

        monkeypatch.setattr(owner, name, once)

    return meet


def test_a_plan_is_stored_by_the_next_try(lesson, deadlocks):
    deadlocks(plans, "_write_down")

    lesson.post("teacher", lesson.address, planned="40")

    assert PlannedClasses.objects.get().planned == 40
    assert RecordChange.objects.filter(model="plannedclasses").count() == 1


def test_a_condonation_is_granted_and_revoked_by_the_next_try(lesson, deadlocks):
    result = lesson.results[0]
    make.presences(result, "PA", start=result.term.starts_on)
    said = {"subject": "", "down_to": "45", "reference": "O.1", "reason": "In hospital"}
    deadlocks(Condonation, "_write_down")
    lesson.client.force_login(lesson.people["principal"])
    lesson.client.post(f"/attendance/condonations/{result.pk}/", said)
    one = Condonation.objects.get()
    deadlocks(Condonation, "_write_down")
    lesson.post("principal", f"/attendance/condonations/{one.pk}/revoke/", because="Error")

    assert not Condonation.objects.in_force().exists()
    assert RecordChange.objects.filter(model="condonation").count() == 2
