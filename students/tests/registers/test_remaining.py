"""Classes still to come are known where all subjects are planned, and none where a term is over."""

import pytest
import time_machine

from students.models import PlannedClasses, SubjectAttendance
from students.registers.remaining import StillToCome
from students.registers.standings import Standings
from students.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_the_term")]


@pytest.fixture
def in_the_term():
    with time_machine.travel("2026-11-01", tick=False):
        yield


@pytest.fixture
def result():
    """A student with registers of two subjects, 30 of 40 and 10 of 20."""
    one = make.result(make.term())
    for title, held, attended in (("Physics", 40, 30), ("English", 20, 10)):
        SubjectAttendance.objects.create(
            result=one, subject=make.subject(one.institution, title), held=held, attended=attended
        )
    return one


def plan(result, title, planned):
    place = {name: getattr(result, name) for name in ("term", "branch", "semester", "section")}
    subject = make.subject(result.institution, title)
    PlannedClasses.objects.create(subject=subject, planned=planned, **place)


def test_all_subjects_are_added_up_where_each_is_planned(result):
    plan(result, "Physics", 50)
    assert StillToCome([result]).of(result) is None
    plan(result, "English", 25)
    assert StillToCome([result]).of(result) == 15


def test_a_subject_without_a_register_is_to_come_as_well(result):
    plan(result, "Physics", 50)
    plan(result, "English", 25)
    make.mark(result, "Mathematics", None, state="pending")
    assert StillToCome([result]).of(result) is None
    plan(result, "Mathematics", 30)
    assert StillToCome([result]).of(result) == 45


def test_of_a_subject_one_is_exempt_from_nothing_is_to_come(result):
    plan(result, "Physics", 50)
    make.mark(result, "English", None, state="exempt")
    make.mark(result, "Mathematics", None, state="exempt")
    assert StillToCome([result]).of(result) == 10


def test_where_more_was_held_than_planned_the_end_is_not_known(result):
    plan(result, "Physics", 39)
    plan(result, "English", 25)
    assert StillToCome([result]).of(result) is None


def test_sessions_of_the_class_count_as_held(result):
    plan(result, "Physics", 50)
    plan(result, "English", 25)
    make.session(result, "English")
    assert StillToCome([result]).of(result) == 10 + 24


def test_none_is_to_come_in_a_term_that_is_over(result, django_assert_num_queries):
    plan(result, "Physics", 50)
    with time_machine.travel("2027-01-01", tick=False), django_assert_num_queries(0):
        assert StillToCome([result]).of(result) == 0


def test_the_queries_are_few_for_any_number(result, django_assert_num_queries):
    with django_assert_num_queries(1):
        StillToCome([result])
    plan(result, "Physics", 50)
    others = [make.result(result.term) for _ in range(3)]
    with django_assert_num_queries(5):
        StillToCome([result, *others])


def test_a_register_of_a_term_that_is_over_says_so(result):
    rows = list(SubjectAttendance.objects.select_related("result__term").order_by("held"))
    words = Standings(rows).outlook_words(rows[0])
    with time_machine.travel("2027-01-01", tick=False):
        after = Standings(rows).outlook_words(rows[0])
    assert words.startswith("Must attend the next")
    assert after.replace("\u00a0", " ") == "No class is left; 75 % is not reached."
