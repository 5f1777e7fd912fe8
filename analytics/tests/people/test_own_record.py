"""A student's own page: what is published and what follows from it, and nothing else."""

import re

import pytest
import time_machine

from analytics.people.own import own_record
from students.access import visible_to
from students.models import PlannedClasses, Role, SubjectAttendance
from students.tests import factories as make
from students.tests.pages import steady

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_term():
    """What can still be reached is asked within the term, whenever the tests run."""
    with time_machine.travel("2026-11-02"):
        yield


@pytest.fixture
def result():
    """A student with an account in the only term; marks are added by each test."""
    term = make.term()
    one = make.result(term, make.student(term.institution, "R1", "Asha Rao"))
    one.student.user = make.member(Role.STUDENT, term.institution)
    one.student.save()
    return one


def record_of(result, term=None):
    return own_record(visible_to(result.student.user), term and term.pk)


def page_of(client, result, query=""):
    client.force_login(result.student.user)
    response = client.get(f"/me/{query}")
    assert response.status_code == 200
    return steady(response.content).decode()


def test_averages_and_grades_are_of_the_published_marks_alone(result):
    make.mark(result, "Mathematics", 80, published=True)
    make.mark(result, "Physics", 71, published=True)
    make.mark(result, "English", 13)
    record = record_of(result)

    assert record.average == "75.50"
    assert (record.figures.grade, record.figures.provisional) == ("A", True)
    assert [score.words for score in record.scores] == ["Not published yet", "", ""]
    assert record.terms[0].average_shown == "75.50"


def test_an_unpublished_mark_is_nowhere_on_the_page(client, result):
    make.mark(result, "Mathematics", 80, published=True)
    hidden = make.mark(result, "English", 13.37)
    before = page_of(client, result)
    hidden.score = 86.21
    hidden.save()
    after = page_of(client, result)

    assert "13.37" not in before
    assert before == after


@pytest.mark.parametrize("state", ["absent", "withheld", "malpractice", "exempt"])
def test_the_state_of_an_unpublished_mark_is_not_told_either(client, result, state):
    make.mark(result, "Mathematics", 80, published=True)
    hidden = make.mark(result, "English", 13)
    before = page_of(client, result)
    hidden.state, hidden.score = state, None
    hidden.save()

    assert page_of(client, result) == before


def test_nothing_published_gives_neither_average_nor_grade(client, result):
    make.mark(result, "Mathematics", 80)
    page = page_of(client, result)

    assert "No mark of this term is published yet" in page
    assert record_of(result).average == ""
    shown = re.sub(r"<svg.*?</svg>|<head>.*?</head>|<[^>]*>", " ", page, flags=re.S)
    assert not re.search(r"\b80\b", shown)


def test_a_mark_is_held_back_while_one_of_its_components_is(client, result):
    mark = make.mark(result, "Mathematics", 50, published=True)
    make.component_mark(mark, "QUIZ", 7, published=True)
    hidden = make.component_mark(mark, "MIDTERM", 3.25, published=False)
    record = record_of(result)

    assert record.average == ""
    assert [part.title for part in record.scores[0].parts] == ["QUIZ"]
    assert "3.25" not in page_of(client, result)
    hidden.published = True
    hidden.save()
    assert record_of(result).average == "51.25"


def test_a_withheld_result_has_no_average(result):
    make.mark(result, "Mathematics", 80, published=True)
    make.mark(result, "Physics", None, state="withheld", published=True)
    record = record_of(result)

    assert (record.average, record.figures.grade) == ("", "")
    assert record.needs[0].title == "Your result is withheld"


def test_the_page_speaks_neither_of_risk_nor_of_rank(client, result):
    make.mark(result, "Mathematics", 12, published=True)
    make.attendance(result, 20)
    page = page_of(client, result).partition("<main")[2].lower()

    assert not re.search(r"\brisk|\brank|\bhigh\b|danger", page)


def test_what_is_needed_for_the_next_grade_is_exact(result):
    make.mark(result, "Mathematics", 70, published=True)
    make.mark(result, "Physics", 60, published=True)
    make.mark(result, "English", 50)
    grade, *_ = record_of(result).needs

    assert grade.title == "Reach grade A"
    assert grade.sentence == "At least 95.00 in the subject not published yet."


def test_a_grade_out_of_reach_is_said_to_be(result):
    make.mark(result, "Mathematics", 62, published=True)
    make.mark(result, "Physics", 60, published=True)
    make.mark(result, "English", None, state="pending")
    grade, *_ = record_of(result).needs

    assert grade.state == "out"
    assert "out of reach this term" in grade.sentence


def test_with_all_marks_out_the_distance_to_the_next_grade_is_told(result):
    make.mark(result, "Mathematics", 70, published=True)
    grade, *_ = record_of(result).needs

    assert grade.title == "Grade A begins at 75"
    assert grade.sentence == "All your marks are published. Needs 5.00 points more."


def test_subjects_not_passed_are_named(result):
    make.mark(result, "Mathematics", 39.5, published=True)
    make.mark(result, "Physics", None, state="absent", published=True)
    need = next(one for one in record_of(result).needs if one.title == "Pass every subject")

    assert "Mathematics (39.50), Physics (absent)" in need.sentence


@pytest.mark.parametrize(
    ("held", "attended", "title", "sentence"),
    [
        (80, 59, "Bring your attendance to 75 %", "Attend the next 4 classes."),
        (80, 60, "Your attendance is in order", "Missing the next class would take you below"),
        (80, 62, "Your attendance is in order", "There is room for 2 missed classes"),
    ],
)
def test_what_attendance_needs_is_counted_in_classes(result, held, attended, title, sentence):
    make.attendance(result, held=held, attended=attended)
    need = record_of(result).needs[-1]

    assert need.title.replace("\u00a0", " ") == title
    assert need.sentence.startswith(sentence)


def test_nobody_is_told_to_attend_classes_of_a_term_that_is_over(client, result):
    make.attendance(result, held=80, attended=40)
    with time_machine.travel("2027-01-02", tick=False):
        need = record_of(result).needs[-1]
        page = page_of(client, result)

    assert need.title == "Your attendance stayed below the line"
    assert need.sentence.replace("\u00a0", " ") == "No class is left; 75 % is not reached."
    assert "Attend the next" not in page


def test_what_is_planned_tells_what_can_still_be_reached(result):
    subject = make.subject(result.institution, "Mathematics")
    SubjectAttendance.objects.create(result=result, subject=subject, held=40, attended=10)
    place = {name: getattr(result, name) for name in ("term", "branch", "semester", "section")}
    plan = PlannedClasses.objects.create(subject=subject, planned=60, **place)
    assert record_of(result).needs[-1].title == "75\u00a0% attendance is out of reach"
    plan.planned = 200
    plan.save()
    assert record_of(result).needs[-1].sentence.startswith("Attend the next 80 classes.")


def test_attendance_by_subject_is_shown(client, result):
    subject = make.subject(result.institution, "Mathematics")
    SubjectAttendance.objects.create(result=result, subject=subject, held=40, attended=31)
    page = page_of(client, result)

    assert "31 of 40" in page
    assert "77.5" in page


def test_an_earlier_term_is_one_click_away(client, result):
    before = make.term(result.institution, "2025-ODD", year=2025)
    earlier = make.result(before, result.student, semester=2)
    make.mark(earlier, "Mathematics", 61, published=True)
    make.mark(result, "Physics", 91, published=True)

    assert record_of(result).average == "91.00"
    page = page_of(client, result, f"?term={before.pk}")
    assert "Your average is 61.00, grade B" in page


def test_a_later_attempt_is_told_once_it_is_published(client, result):
    make.mark(result, "Mathematics", 31, published=True)
    again = make.mark(result, "Mathematics", 52, attempt=2, sat_term=result.term)
    assert "Attempt 2" not in page_of(client, result)
    again.published = True
    again.save()

    assert "Attempt 2 in 2026-ODD: 52 of 100, C" in page_of(client, result)
    assert record_of(result).average == "31.00"


@pytest.mark.parametrize("term", ["999999", "x", "-1", "9" * 40, "%00", "१"])
def test_an_odd_term_shows_the_current_one(client, result, term):
    make.mark(result, "Mathematics", 80, published=True)

    assert "Your average is 80.00" in page_of(client, result, f"?term={term}")


def test_a_student_without_a_term_is_told_what_to_do(client):
    place = make.institution()
    of_nobody = make.member(Role.STUDENT, place)
    client.force_login(of_nobody)

    assert "There is no record of yours yet" in client.get("/me/").content.decode()


def test_the_number_of_queries_depends_on_nothing(client, result, django_assert_max_num_queries):
    earlier = make.result(make.term(result.institution, "2025-ODD", year=2025), result.student)
    for of in (result, earlier):
        for title in make.PAPER_SUBJECTS:
            mark = make.mark(of, title, 60, published=True)
            make.component_mark(mark, "QUIZ", 6, published=True)
    client.force_login(result.student.user)
    client.get("/me/")

    with django_assert_max_num_queries(15):
        client.get("/me/")
