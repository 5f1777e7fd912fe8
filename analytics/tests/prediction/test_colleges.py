"""A college with marks, components and earlier terms: what of it is known on which day."""

import datetime

import numpy as np
import pytest

from analytics.prediction.features import feature_table
from analytics.prediction.stored_courses import course_keys, stored_course
from analytics.tests.prediction.colleges import (
    DAY,
    came_in,
    course,
    handed_in,
    known,
    on_day,
    pending,
    quiz,
    student_with,
)
from students.models import Enrolment, Mark, Term
from students.models.taken_subjects import enrol_takers
from students.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def past():
    return make.term(code="2024-ODD", year=2024)


@pytest.fixture
def now(past):
    return make.term(past.institution, "2025-ODD", 2025)


def test_marks_of_earlier_terms_are_known_from_the_first_day(past, now):
    student_with(past, now, 30, 60)
    found = known(now, 0)
    assert (found["earlier_percent"], found["earlier_lowest"], found["earlier_failed"]) == (
        45,
        30,
        1,
    )


def test_an_absence_in_an_earlier_term_counts_nothing_and_is_a_failure(past, now):
    one = student_with(past, now, 60)
    make.mark(one.student.results.get(term=past), "Physics", score=None, state="absent")
    found = known(now, 0)
    assert (found["earlier_percent"], found["earlier_failed"]) == (30, 1)


def test_results_that_came_later_than_usual_are_known_by_then_at_the_latest(past):
    soon = make.term(past.institution, "2025-EVEN", 2025, starts_on=datetime.date(2025, 1, 5))
    student_with(past, soon, 60)
    assert np.isnan(known(soon, 0)["earlier_percent"])
    assert known(soon, 42)["earlier_percent"] == 60
    came_in(datetime.date(2025, 1, 10), term_id=past.pk)
    assert np.isnan(known(soon, 4)["earlier_percent"])
    assert known(soon, 5)["earlier_percent"] == 60


def test_a_correction_counts_from_the_day_it_was_made(past, now):
    student_with(past, now, 30)
    came_in(past.ends_on, term_id=past.pk)
    before = known(now)
    mark = Mark.objects.get(result__term=past)
    mark.score = 80
    mark.save()
    came_in(on_day(now, DAY + 1), term_id=past.pk, new_score=80)
    assert known(now) == pytest.approx(before, nan_ok=True)
    assert known(now, DAY + 1)["earlier_percent"] == 80


def test_a_mark_that_is_withdrawn_is_known_no_more(past, now):
    student_with(past, now, 30)
    came_in(past.ends_on, term_id=past.pk)
    mark = Mark.objects.get(result__term=past)
    mark.state = "withheld"
    mark.save()
    came_in(on_day(now, 3), term_id=past.pk, new_state="withheld")
    assert known(now, 2)["earlier_percent"] == 30
    assert np.isnan(known(now, 3)["earlier_percent"])


def test_attendance_of_the_term_before_is_known(past, now):
    one = student_with(past, now, 50)
    make.attendance(one.student.results.get(term=past), held=40, attended=30)
    assert known(now, 0)["earlier_classes"] == 0.75


def test_terms_that_were_not_over_before_the_course_are_no_earlier_ones(now):
    other = make.term(now.institution, "2025-SUMMER", 2025)
    student_with(other, now, 90)
    assert np.isnan(known(now)["earlier_percent"])


def test_a_score_without_a_day_of_handing_in_counts_from_the_day_it_was_entered(now):
    one, other = pending(now), pending(now)
    quiz(one, 8)
    came_in(on_day(now, 20), student_id=one.student_id, component="QUIZ")
    assert np.isnan(known(now, 19)["made_share"])
    assert (known(now, 20)["made_share"], known(now, 20)["score_so_far"]) == (1, 80)
    table = feature_table(course(now), 20)
    of_other = table.values[table.enrolments.tolist().index(other.enrolments.get().pk)]
    assert np.isnan(of_other[table.names.index("made_share")])  # not entered yet: not known


def test_the_score_that_stood_on_the_day_counts(now):
    quiz(pending(now), 8)
    came_in(on_day(now, 20), component="QUIZ")
    part = Mark.objects.get().component_marks.get()
    part.score = 2
    part.save()
    came_in(on_day(now, 60), component="QUIZ", new_score=2)
    assert known(now, 59)["score_so_far"] == 80
    assert known(now, 60)["score_so_far"] == 20


def test_a_score_that_is_taken_back_is_known_no_more(now):
    quiz(pending(now), 8)
    came_in(on_day(now, 20), component="QUIZ")
    Mark.objects.get().component_marks.get().delete()
    came_in(on_day(now, 40), component="QUIZ", new_state="")
    assert known(now, 39)["made_share"] == 1
    assert np.isnan(known(now, 40)["made_share"])


def test_what_was_handed_in_counts_from_its_day_and_its_score_from_that_of_its_entry(now):
    quiz(pending(now), 8)
    handed_in(now, 13)
    came_in(on_day(now, 20), component="QUIZ")
    before, after = known(now, 19), known(now, 20)
    assert np.isnan(known(now, 12)["made_share"])
    assert (before["made_share"], after["made_share"]) == (1, 1)
    assert np.isnan(before["score_mean"])
    assert after["score_mean"] == 80
    assert before["days_late"] == after["days_late"] == -1


def test_a_score_that_was_entered_after_the_end_of_a_course_that_was_marked_is_not_known(now):
    one, other = pending(now), pending(now)
    quiz(one, 8)
    quiz(other, 4)
    handed_in(now, 13)
    came_in(on_day(now, 20), component="QUIZ", student_id=one.student_id)
    came_in(now.ends_on + datetime.timedelta(days=9), component="QUIZ", student_id=other.student_id)
    table = feature_table(course(now), 100)
    of = table.values[:, table.names.index("score_mean")].tolist()
    assert of[0] == 80
    assert np.isnan(of[1])


def test_where_all_was_brought_in_afterwards_a_score_counts_from_the_day_of_handing_in(now):
    quiz(pending(now), 8)
    handed_in(now, 13)
    came_in(now.ends_on + datetime.timedelta(days=9), component="QUIZ")
    assert np.isnan(known(now, 12)["score_mean"])
    assert known(now, 13)["score_mean"] == 80


def test_who_was_absent_made_nothing(now):
    quiz(pending(now), None, "absent")
    came_in(on_day(now, 20), component="QUIZ")
    found = known(now)
    assert (found["made_share"], found["score_so_far"], found["missed_in_a_row"]) == (0, 0, 1)


def test_a_term_that_was_brought_in_after_its_end_was_known_on_none_of_its_days(now):
    quiz(pending(now), 8)
    assert np.isnan(known(now, 180)["made_share"])


def test_where_nothing_is_kept_of_what_is_done_online_nobody_is_silent(past, now):
    student_with(past, now, 50)
    found = known(now)
    assert np.isnan([found[name] for name in ("silent_days", "clicks_rank", "told_active")]).all()


def test_a_course_with_earlier_terms_is_read_in_few_queries(
    past, now, django_assert_max_num_queries
):
    for points in (20, 50, 80):
        quiz(student_with(past, now, points), 8)
    enrol_takers(Term.objects.all())
    (key,) = course_keys(Enrolment.objects.filter(result__term=now))
    with django_assert_max_num_queries(15):
        stored_course(key)
