"""Lists of results: how far each class is, and who has backlogs."""

import re

import pytest
from django.urls import reverse

from students.models import ListExport, Mark, RecordView, Role, Student
from students.tests import factories as make
from students.tests.models.classes import publish
from students.tests.results.pages import address, declared, text
from students.trails import gather

pytestmark = pytest.mark.django_db


def test_the_index_says_how_far_each_class_is(principal, cohort):
    publish(declared(cohort))

    shown = text(principal.get(reverse("results")))
    rows = re.findall(
        r"(CSE|IT) semester 4 (\d+) (Not yet|\d+ \w+ \d+) (Not yet|\d+ \w+ \d+)", shown
    )
    assert [row[:2] for row in rows] == [("CSE", "3"), ("IT", "1")]
    assert rows[1][2:] == ("Not yet", "Not yet")
    assert "Not yet" not in rows[0]


def test_the_index_says_where_marks_have_changed_since(principal, cohort):
    publish(declared(cohort))
    assert "changed since" not in text(principal.get(reverse("results")))

    mark = Mark.objects.filter(result__student__roll_no="DEV").get()
    mark.score = 20
    mark.save()
    assert "changed since" not in text(principal.get(reverse("results")))  # another class
    mark = Mark.objects.filter(result__student__roll_no="CHARU").first()
    mark.state, mark.score = "absent", None
    mark.save()
    assert "Marks may have changed since" in text(principal.get(reverse("results")))


def test_backlogs_are_listed_once_they_are_declared(principal, cohort):
    assert "Nothing of this term is declared yet" in text(principal.get(reverse("backlogs")))
    declared(cohort)

    shown = text(principal.get(reverse("backlogs")))
    assert "1 student has backlogs" in shown
    assert "Charu CHARU CSE semester 4 2 MATHEMATICS, PHYSICS Fail" in shown
    rows = principal.get(reverse("backlogs-csv")).content.decode()
    assert "CHARU,Charu,CSE,4,2" in rows


def test_pages_cost_the_same_however_many_students_there_are(
    principal, cohort, django_assert_max_num_queries
):
    declared(cohort)
    for _ in range(3):
        make.mark(make.result(cohort.term), score=50)
    with django_assert_max_num_queries(18):
        principal.get(address(cohort))
    with django_assert_max_num_queries(11):
        principal.get(reverse("results"))
    with django_assert_max_num_queries(11):
        principal.get(reverse("backlogs"))


@pytest.mark.parametrize("name", ["backlogs-csv", "result-sheet-csv", "result-sheet"])
def test_who_is_taken_along_or_shown_whole_is_noted(principal, cohort, settings, tmp_path, name):
    settings.TRAIL_DIR = tmp_path
    declared(cohort)

    principal.get(reverse(name) if name == "backlogs-csv" else address(cohort, name))
    assert gather()
    noted = {view.student_id: view.what for view in RecordView.objects.all()}
    names = {"CHARU"} if name == "backlogs-csv" else {"ASHA", "BELA", "CHARU"}
    students = Student.objects.filter(roll_no__in=names).values_list("pk", flat=True)
    assert noted == dict.fromkeys(students, "page" if name == "result-sheet" else "export")
    assert ListExport.objects.count() == (name != "result-sheet")


def test_who_has_no_class_is_told_why_the_index_is_empty(client, cohort):
    place = cohort.term.institution
    for role, words in (
        (Role.REGISTRAR, "No term has students"),
        (Role.FACULTY, "none is in your"),
    ):
        client.force_login(make.member(role, make.institution(f"E{role}"), name=f"new {role}"))
        shown = text(client.get(reverse("results")))
        assert words in shown
        assert place.name not in shown
