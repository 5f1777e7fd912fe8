"""Enrolments in the administration: a file previewed and stored, the weeks looked at."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from students.models import Enrolment, ImportRun, Role, StudentBackground
from students.tests import factories as make

pytestmark = pytest.mark.django_db

FILE = b"student_id,age,gender,course_id,dropout\nS1,21,F,PY101,0\nS2,34,M,PY101,1\nS3,0,F,WEB2,0\n"


@pytest.fixture
def registrar(client):
    term = make.term()
    client.force_login(make.member(Role.REGISTRAR, term.institution))
    client.term = term
    return client


def test_a_file_is_previewed_and_then_stored(registrar):
    place = {"institution": registrar.term.institution_id, "term": registrar.term.pk}
    sent = {"import_file": SimpleUploadedFile("students.csv", FILE), "create": "on", **place}
    preview = registrar.post("/admin/students/enrolment/import/", sent, follow=True)
    page = preview.content.decode()
    assert "2 rows to store, 1 refused" in page
    assert "Gender, for audit alone" in page
    assert not Enrolment.objects.exists()

    run = ImportRun.objects.get()
    pressed = {"run": f"{run.pk}-{run.plan_digest}"}
    registrar.post("/admin/students/enrolment/process_import/", pressed)
    outcomes = Enrolment.objects.values_list("result__student__roll_no", "outcome")
    assert dict(outcomes) == {"S1": "completed", "S2": "withdrawn"}


def test_an_enrolment_shows_its_weeks_and_no_background(registrar):
    result = make.result(registrar.term)
    enrolment = make.enrolment(result)
    make.week(enrolment, 3, clicks=4711)
    StudentBackground.objects.create(result=result, gender="Qgender")
    page = registrar.get(f"/admin/students/enrolment/{enrolment.pk}/change/").content.decode()
    assert "4711" in page
    assert "Qgender" not in page
