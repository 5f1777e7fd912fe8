"""Who is not in an early warning and why, and what it says of versions that do not speak."""

import datetime

import pytest
from django.urls import reverse

from analytics.prediction import checks
from analytics.tests.chances.conftest import LAST
from analytics.tests.chances.shown import URL, classmate, text_of
from analytics.tests.prediction import made_versions as made
from students.models import Component
from students.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "ended", [{"outcome": "passed"}, {"left_on": LAST - datetime.timedelta(days=1)}]
)
def test_whose_end_is_known_is_left_out_and_counted(client, people, enrolment, ended):
    type(enrolment).objects.filter(pk=enrolment.pk).update(**ended)
    page = text_of(client, people["mentor"])
    assert "78 %" not in page
    assert "1 course is left out because its end is known." in page


def test_who_has_passed_by_the_mark_is_left_out_and_counted(client, people, enrolment):
    make.mark(enrolment.result, "Mathematics", 62)
    page = text_of(client, people["mentor"])
    assert "78 %" not in page
    assert "1 course is left out because its end is known." in page


def test_a_mark_that_lacks_a_component_ends_nothing(client, people, enrolment):
    mark = make.mark(enrolment.result, "Mathematics", 90)
    make.component_mark(mark, score=9)
    whole = mark.component_marks.get().component
    Component.objects.create(
        subject=whole.subject,
        term=whole.term,
        code="END",
        kind="practical",
        max_score=90,
        weight=90,
    )
    assert "78 %" in text_of(client, people["mentor"])


def test_of_whom_too_little_is_known_is_counted(client, people, enrolment):
    other = make.result(enrolment.result.term)
    make.enrolment(other)
    page = text_of(client, people["principal"])
    assert "Of 1 more student with courses there is not enough data for a guess." in page


def test_of_a_term_that_is_over_the_list_is_as_it_was_with_what_became_of_each(
    client, result, people, enrolment, version
):
    type(result.term).objects.update(starts_on="2026-07-01", ends_on="2026-09-30")
    type(enrolment).objects.filter(pk=enrolment.pk).update(
        outcome="withdrawn", left_on=LAST + datetime.timedelta(days=3)
    )
    classmate(result, "Asha", 95, version, outcome="withdrawn", left_on=LAST)
    page = text_of(client, people["principal"], f"{URL}?term={result.term.code}")
    assert "The list is as it was on 5 Aug 2026" in page
    assert "It became: Withdrew" in page
    assert "Asha" not in page


def test_without_a_version_the_rules_stand(client, people, result):
    page = text_of(client, people["mentor"])
    assert "Not enough history" in page
    assert "train_model" in page
    assert reverse("worklist") in page


def test_a_version_that_is_not_in_use_says_why(client, people, result):
    made.version(result.institution, verdict="rule")
    page = text_of(client, people["mentor"])
    assert "No version is in use" in page
    assert "Not proven better than the rules" in page


def test_a_version_in_use_without_guesses_says_what_to_do(client, people, version):
    assert "score_students" in text_of(client, people["mentor"])


@pytest.mark.parametrize(("why", "words"), [("code", "other code"), ("nothing", "not installed")])
def test_an_outdated_version_is_told_and_what_it_said_stays(
    client, people, enrolment, monkeypatch, why, words
):
    monkeypatch.setattr(checks, "fault", lambda version: why)
    page = text_of(client, people["mentor"])
    assert words in page
    assert "78 %" in page


def test_old_guesses_are_told_to_be_old(client, people, enrolment):
    assert "The last guess is of 5 Aug 2026" in text_of(client, people["mentor"])
