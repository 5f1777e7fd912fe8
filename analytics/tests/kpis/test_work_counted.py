"""Work of the term that is known by its counts alone, beside work whose days are noted."""

import pytest

from analytics.metrics.learners import learners
from analytics.metrics.work_counted import work
from analytics.precincts import Precinct
from analytics.tests.kpis.worlds import TODAY, worked
from students.access import visible_to
from students.models import Enrolment, TermActivity, TermResult
from students.rules.units import HUNDRED
from students.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return worked()


def precinct(term):
    return Precinct.of(visible_to(make.member("principal", term.institution)), {}, TODAY)


def counted(roll_no, made, due, in_time, course="English"):
    """The row of what a student did in a course in the whole term."""
    result = TermResult.objects.get(student__roll_no=roll_no)
    enrolment = Enrolment.objects.filter(result=result, subject__title=course).first()
    TermActivity.objects.create(
        enrolment=enrolment or make.enrolment(result, course),
        submissions_made=made,
        submissions_due=due,
        submissions_in_time=in_time,
    )


def by_roll_no(term):
    found = work(precinct(term))
    rows = TermResult.objects.filter(pk__in=found).values_list("student__roll_no", "pk")
    return {roll_no: found[pk] for roll_no, pk in rows}


def test_counts_are_added_to_what_days_tell_and_in_time_is_unknown_where_nobody_said(term):
    assert by_roll_no(term) == {"A": (2, 2, 2), "B": (2, 2, 1), "C": (2, 1, 1)}
    counted("A", made=18, due=20, in_time=15)
    counted("B", made=8, due=10, in_time=None)
    counted("C", made=7, due=None, in_time=7)

    assert by_roll_no(term) == {"A": (22, 20, 17), "B": (12, 10, None), "C": (2, 1, 1)}


def test_days_of_a_course_go_before_its_counts(term):
    counted("A", made=18, due=20, in_time=15, course="Mathematics")

    assert by_roll_no(term)["A"] == (2, 2, 2)


def test_both_shares_of_a_learner_follow_and_the_second_only_where_it_is_known(term):
    counted("A", made=18, due=18, in_time=8)
    counted("B", made=0, due=8, in_time=None)

    shares = [(one.submissions, one.reliability) for one in learners(precinct(term))]

    assert shares[0] == (HUNDRED, HUNDRED // 2)
    assert shares[1] == (HUNDRED // 5, None)
