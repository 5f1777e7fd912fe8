"""Grade cards: what is on them, and who may open whose."""

import pytest
from django.urls import reverse

from students.models import DeclaredResult, Mark, RecordView, Role, Student
from students.tests import factories as make
from students.tests.models.classes import publish
from students.tests.results.pages import address, declared, text
from students.trails import gather

pytestmark = pytest.mark.django_db


def card_of(roll_no, query=""):
    result = DeclaredResult.objects.filter(student__roll_no=roll_no).first().result_id
    return reverse("grade-card", args=[result]) + query


def signed_in_as(client, roll_no):
    student = Student.objects.get(roll_no=roll_no)
    student.user = make.member(Role.STUDENT, student.institution, name=roll_no.lower())
    student.save()
    client.force_login(student.user)
    return client


def revalued(cohort):
    mark = Mark.objects.get(result__student__roll_no="CHARU", subject__title="Physics")
    mark.score = 55
    mark.save()
    return declared(cohort, "Revaluation")


def test_a_card_has_subjects_credits_grades_points_and_what_they_come_to(principal, cohort):
    publish(declared(cohort))

    shown = text(principal.get(card_of("BELA")))

    assert "Grade card, 2026-ODD" in shown
    assert "Name Bela Roll number BELA Branch CSE Semester 4" in shown
    assert "MATHEMATICS Mathematics 4 A 9 " in shown
    assert "PHYSICS Physics Grace: Aggregate + 1 (O.1) 2 D 6 " in shown
    assert "SGPA 8.00 CGPA 8.00 Credits earned 6 of 6 Result Pass Backlogs None" in shown
    assert "A+ from 90 %, 10 points" in shown
    assert "F below" in shown


def test_a_failed_term_says_its_backlogs_and_zero_is_no_dash(principal, cohort):
    declared(cohort)

    shown = text(principal.get(card_of("CHARU")))

    assert "SGPA 0.00 CGPA 0.00 Credits earned 0 of 6 Result Fail" in shown
    assert "Backlogs MATHEMATICS, PHYSICS" in shown
    assert "Not published: nothing for the student yet" in shown


@pytest.mark.parametrize(("most", "word"), [(1, "Detained"), (2, "Promoted")])
def test_the_verdict_of_promotion_stands_on_the_card(principal, cohort, most, word):
    declared(cohort)
    promoted = {1: False, 2: True}[most]
    line = DeclaredResult.objects.get(student__roll_no="CHARU")
    DeclaredResult.objects.erase([line.result_id])
    line.pk, line.promoted, line._state.adding = None, promoted, True
    line.save()

    assert f"Promotion {word}" in text(principal.get(card_of("CHARU")))


def test_a_student_has_the_own_card_once_it_is_published_and_no_other(client, cohort):
    declaration = declared(cohort)
    signed_in_as(client, "CHARU")
    assert client.get(card_of("CHARU")).status_code == 404
    publish(declaration)

    assert "Charu" in text(client.get(card_of("CHARU")))
    missing = client.get(reverse("grade-card", args=[10**9]))
    other = client.get(card_of("ASHA"))
    assert other.status_code == missing.status_code == 404
    assert other.content == missing.content


def test_a_student_sees_the_published_card_until_the_revision_is_published(client, cohort):
    publish(declared(cohort))
    revision = revalued(cohort)
    signed_in_as(client, "CHARU")

    assert "SGPA 0.00" in text(client.get(card_of("CHARU")))
    assert "SGPA 0.00" in text(client.get(card_of("CHARU", "?declaration=2")))
    publish(revision)
    assert "SGPA 2.33" in text(client.get(card_of("CHARU")))
    first = text(client.get(card_of("CHARU", "?declaration=1")))
    assert "SGPA 0.00" in first
    assert "Replaced by declaration 2" in first


@pytest.mark.parametrize("query", ["?declaration=x", "?declaration=99", "?declaration=", "?a=\x00"])
def test_junk_shows_the_newest_card(principal, cohort, query):
    declared(cohort)
    assert "Bela" in text(principal.get(card_of("BELA", query)))


@pytest.mark.parametrize("number", [0, 10**10, 10**19])
def test_a_result_there_is_not_has_no_card(principal, cohort, number):
    assert principal.get(reverse("grade-card", args=[number])).status_code == 404


@pytest.mark.parametrize(
    ("role", "found"), [(Role.REGISTRAR, 200), (Role.FACULTY, 404), (Role.ACCOUNTANT, 403)]
)
def test_who_may_open_a_card(client, cohort, role, found):
    publish(declared(cohort))
    client.force_login(make.member(role, cohort.term.institution))

    assert client.get(card_of("ASHA")).status_code == found
    assert client.get(address(cohort, "grade-cards")).status_code == found


def test_looking_at_a_card_is_shown_to_the_student_and_the_own_look_is_not(
    principal, cohort, settings, tmp_path
):
    settings.TRAIL_DIR = tmp_path
    publish(declared(cohort))
    principal.get(card_of("ASHA"))
    gather()
    assert RecordView.objects.get().student_id == Student.objects.get(roll_no="ASHA").pk

    signed_in_as(principal, "BELA").get(card_of("BELA"))
    gather()
    assert RecordView.objects.count() == 1


def test_the_cards_of_a_class_are_those_of_the_sheet(principal, cohort):
    assert principal.get(address(cohort, "grade-cards")).status_code == 404
    declared(cohort)
    revalued(cohort)

    assert "3 grade cards" in text(principal.get(address(cohort, "grade-cards")))
    first = text(principal.get(address(cohort, "grade-cards") + "?declaration=1"))
    assert first.count("Replaced by declaration 2") == 3
    sheet = principal.get(address(cohort) + "?declaration=1").content.decode()
    assert f"{address(cohort, 'grade-cards')}?declaration=1" in sheet


def test_cards_cost_the_same_however_many_there_are(
    principal, cohort, django_assert_max_num_queries
):
    for _ in range(4):
        make.mark(make.result(cohort.term), score=50)
    declared(cohort)
    with django_assert_max_num_queries(9):
        principal.get(address(cohort, "grade-cards"))


def test_the_students_page_leads_to_the_cards_of_every_term(client, cohort):
    publish(declared(cohort))
    signed_in_as(client, "BELA")

    page = client.get(reverse("own-record"))
    assert card_of("BELA") in page.content.decode()
    assert "2026-ODD Sem. 4 8.00 8.00 Pass" in text(page)
