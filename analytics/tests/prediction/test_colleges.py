"""A college with marks, components and earlier terms: what of it is known on which day."""

import datetime

import numpy as np
import pytest
from django.db.models import QuerySet
from django.utils import timezone

from analytics.models import ModelVersion, Prediction
from analytics.prediction import evaluations, learners, training
from analytics.prediction.cohorts import cohort, ended
from analytics.prediction.features import feature_table
from analytics.prediction.reasons import reasons
from analytics.prediction.refusals import NotEnoughHistoryError
from analytics.prediction.scoring import again, score
from analytics.prediction.stored_courses import course_keys, stored_course
from students.models import Component, Enrolment, Mark, MarkChange, Term, TermResult
from students.models.taken_subjects import enrol_takers
from students.tests import factories as make

pytestmark = pytest.mark.django_db
DAY = 28


@pytest.fixture
def past():
    return make.term(code="2024-ODD", year=2024)


@pytest.fixture
def now(past):
    return make.term(past.institution, "2025-ODD", 2025)


def student_with(past, now, *scores):
    """Somebody with these marks in the earlier term, and Mathematics pending in this one."""
    one = make.result(past)
    for at, points in enumerate(scores):
        make.mark(one, f"Subject {at}", score=points)
    return pending(now, one.student)


def pending(term, student=None):
    one = make.result(term, student)
    make.mark(one, score=None, state="pending")
    return one


def came_in(on, **rows):
    """Give changes the day they came in on."""
    at = timezone.make_aware(datetime.datetime.combine(on, datetime.time(12)))
    assert QuerySet(MarkChange).filter(**rows).update(at=at)


def course(term):
    enrol_takers(Term.objects.filter(pk=term.pk))
    (key,) = course_keys(Enrolment.objects.filter(result__term=term))
    return stored_course(key)


def known(term, day=DAY):
    """The features of the first student of the term, by name."""
    table = feature_table(course(term), day)
    return dict(zip(table.names, table.values[0].tolist(), strict=True))


def on_day(term, day):
    return term.starts_on + datetime.timedelta(days=day)


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


def quiz(one, score, state="present", due=14):
    """A quiz of Mathematics, marked; nobody notes when it was handed in."""
    mark = Mark.objects.get(result=one, subject__code="MATHEMATICS")
    make.component_mark(mark, score=score, state=state)
    Component.objects.update(due_on=on_day(one.term, due))


def test_a_score_without_a_day_of_handing_in_counts_from_the_day_it_was_entered(now):
    one, other = pending(now), pending(now)
    quiz(one, 8)
    came_in(on_day(now, 20), student_id=one.student_id, component="QUIZ")
    assert np.isnan(known(now, 19)["made_share"])
    assert (known(now, 20)["made_share"], known(now, 20)["score_so_far"]) == (1, 80)
    table = feature_table(course(now), 20)
    of_other = table.values[table.enrolments.tolist().index(other.enrolments.get().pk)]
    assert np.isnan(of_other[table.names.index("made_share")])  # not entered yet: not known


def test_the_first_score_counts_and_no_later_correction(now):
    quiz(pending(now), 8)
    came_in(on_day(now, 20), component="QUIZ")
    part = Mark.objects.get().component_marks.get()
    part.score = 2
    part.save()
    assert known(now, 60)["score_so_far"] == 80


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


def test_the_mark_says_how_it_ended_by_the_rules(now):
    states = {"passed": 60, "failed": 20}
    ones = {name: make.mark(make.result(now), score=score) for name, score in states.items()}
    ones["absent"] = make.mark(make.result(now), score=None, state="absent")
    ones["withheld"] = make.mark(make.result(now), state="withheld")
    ones["pending"] = make.mark(make.result(now), score=None, state="pending")
    ones["partly"] = make.mark(make.result(now))
    make.component_mark(ones["partly"], score=9)
    last = {"code": "END", "kind": "end_semester", "max_score": 60, "weight": 60}
    Component.objects.create(subject=ones["partly"].subject, term=now, **last)
    gone = make.mark(make.result(now, status=TermResult.Status.WITHDRAWN), score=20)
    enrol_takers(Term.objects.all())

    found = ended(Enrolment.objects.all())
    of = {one.result_id: found[one.pk] for one in Enrolment.objects.all()}

    assert {name: of[mark.result_id] for name, mark in ones.items()} == {
        "passed": "passed",
        "failed": "failed",
        "absent": "failed",
        "withheld": "",
        "pending": "",
        "partly": "",
    }
    assert of[gone.result_id] == "withdrawn"


def test_of_a_register_of_totals_those_with_an_earlier_term_are_judged(past, now):
    student_with(past, now, 50)
    pending(now)
    assert course(now).judged.tolist() == [True, False]
    found = cohort([now])
    assert (len(found.courses), found.undated) == (1, 1)
    enrol_takers(Term.objects.all())
    with pytest.raises(NotEnoughHistoryError, match="no earlier term"):
        cohort([past])


def test_a_course_with_earlier_terms_is_read_in_few_queries(
    past, now, django_assert_max_num_queries
):
    for points in (20, 50, 80):
        quiz(student_with(past, now, points), 8)
    enrol_takers(Term.objects.all())
    (key,) = course_keys(Enrolment.objects.filter(result__term=now))
    with django_assert_max_num_queries(15):
        stored_course(key)


def years(institution, students=44):
    """Three terms of one subject, all known as totals alone; who is weak stays weak, nearly."""
    people = [make.student(institution) for _ in range(students)]
    with TermResult.objects.refreshing():
        for year in (2023, 2024, 2025):
            term = make.term(institution, f"{year}-ODD", year)
            for at, person in enumerate(people):
                weak = (at % 2 == 0) != (at % 11 == year % 11)
                make.mark(make.result(term, person), score=20 + at % 7 if weak else 60 + at % 9)
    return people


def test_a_college_that_has_marks_alone_learns_from_earlier_terms_and_guesses(monkeypatch):
    monkeypatch.setattr(training, "WEEKS", (0,))
    monkeypatch.setattr(training, "ROUNDS", 20)
    monkeypatch.setattr(learners, "TREES", 10)
    monkeypatch.setattr(evaluations, "FEWEST", 10)
    place = make.institution()
    weak, strong, *_ = years(place)
    running = make.term(place)
    for person in (weak, strong, make.student(place)):
        pending(running, person)

    version = training.train(place, "fail", datetime.date(2026, 2, 1))
    assert version.verdict == ModelVersion.Verdict.BETTER
    assert version.train_terms == ["2023-ODD", "2024-ODD"]
    assert version.measures["left_out"] == 44  # of 2023 no earlier term is known

    done = score([version], datetime.date(2026, 7, 5))
    assert (done.made, done.not_enough) == (2, 1)
    of = {one.enrolment.result.student_id: one for one in Prediction.objects.all()}
    assert of[weak.pk].millionths > of[strong.pk].millionths
    assert again(of[weak.pk]) == of[weak.pk].millionths
    inputs = dict(zip(version.inputs, of[weak.pk].inputs, strict=True))
    (why,) = reasons(inputs, of[weak.pk].pulls)
    assert why.theme == "earlier"
    assert why.pull > 0
    assert "failed subjects" in why.sentence
