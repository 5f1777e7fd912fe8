"""Which predictions are shown, of whom they are made, and that they stay as they were made."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from analytics.models import Prediction
from analytics.prediction.scoring import dropped, last_whole_week, withdrawn
from analytics.prediction.stored_courses import course_keys
from analytics.tests.prediction.made_versions import DAY, guess, use, version
from students.imports import runs
from students.imports.refusals import UndoRefused
from students.models import Enrolment, Term, TermResult
from students.models.guards import WrittenOnceError
from students.models.removal import remove_results
from students.models.taken_along import facts_of, facts_of_results
from students.models.taken_subjects import enrol_takers
from students.tests import factories
from students.tests.imports.files import imported, paper_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return factories.enrolment(factories.result(factories.term()))


@pytest.fixture
def versions(enrolment):
    return [version(enrolment.result.institution, number) for number in (1, 2)]


def test_what_is_shown_is_of_the_version_in_use_also_after_a_roll_back(enrolment, versions):
    old, new = (guess(one, enrolment) for one in versions)
    place = enrolment.result.institution
    for one in versions:
        use(one, place)
    assert list(Prediction.objects.latest()) == [new]
    use(versions[0], place)
    assert list(Prediction.objects.latest()) == [old]


def test_with_no_version_in_use_nothing_is_shown(enrolment, versions):
    guess(versions[0], enrolment)
    assert not Prediction.objects.latest().exists()
    use(versions[0], enrolment.result.institution)
    assert Prediction.objects.latest().exists()
    use(None, enrolment.result.institution)
    assert not Prediction.objects.latest().exists()


def test_a_guess_made_later_of_an_earlier_day_is_not_the_latest(enrolment, versions):
    use(versions[0], enrolment.result.institution)
    guess(versions[0], enrolment)
    shown = guess(versions[0], enrolment, edition=2)
    guess(versions[0], enrolment, DAY - datetime.timedelta(days=7))
    assert list(Prediction.objects.latest()) == [shown]


def test_a_guess_is_there_once_and_never_changes(enrolment, versions):
    one = guess(versions[0], enrolment)
    with pytest.raises(WrittenOnceError):
        one.save()
    with pytest.raises(WrittenOnceError):
        Prediction.objects.update(millionths=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        guess(versions[0], enrolment)


def test_a_removal_says_that_predictions_go_along(enrolment, versions):
    guess(versions[0], enrolment)
    result = enrolment.result
    assert "1 prediction" in facts_of(result.student).sentences()
    assert "1 prediction" in facts_of_results(type(result).objects.all()).sentences()
    remove_results([result.pk])
    assert not Prediction.objects.exists()


def test_a_mark_that_goes_takes_no_guess_along_and_no_new_one_is_made():
    mark = factories.mark(factories.result(factories.term()))
    enrol_takers(Term.objects.all())
    one = guess(version(mark.result.institution), Enrolment.objects.get())
    mark.delete()
    enrol_takers(Term.objects.all())
    (key,) = course_keys(Enrolment.objects.all())
    assert list(Prediction.objects.all()) == [one]
    assert dropped(key) == {one.enrolment_id}


def test_a_file_of_marks_is_not_taken_back_over_a_guess():
    run = imported(paper_csv()).run
    enrol_takers(Term.objects.all())
    first = Enrolment.objects.order_by("pk").first()
    one = guess(version(first.result.institution), first)
    with pytest.raises(UndoRefused, match="Other records hang on it"):
        runs.undo(run)
    runs.undo(run, except_edited=True)
    assert list(Prediction.objects.all()) == [one]
    assert list(TermResult.objects.all()) == [first.result]
    assert list(Enrolment.objects.all()) == [first]


def test_who_is_said_to_have_left_without_a_day_is_not_guessed_at(enrolment):
    term = enrolment.result.term
    gone = factories.enrolment(factories.result(term), outcome="withdrawn")
    out = factories.enrolment(factories.result(term, status="withdrawn"))
    factories.enrolment(factories.result(term), outcome="withdrawn", left_on=DAY)
    left = factories.result(term, status="withdrawn")
    factories.enrolment(left, left_on=DAY)  # of the days before it is guessed still
    (key,) = course_keys(Enrolment.objects.all())
    assert withdrawn(key) == {gone.pk, out.pk}


@pytest.mark.parametrize(("day", "known"), [(-3, -7), (0, 0), (6, 0), (7, 7), (40, 35)])
def test_guesses_are_made_as_known_when_the_last_whole_week_was_over(day, known):
    assert last_whole_week(day) == known
