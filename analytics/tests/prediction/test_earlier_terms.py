"""Earlier terms of all who study in a term, read once for all of its courses."""

import datetime

import numpy as np
import pytest

from analytics.prediction import stored_earlier_terms
from analytics.prediction.features import feature_table
from analytics.prediction.stored_courses import course_keys, stored_course
from analytics.prediction.stored_earlier_terms import EarlierTerms
from analytics.tests.prediction.colleges import DAY, came_in, student_with
from students.models import Enrolment, Mark, Offering, Subject, Term
from students.models.taken_subjects import enrol_takers
from students.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def past():
    return make.term(code="2024-ODD", year=2024)


@pytest.fixture
def now(past):
    """Three students with earlier marks: two of them take Mathematics, two take Physics."""
    term = make.term(past.institution, "2025-ODD", 2025)
    first, second, third = (
        student_with(past, term, *scores) for scores in ((20, 90), (50,), (80, 35, 60))
    )
    Mark.objects.get(result=first, subject__code="MATHEMATICS").delete()
    for one in (first, third):
        make.mark(one, "Physics", score=None, state="pending")
    corrected = Mark.objects.get(result__student=second.student_id, result__term=past)
    came_in(past.ends_on, term_id=past.pk)
    corrected.score = 65
    corrected.save()
    came_in(term.starts_on + datetime.timedelta(days=DAY // 2), new_score=65)
    enrol_takers(Term.objects.all())
    return term


def keys_of(term):
    return list(course_keys(Enrolment.objects.filter(result__term=term)))


def same(one, other):
    tables = [[feature_table(course, day).values for course in (one, other)] for day in (0, DAY)]
    return all(np.array_equal(*pair, equal_nan=True) for pair in tables)


@pytest.mark.parametrize("students_at_once", [1, 2, 5000])
def test_courses_read_together_say_what_each_says_alone(now, monkeypatch, students_at_once):
    alone = [stored_course(key) for key in keys_of(now)]
    monkeypatch.setattr(stored_earlier_terms, "STUDENTS_AT_ONCE", students_at_once)
    earlier_terms = EarlierTerms()
    together = [stored_course(key, earlier_terms=earlier_terms) for key in keys_of(now)]
    assert [len(course.earlier_marks.row) for course in alone] == [5, 5]
    assert all(same(*pair) for pair in zip(alone, together, strict=True))


def test_facts_of_students_read_apart_stay_facts_apart(now, monkeypatch):
    monkeypatch.setattr(stored_earlier_terms, "STUDENTS_AT_ONCE", 1)
    for key in keys_of(now):
        marks = stored_course(key).earlier_marks
        assert len(set(zip(marks.row, marks.item, strict=True))) == len(set(marks.item))


def test_a_course_that_begins_before_an_earlier_term_is_over_knows_nothing_of_it(now, past):
    physics = Subject.objects.get(code="PHYSICS")
    Offering.objects.create(term=now, subject=physics, starts_on=past.ends_on, ends_on=now.ends_on)
    earlier_terms = EarlierTerms()
    found = {
        key.subject: len(stored_course(key, earlier_terms=earlier_terms).earlier_marks.row)
        for key in keys_of(now)
    }
    assert found[physics.pk] == 0
    assert sorted(found.values())[-1] > 0


def test_earlier_terms_are_read_once_for_the_courses_of_a_term(
    now, django_assert_num_queries, django_assert_max_num_queries
):
    first, second = keys_of(now)
    earlier_terms = EarlierTerms()
    with django_assert_max_num_queries(16):
        stored_course(first, earlier_terms=earlier_terms)
    with django_assert_num_queries(5):
        stored_course(second, earlier_terms=earlier_terms)
