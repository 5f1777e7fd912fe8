"""Of whom nothing is left to guess, and since which day."""

import datetime
import json

import pytest
from django.core.management import call_command
from django.db.models import QuerySet
from django.utils import timezone

from analytics.models import Prediction
from analytics.prediction.known_ends import known_ends
from analytics.prediction.scoring import score
from analytics.prediction.stored_courses import course_keys
from analytics.tests.prediction.colleges import came_in, on_day, pending
from analytics.tests.prediction.registers import online_term
from analytics.tests.prediction.trained import trained
from students.models import Component, EngagementChange, Enrolment, Mark, MarkChange, Term
from students.models.taken_subjects import enrol_takers
from students.tests import factories as make

pytestmark = pytest.mark.django_db
TARGETS = ("at_risk", "fail", "dropout")
DAY = datetime.date(2026, 8, 5)


def said(enrolment, outcome, on=DAY):
    """Somebody says on a day how it ended."""
    QuerySet(Enrolment).filter(pk=enrolment.pk).update(outcome=outcome)
    result, subject = enrolment.result, enrolment.subject
    change = EngagementChange.objects.create(
        institution_id=result.institution_id,
        term_id=result.term_id,
        student_id=result.student_id,
        roll_no=result.student.roll_no,
        subject_id=subject.pk,
        subject_code=subject.code,
        kind=EngagementChange.Kind.ENROLMENT,
        new=json.dumps({"outcome": outcome}),
    )
    at = timezone.make_aware(datetime.datetime.combine(on, datetime.time(23, 59)))
    QuerySet(EngagementChange).filter(pk=change.pk).update(at=at)


def known(on=DAY, target="at_risk"):
    (key,) = course_keys(Enrolment.objects.all())
    return known_ends(key, on, target)


def taken(term, count):
    """So many students with a pending mark, enrolled by it."""
    ones = [pending(term) for _ in range(count)]
    enrol_takers(Term.objects.all())
    return [one.enrolments.get() for one in ones]


def marked(enrolment, score, on):
    mark = Mark.objects.get(result=enrolment.result)
    mark.state, mark.score = "present", score
    mark.save()
    came_in(on, student_id=enrolment.result.student_id, new_state="present")


def test_an_end_is_known_from_the_day_on_which_it_was_said():
    term = make.term()
    one, _, unsaid = (make.enrolment(make.result(term)) for _ in range(3))
    said(one, "passed")
    Enrolment.objects.filter(pk=unsaid.pk).update(outcome="passed")  # nobody knows since when
    assert known() == {one.pk}
    assert known(DAY - datetime.timedelta(days=1)) == set()


def test_who_stayed_is_known_not_to_leave_and_may_fail_yet():
    one = make.enrolment(make.result(make.term()))
    said(one, "completed")
    assert {target: known(target=target) for target in TARGETS} == {
        "at_risk": set(),
        "fail": set(),
        "dropout": {one.pk},
    }


def test_what_was_said_and_taken_back_is_not_known():
    one = make.enrolment(make.result(make.term()))
    said(one, "passed")
    said(one, "")
    assert known() == set()


def test_what_was_taken_back_before_the_day_and_said_again_after_it_was_not_known():
    one = make.enrolment(make.result(make.term()))
    said(one, "passed")
    said(one, "", DAY + datetime.timedelta(days=1))
    said(one, "passed", DAY + datetime.timedelta(days=3))
    assert [known(DAY + datetime.timedelta(days=days)) for days in range(4)] == [
        {one.pk},
        set(),
        set(),
        {one.pk},
    ]


def test_a_mark_taken_back_was_not_known_until_it_came_again():
    term = make.term()
    (one,) = taken(term, 1)
    marked(one, 20, on_day(term, 20))
    mark = Mark.objects.get()
    mark.state, mark.score = "pending", None
    mark.save()
    back = MarkChange.objects.filter(new_state="pending").latest("pk")
    at = timezone.make_aware(datetime.datetime.combine(on_day(term, 22), datetime.time(12)))
    QuerySet(MarkChange).filter(pk=back.pk).update(at=at)
    mark.state, mark.score = "present", 30
    mark.save()
    again = MarkChange.objects.latest("pk")
    at += datetime.timedelta(days=3)
    QuerySet(MarkChange).filter(pk=again.pk).update(at=at)
    days = (21, 22, 24, 25)
    assert [known(on_day(term, day)) for day in days] == [{one.pk}, set(), set(), {one.pk}]


def test_a_mark_tells_it_from_the_day_it_was_entered():
    term = make.term()
    early, late, _ = taken(term, 3)
    marked(early, 20, on_day(term, 20))
    marked(late, 80, on_day(term, 30))
    assert known(on_day(term, 19)) == set()
    assert known(on_day(term, 20)) == {early.pk}
    assert known(on_day(term, 30)) == {early.pk, late.pk}


def test_a_corrected_mark_was_known_before():
    term = make.term()
    (one,) = taken(term, 1)
    marked(one, 20, on_day(term, 20))
    mark = Mark.objects.get()
    mark.score = 80
    mark.save()
    assert known(on_day(term, 20)) == {one.pk}


def test_a_mark_of_parts_tells_it_once_the_last_of_them_is_entered():
    term = make.term()
    (one,) = taken(term, 1)
    mark = Mark.objects.get()
    last = {"code": "END", "kind": "end_semester", "max_score": 60, "weight": 60}
    Component.objects.create(subject=mark.subject, term=term, **last)
    make.component_mark(mark, score=9)
    came_in(on_day(term, 10), new_state="present")
    assert known(on_day(term, 40)) == set()
    make.component_mark(mark, "END", score=50)
    came_in(on_day(term, 30), component="END")
    assert known(on_day(term, 29)) == set()
    assert known(on_day(term, 30)) == {one.pk}


def test_whose_end_is_known_is_not_guessed_about_and_counted(capsys):
    place = make.institution()
    version = trained(place)
    one, *_ = Enrolment.objects.filter(result__term=online_term(place, "2026-ODD", 2026, 9))
    said(one, "passed", DAY)
    before = score([version], DAY - datetime.timedelta(days=1))
    assert (before.made, before.ended) == (9, 0)
    call_command("score_students", "--as-of", DAY.isoformat(), "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["made"], told["ended"]) == (8, 1)
    assert Prediction.objects.filter(enrolment=one).count() == 1
    call_command("score_students", "--as-of", DAY.isoformat())
    assert "1 whose end was known" in capsys.readouterr().out
