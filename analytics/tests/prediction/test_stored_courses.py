"""What is read of a course, and that no protected attribute can be reached from it."""

import ast
from pathlib import Path

import numpy as np
import pytest

import analytics.prediction
from analytics.prediction.features import feature_table
from analytics.prediction.stored_courses import course_keys, stored_course
from analytics.tests.prediction.colleges import came_in, on_day
from analytics.tests.prediction.registers import online_term
from students.models import ComponentMark, Enrolment, MarkChange, StudentBackground, TermResult
from students.tests import factories

pytestmark = pytest.mark.django_db
DAY = 28


@pytest.fixture
def term():
    return online_term(factories.institution(), "2024-ODD", 2024, students=12)


def table(day=DAY):
    (key,) = course_keys(Enrolment.objects.all())
    return feature_table(stored_course(key), day)


def test_facts_that_come_later_change_no_feature(term):
    came_in(on_day(term, DAY - 5), term_id=term.pk)
    before, last = table(), MarkChange.objects.latest("pk").pk
    late = on_day(term, DAY + 1)
    for part in ComponentMark.objects.all():
        part.score = 1
        part.save()
    came_in(late, pk__gt=last)
    for enrolment in Enrolment.objects.filter(left_on__isnull=True):
        factories.week(enrolment, 8, clicks=500, days=7)
        Enrolment.objects.filter(pk=enrolment.pk).update(left_on=late, outcome="withdrawn")
    after = table()
    assert np.array_equal(before.enrolments, after.enrolments)
    assert np.array_equal(before.values, after.values, equal_nan=True)


def test_facts_of_before_do_change_features(term):
    before = table()
    last = Enrolment.objects.latest("pk")
    last.weeks.filter(week=3).delete()
    factories.week(last, 3, clicks=5000, days=7)
    assert not np.array_equal(before.values, table().values, equal_nan=True)


def test_what_is_read_until_a_day_is_all_that_is_known_on_it(term):
    (key,) = course_keys(Enrolment.objects.all())
    factories.week(Enrolment.objects.latest("pk"), 8, clicks=500, days=7)
    whole, until = stored_course(key), stored_course(key, until=DAY)
    assert until.weeks.week.max() == DAY // 7 < whole.weeks.week.max()
    for day in (-1, 0, DAY - 1, DAY):
        some = feature_table(until, day).values
        assert np.array_equal(feature_table(whole, day).values, some, equal_nan=True)


def test_no_protected_attribute_changes_a_feature(term):
    before = table()
    for result in TermResult.objects.all():
        StudentBackground.objects.create(
            result=result, gender="F", age=40, region="North", disability=True
        )
    assert np.array_equal(before.values, table().values, equal_nan=True)


def test_only_the_audit_knows_of_protected_attributes():
    protected = {"gender", "region", "disability", "deprivation_band", "age", "age_band"}
    for path in Path(analytics.prediction.__file__).parent.glob("*.py"):
        if path.name != "audits.py":
            words = {
                getattr(node, "attr", getattr(node, "id", getattr(node, "value", None)))
                for node in ast.walk(ast.parse(path.read_text()))
                if isinstance(node, (ast.Attribute, ast.Name, ast.Constant))
            }
            assert not any(
                isinstance(word, str) and (word in protected or "ackground" in word)
                for word in words
            ), path.name


def test_a_course_is_read_in_few_queries(term, django_assert_num_queries):
    (key,) = course_keys(Enrolment.objects.all())
    with django_assert_num_queries(10):
        stored_course(key)
