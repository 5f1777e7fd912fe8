"""The rule that a guess is compared with sees what the policy saw of the term on the day."""

import datetime

import numpy as np
import pytest
from django.db.models import QuerySet
from django.utils import timezone

from analytics.prediction.baselines import risk_levels
from analytics.prediction.cohorts import cohort
from analytics.prediction.totals import TOTALS, totals
from analytics.tests.prediction.colleges import came_in, handed_in, on_day, pending, quiz
from students.models import AttendanceChange, MarkChange, SubjectAttendance, Term
from students.models.taken_subjects import enrol_takers
from students.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return make.term(code="2025-ODD", year=2025)


@pytest.fixture
def one(now):
    """Somebody with a mark to come in mathematics, and a class in it that was attended."""
    result = pending(now)
    make.presences(result, "P", start=on_day(now, 1))
    return result


def attendance_came_in(day, **rows):
    at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
    assert QuerySet(AttendanceChange).filter(session_id=None, **rows).update(at=at)


def seen(term, day):
    """Average and attendance of the first course's first student, and the level of risk."""
    enrol_takers(Term.objects.all())
    found = cohort([term])
    values = totals(found.courses[0], day)
    places = [TOTALS.index(name) for name in ("policy_average", "policy_attendance")]
    (level, *_) = risk_levels(found.policy, values)
    return *values[0, places].tolist(), level


def test_a_total_of_another_subject_counts_from_the_day_it_was_entered(now, one):
    physics = make.subject(now.institution, "Physics")
    SubjectAttendance.objects.create(result=one, subject=physics, held=19, attended=9)
    attendance_came_in(on_day(now, 30))

    assert seen(now, 29)[1:] == (1, "unknown")
    assert seen(now, 30)[1:] == (0.5, "High")  # 10 of 20


def test_classes_one_by_one_win_over_a_total_and_subjects_over_the_term(now, one):
    make.attendance(one, percent=30)
    attendance_came_in(on_day(now, 0))
    assert seen(now, 0)[1] == 0.3
    assert seen(now, 1)[1] == 1  # the class of mathematics
    maths = SubjectAttendance.objects.get()
    assert maths.by_session
    assert seen(now, 60)[1] == 1


def test_a_corrected_total_counts_from_the_day_of_the_correction(now, one):
    physics = make.subject(now.institution, "Physics")
    total = SubjectAttendance.objects.create(result=one, subject=physics, held=19, attended=9)
    attendance_came_in(on_day(now, 10))
    total.attended = 19
    total.save()
    attendance_came_in(on_day(now, 31), new_attended=19)

    assert [seen(now, day)[1] for day in (9, 14, 28, 35)] == [1, 0.5, 0.5, 1]


def test_a_total_that_is_taken_back_is_known_no_more(now, one):
    physics = make.subject(now.institution, "Physics")
    total = SubjectAttendance.objects.create(result=one, subject=physics, held=19, attended=9)
    attendance_came_in(on_day(now, 10))
    total.delete()
    attendance_came_in(on_day(now, 31), new_held=None)

    assert [seen(now, day)[1] for day in (14, 35)] == [0.5, 1]


def test_a_mark_of_another_subject_counts_from_the_day_it_was_entered(now, one):
    make.mark(one, "Physics", score=30)
    came_in(on_day(now, 20), new_score=30)

    assert np.isnan(seen(now, 19)[0])
    assert (seen(now, 20)[0], seen(now, 20)[2]) == (30, "High")


def test_scores_so_far_stand_for_the_mark_of_the_subject_until_there_is_one(now, one):
    quiz(one, 8)
    handed_in(now, 13)
    came_in(on_day(now, 15), component="QUIZ")
    own = QuerySet(MarkChange).filter(component="", new_state="present")
    own.update(new_score=4, new_max=10)  # another figure than the quiz, so that it is seen
    came_in(on_day(now, 50), component="", new_state="present")
    make.mark(one, "Physics", score=30)
    came_in(on_day(now, 20), new_score=30)

    assert [seen(now, day)[0] for day in (15, 20, 50)] == [80, 55, 35]


def test_what_was_brought_in_after_the_term_was_seen_on_none_of_its_days(now, one):
    make.mark(one, "Physics", score=30)
    make.attendance(one, percent=30)
    average, attendance, level = seen(now, 180)
    assert np.isnan(average)
    assert (attendance, level) == (1, "unknown")
