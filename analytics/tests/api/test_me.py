"""A student's own record over the API: what their page says, and nothing unpublished."""

import pytest
import time_machine

from students.models import Role, SubjectAttendance
from students.models.declaring import declare
from students.tests import factories as make
from students.tests.models.classes import class_of_three, publish, seen
from students.tests.pages import steady

pytestmark = pytest.mark.django_db
URL = "/api/v1/me/"


@pytest.fixture(autouse=True)
def in_the_term():
    with time_machine.travel("2026-11-02"):
        yield


@pytest.fixture
def result():
    """Asha in the only term; marks are added by each test."""
    term = make.term()
    one = make.result(term, make.student(term.institution, "R1", "Asha Rao"))
    one.student.user = make.member(Role.STUDENT, one.institution)
    one.student.save()
    return one


@pytest.fixture
def asha(result, asking):
    return asking(result.student.user)


def test_figures_are_those_of_the_page(asha, result, client):
    make.mark(result, "Mathematics", 80, published=True)
    make.mark(result, "Physics", 35.5, published=True)
    make.mark(result, "English", 13)
    held = SubjectAttendance(result=result, subject=make.subject(result.institution, "Physics"))
    held.held, held.attended = 40, 29
    held.save()

    told = asha.get(URL).json()

    assert (told["average"], told["grade"], told["provisional"]) == (57.75, "C", True)
    assert (told["passed"], told["registered"], told["attendance"]) == (1, 3, 72.5)
    assert [(one["subject"], one["percent"]) for one in told["registers"]] == [("PHYSICS", 72.5)]
    assert {one["subject"]: one["grade"] for one in told["marks"]} == {
        "MATHEMATICS": "A",
        "PHYSICS": "F",
    }
    assert [one["subject"] for one in told["awaited"]] == ["ENGLISH"]
    client.force_login(result.student.user)
    page = client.get("/me/").content.decode()
    for shown in ("57.75", "72.5", *(one["title"] for one in told["needs"])):
        assert shown in page
    assert told["needs"]


@pytest.mark.parametrize("change", [{"score": 86}, {"state": "absent", "score": None}])
def test_an_unpublished_mark_is_nowhere_and_neither_is_its_change(asha, result, change):
    make.mark(result, "Mathematics", 80, published=True)
    hidden = make.mark(result, "English", 13.37)
    before = steady(asha.get(URL).content)
    for name, value in change.items():
        setattr(hidden, name, value)
    hidden.save()

    assert b"13.37" not in before
    assert steady(asha.get(URL).content) == before


def test_what_is_published_of_a_mark_still_awaited_is_told(asha, result):
    mark = make.mark(result, "English", 50)
    for code, score, published in (("QUIZ", 7, True), ("ESE", 41, False)):
        part = make.component_mark(mark, code, score, 50)
        part.published = published
        part.save()

    (awaited,) = asha.get(URL).json()["awaited"]

    assert [(one["component"], one["score"]) for one in awaited["components"]] == [("QUIZ", 7)]


def test_the_score_of_a_withheld_paper_is_withheld(asha, result):
    mark = make.mark(result, "English", 50, published=True)
    mark.state = "withheld"
    mark.save()

    told = asha.get(URL).json()

    assert told["withheld"] is True
    assert [(one["state"], one["score"]) for one in told["marks"]] == [("withheld", None)]
    assert told["average"] is None


def test_a_term_is_named_by_its_code(asha, result):
    earlier = make.term(result.institution, code="2025-ODD", year=2025)
    make.mark(make.result(earlier, result.student), score=61, published=True)

    assert asha.get(URL).json()["term"] == "2026-ODD"
    told = asha.get(URL, {"term": "2025-odd"}).json()
    assert (told["term"], told["average"]) == ("2025-ODD", 61)
    assert [one["term"] for one in told["terms"]] == ["2026-ODD", "2025-ODD"]
    assert asha.get(URL, {"term": "1999"}).status_code == 404


def test_a_declared_result_is_told_once_it_is_published(asking):
    term = make.term()
    cohort, rows = class_of_three(term)
    student = rows["ASHA"].student
    student.user = make.member(Role.STUDENT, term.institution)
    student.save()
    declaration = declare(cohort, seen(cohort))
    asha = asking(student.user)

    assert asha.get(URL).json()["declared"] is None
    publish(declaration)
    declared = asha.get(URL).json()["declared"]

    assert (declared["number"], declared["verdict"], declared["total"]) == (1, "pass", 153)
    assert "roll_no" not in declared


@pytest.mark.parametrize("role", [role for role in Role if role != Role.STUDENT])
def test_it_is_for_students_alone(asking, result, role):
    where = {"branch": result.branch} if role == Role.HEAD else {}
    assert asking(make.member(role, result.institution, **where)).get(URL).status_code == 403


def test_a_student_without_any_term_is_told_so(asking, result):
    newcomer = make.student(result.institution, "R2", "New")
    newcomer.user = make.member(Role.STUDENT, result.institution, "newcomer")
    newcomer.save()
    assert asking(newcomer.user).get(URL).status_code == 404


def test_who_looked_is_told(asha, asking, result):
    make.mark(result, "English", 50)
    registrar = asking(make.member(Role.REGISTRAR, result.institution))
    registrar.get(f"/api/v1/students/{result.student_id}/")
    (looker,) = asha.get(URL).json()["lookers"]
    assert (looker["role"], looker["day"]) == ("Registrar", "2026-11-02")
