"""Who is learnt from: those of whom days are known, and what is known of how it ended."""

import datetime

import numpy as np
import pytest

from analytics.prediction.cohorts import cohort, terms_named
from analytics.prediction.refusals import CohortMissingError, NotEnoughHistoryError
from analytics.prediction.samples import outcome_of
from analytics.prediction.training import window
from analytics.tests.prediction.registers import online_term
from students.models import Enrolment, TermActivity
from students.models.ends import ended
from students.tests import factories


def test_of_those_who_stayed_to_the_end_it_is_known_that_they_did_not_leave_and_no_more():
    assert outcome_of("dropout", "completed") == 0
    assert np.isnan(outcome_of("fail", "completed"))
    assert np.isnan(outcome_of("at_risk", "completed"))
    assert np.isnan(outcome_of("at_risk", ""))
    assert outcome_of("at_risk", "passed") == 0


@pytest.mark.django_db
def test_the_mark_says_whether_those_who_stayed_passed():
    term = factories.term()
    ones = [factories.enrolment(factories.result(term), outcome="completed") for _ in range(3)]
    factories.mark(ones[0].result, score=5)
    factories.mark(ones[1].result, score=95)
    factories.mark(ones[2].result, title="Physics", score=5)
    found = ended(Enrolment.objects.all())
    assert [found[one.pk] for one in ones] == ["failed", "passed", "completed"]


@pytest.mark.django_db
def test_courses_known_as_whole_terms_alone_are_left_out_and_counted():
    term = online_term(factories.institution(), "2024-ODD", 2024, students=6)
    for _ in range(2):
        one = factories.enrolment(factories.result(term), "Physics", outcome="completed")
        TermActivity.objects.create(enrolment=one, login_days=30)
    found = cohort([term])
    assert found.undated == 2
    assert [len(course.enrolments) for course in found.courses] == [6]


@pytest.mark.django_db
def test_a_cohort_of_whole_terms_alone_is_not_enough_history():
    term = factories.term()
    one = factories.enrolment(factories.result(term), outcome="completed")
    TermActivity.objects.create(enrolment=one, login_days=30)
    with pytest.raises(NotEnoughHistoryError, match="of the 1 enrolments of 2026-ODD only whole"):
        cohort([term])


@pytest.mark.django_db
def test_a_code_of_several_institutions_is_asked_back():
    terms = [factories.term(factories.institution(code), "2024-ODD") for code in ("EAST", "WEST")]
    with pytest.raises(CohortMissingError, match=r"EAST, WEST\. Name one with --institution"):
        terms_named(["2024-odd"])
    assert terms_named(["2024-odd"], "west") == terms[1:]


@pytest.mark.django_db
def test_a_term_that_ends_after_the_last_began_is_not_learnt_from():
    of = factories.institution()
    for code, start, end in (
        ("A", (2024, 1, 1), (2024, 6, 30)),
        ("B", (2024, 7, 1), (2025, 3, 1)),
        ("C", (2025, 1, 1), (2025, 6, 30)),
    ):
        days = {"starts_on": datetime.date(*start), "ends_on": datetime.date(*end)}
        factories.enrolment(factories.result(factories.term(of, code, **days)))
    past, last = window(of, datetime.date(2026, 1, 1))
    assert ([term.code for term in past], last.code) == (["A"], "C")
