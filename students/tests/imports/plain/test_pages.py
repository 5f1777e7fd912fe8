"""A file of plain rows through the administration: its pages, its store, its way back."""

import pytest
from django.urls import reverse

from students.imports.plain import lines
from students.models import ImportRun, Mark, Role
from students.tests import factories as make
from students.tests.admin.test_imports import store, upload

pytestmark = pytest.mark.django_db
STUDENTS = 60


@pytest.fixture
def term(client, monkeypatch):
    """A term of many students, whose registrar is signed in; files are read many rows at once."""
    monkeypatch.setattr(lines, "FEWEST", 0)
    term = make.term()
    make.subject(term.institution, "Physics")
    for number in range(STUDENTS):
        make.result(term, make.student(term.institution, f"R{number:02}"))
    client.force_login(make.member(Role.REGISTRAR, term.institution))
    return term


def file_of(*more: str) -> str:
    rows = [f"R{number:02},PHYSICS,{number + 20}" for number in range(STUDENTS)]
    return "\n".join(["roll_no,subject,score", *rows, *more, ""])


def test_the_rows_are_paged_told_apart_and_say_what_the_student_comes_to(client, term):
    upload(client, term, file_of("X1,PHYSICS,50"))
    url = reverse("admin:students_importrun_change", args=[ImportRun.objects.get().pk])

    first, last, refused = (
        client.get(url + query).content.decode()
        for query in ("", "?state=new&page=2", "?state=refused")
    )

    assert "60 rows to store" in first
    assert "R00" in first
    assert "20.00 F" in first
    assert "R59" in last
    assert "79.00 A" in last
    assert "No student has this roll number" in refused
    assert "R30" not in refused


def test_they_are_stored_and_taken_back(client, term):
    store(client, upload(client, term, file_of()))
    run = ImportRun.objects.get()

    assert (run.state, Mark.objects.filter(percent__isnull=False).count()) == ("stored", STUDENTS)
    client.post(reverse("admin:students_importrun_undo", args=[run.pk]), follow=True)
    assert not Mark.objects.exists()
