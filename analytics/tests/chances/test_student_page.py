"""What the model says on a student's page, to whom, and where it has nothing to say."""

import pytest

from analytics.tests.chances.conftest import guessed, in_use
from analytics.tests.prediction import made_versions as made
from students.tests import factories as make
from students.tests.pages import steady

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, people, result):
    """What somebody is shown of Nisha."""

    def shown(who):
        client.force_login(people[who])
        answer = client.get(f"/students/{result.student_id}/")
        return steady(answer.content).decode().replace("\u00a0", " ")

    return shown


def test_who_sees_the_record_has_the_chance_its_reasons_and_its_weeks(page, enrolment):
    shown = page("mentor")
    assert "78 % to fail or withdraw in Mathematics, by the model" in shown
    assert "Handed in 25 % of what was due" in shown
    assert "Guess of version 1, as known on 5 Aug 2026." in shown
    assert shown.index("5 Aug 2026</th>") < shown.index("29 Jul 2026</th>")


def test_a_subject_teacher_has_nothing_of_it(page, enrolment):
    assert "by the model" not in page("subject teacher")


def test_every_target_that_is_guessed_is_told(page, enrolment, result):
    guessed(in_use(result.institution, target="dropout"), enrolment, 33)
    shown = page("mentor")
    assert "78 % to fail or withdraw" in shown
    assert "Withdraws: <strong>33 %</strong>" in shown


def test_the_title_speaks_of_the_course_where_it_is_highest(page, enrolment, version):
    guessed(version, make.enrolment(enrolment.result, "Physics"), 91)
    assert "91 % to fail or withdraw in Physics" in page("mentor")


def test_an_end_that_is_known_is_not_guessed(page, enrolment):
    type(enrolment).objects.update(outcome="withdrawn")
    shown = page("mentor")
    assert "Its end is known: Withdrew." in shown
    assert "<strong>78 %</strong>" not in shown
    assert "5 Aug 2026</th>" in shown  # what was guessed stays to be read


def test_an_end_by_the_mark_is_known_too(page, enrolment):
    make.mark(enrolment.result, "Mathematics", 12)
    shown = page("mentor")
    assert "Its end is known: Failed." in shown
    assert "No guess by the model" in shown


def test_a_course_without_a_guess_says_so(page, enrolment):
    make.enrolment(enrolment.result, "Physics")
    assert "There is not enough data for a guess." in page("mentor")


def test_with_no_version_in_use_the_rules_alone_speak(page, enrolment, result):
    made.use(None, result.institution)
    assert "by the model" not in page("mentor")
