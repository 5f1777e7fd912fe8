"""How studies in a college ended, who can be judged, and a version learnt from marks alone."""

import datetime

import pytest

from analytics.models import ModelVersion, Prediction
from analytics.prediction import evaluations, learners, training
from analytics.prediction.cohorts import cohort
from analytics.prediction.reasons import reasons
from analytics.prediction.refusals import NotEnoughHistoryError
from analytics.prediction.scoring import again, score
from analytics.tests.prediction.colleges import course, pending, student_with, years
from students.models import Component, Enrolment, Term, TermResult
from students.models.ends import ended
from students.models.taken_subjects import enrol_takers
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def test_the_mark_says_how_it_ended_by_the_rules():
    now = make.term()
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


def test_of_a_register_of_totals_those_with_an_earlier_term_are_judged():
    past = make.term(code="2024-ODD", year=2024)
    now = make.term(past.institution, "2025-ODD", 2025)
    student_with(past, now, 50)
    pending(now)
    assert course(now).judged.tolist() == [True, False]
    found = cohort([now])
    assert (len(found.courses), found.undated) == (1, 1)
    enrol_takers(Term.objects.all())
    with pytest.raises(NotEnoughHistoryError, match="no earlier term"):
        cohort([past])


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
