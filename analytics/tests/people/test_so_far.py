"""A grade made of some components alone is shown as one so far, wherever it is shown."""

import pytest
from django.urls import reverse

from students.models import Mark, Role
from students.models.partial_marks import part_entered
from students.tests import factories as make
from students.tests.results.pages import text

pytestmark = pytest.mark.django_db
WORDS = "so far, 2 of 3 components"


@pytest.fixture
def asha():
    """Two of three components of Physics are entered for Asha, all three for Bela."""
    term = make.term()
    for roll_no, codes in (("ASHA", ("QUIZ", "MID")), ("BELA", ("QUIZ", "MID", "ESE"))):
        result = make.result(term, make.student(term.institution, roll_no, roll_no.title()))
        mark = make.mark(result, "Physics", 0, published=True)
        for code in codes:
            make.component_mark(mark, code, 9, published=True)
    return term.results.get(student__roll_no="ASHA")


def opened(client, role, path, result):
    client.force_login(make.member(role, result.institution))
    return client.get(path)


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.FACULTY])
def test_the_students_page_says_of_how_many_components_a_grade_is(client, asha, role):
    person = make.member(role, asha.institution)
    make.teaching(asha, "Physics", make.staff(asha.institution, person=person))
    client.force_login(person)

    assert WORDS in text(client.get(reverse("student", args=[asha.student_id])))
    other = asha.term.results.get(student__roll_no="BELA").student_id
    assert "components" not in text(client.get(reverse("student", args=[other])))


def test_the_own_page_says_so_as_well(client, asha):
    asha.student.user = make.member(Role.STUDENT, asha.institution)
    asha.student.save()
    client.force_login(asha.student.user)

    shown = text(client.get(reverse("own-record")))
    assert WORDS in shown
    assert "Your average so far is 90.00, grade A+" in shown
    assert "provisional" in shown


def test_the_list_and_the_api_say_that_it_is_provisional(client, asha):
    client.force_login(make.member(Role.REGISTRAR, asha.institution))

    listed = text(client.get(reverse("students")))
    before, after = listed.split(" BELA ")
    assert "So far, components awaited in 1 of 1 subjects" in before
    assert "awaited" not in after
    rows = client.get("/api/v1/results/").json()["results"]
    assert {row["roll_no"]: row["provisional"] for row in rows} == {"ASHA": True, "BELA": False}


def test_the_grid_says_so_beside_the_grade(client, asha):
    client.force_login(make.member(Role.REGISTRAR, asha.institution))
    mark = asha.marks.get()
    place = {"term": asha.term_id, "branch": asha.branch_id, "semester": 4}
    page = client.get("/marks/", place | {"subject": mark.subject_id})
    links = [one.url for desks in ("own", "others") for one in page.context[desks]]
    shown = text(client.get(links[0]))

    assert shown.count("2 of 3 so far") == 1


def test_part_entered_marks_are_those_with_some_components_and_not_all(asha):
    make.mark(asha, "Typed whole", 50)
    late = make.mark(asha, "Chemistry", 0)
    make.component_mark(late, "LAB", None, state="pending")

    assert [mark.subject.title for mark in part_entered(Mark.objects.all())] == ["Physics"]
    assert not part_entered(Mark.objects.filter(result__student__roll_no="BELA")).exists()
