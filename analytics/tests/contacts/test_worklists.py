"""Who is on the list: at risk, and nobody has had a word about what stands now."""

import datetime

import pytest
from django.utils import timezone

from analytics.metrics.spells import note_spells
from analytics.metrics.worklists import waiting
from analytics.models import Contact
from students.models import Role, TermResult
from students.tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def day(number):
    """So many days ago; a negative number is to come."""
    return TODAY - datetime.timedelta(days=number)


@pytest.fixture
def result():
    """A student at high risk by average, at medium by attendance."""
    one = make.result(make.term())
    make.mark(one, score=30)
    make.attendance(one, held=100, attended=70)
    one.refresh_from_db()
    return one


@pytest.fixture
def mentor(result):
    return make.member(Role.MENTOR, result.institution)


def on_the_list(today=TODAY):
    results = TermResult.objects.in_term()
    assert note_spells(results)
    return [row.student for row in waiting(results, today)]


def word(result, by, last_seen=0, **values):
    contact = Contact(**{"note": "Spoke of the first lectures.", "on": TODAY, **values})
    contact.log(by, result, last_seen)
    return contact


def change(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def as_of(result, at):
    """Everything known so far was known on that day."""
    when = timezone.now() - datetime.timedelta(days=at)
    for name in ("mark", "attendance"):
        table = {"mark": "students_markchange", "attendance": "students_attendancechange"}[name]
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET at = %s WHERE student_id = %s", [when, result.student_id]
            )


def test_who_is_at_risk_waits_until_somebody_had_a_word(result, mentor):
    assert on_the_list() == [result.student]

    word(result, mentor)

    assert on_the_list() == []


def test_who_is_not_at_risk_never_waits():
    fine = make.result(make.term())
    make.mark(fine, score=80)
    make.attendance(fine, held=100, attended=90)

    assert on_the_list() == []
