"""The demo's classes taken one by one come to its registers, and its plans leave some to come."""

import io

import pytest
from django.core.management import call_command

from students.models import PlannedClasses, SessionPresence, SubjectAttendance, TermResult
from students.models.registers import derive_registers
from students.registers.classes import key_of_class

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(module_database):
    call_command("seed_demo", students=60, stdout=io.StringIO(), stderr=io.StringIO())


def test_one_class_is_taken_class_by_class_and_comes_to_its_registers(demo):
    kept = SubjectAttendance.objects.filter(by_session=True)
    results = set(kept.values_list("result", flat=True))

    assert kept.exists()
    assert set(SessionPresence.objects.values_list("result", flat=True)) == results
    with TermResult.objects.refreshing(results):
        assert derive_registers(results) == []


def test_every_subject_of_the_newest_term_has_more_classes_planned_than_held(demo):
    planned = {key_of_class(row): row.planned for row in PlannedClasses.objects.all()}
    rows = SubjectAttendance.objects.select_related("result")
    held = {(*place_of(row.result), row.subject_id): row.held for row in rows}

    assert held.keys() <= planned.keys()
    assert all(planned[key] > number for key, number in held.items())


def place_of(result):
    return result.term_id, result.branch_id, result.semester, result.section
