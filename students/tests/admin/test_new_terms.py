"""A new term and a new student on one page, with marks and attendance."""

import pytest
from django.urls import reverse

from students.models import Role, Student
from students.tests import factories as make
from students.tests.admin.pages import shown_values

pytestmark = pytest.mark.django_db


@pytest.fixture
def result():
    result = make.result(make.term())
    for title, score in (("Mathematics", 50), ("Physics", 60)):
        make.mark(result, title, score)
    make.attendance(result, held=50, attended=43)
    result.refresh_from_db()
    return result


@pytest.fixture
def registrar(result, client):
    user = make.member(Role.REGISTRAR, result.institution)
    client.force_login(user)
    return user


def test_a_new_term_is_made_on_the_same_page(client, registrar, result):
    term = make.term(result.institution, "2027-EVEN", 2027)
    student = make.student(result.institution)
    url = reverse("admin:students_termresult_add")
    values = shown_values(client, url)
    values |= {"student": student.pk, "term": term.pk, "branch": result.branch_id, "semester": 5}
    subject = result.marks.first().subject
    values |= {
        "marks-0-subject": subject.pk,
        "marks-0-score": "91",
        "term_attendance-0-percent": "80",
    }

    response = client.post(url, values)

    assert response.status_code == 302
    made = student.results.get()
    assert (made.grade, made.risk, made.version) == ("A+", "Low", 1)
    assert made.section == ""


def test_adding_a_student_makes_their_first_term(client, registrar, result):
    url = reverse("admin:students_student_add")
    values = shown_values(client, url)
    values |= {"institution": result.institution_id, "roll_no": "CSE 99", "name": "Priya Yadav"}
    values |= {"term": result.term_id, "branch": result.branch_id, "semester": 4, "section": "a"}
    for place, mark in enumerate(result.marks.all()):
        values |= {f"marks-{place}-subject": mark.subject_id, f"marks-{place}-score": "38"}

    response = client.post(url, values)

    assert response.status_code == 302
    made = Student.objects.get(roll_key="CSE99").results.get()
    assert (made.grade, made.risk, made.section) == ("F", "High", "A")


def test_a_student_without_a_term_is_a_student_alone(client, registrar, result):
    url = reverse("admin:students_student_add")
    values = shown_values(client, url) | {
        "institution": result.institution_id,
        "roll_no": "77",
        "name": "प्रिया यादव",
        "term": "",
    }

    assert client.post(url, values).status_code == 302
    assert not Student.objects.get(roll_key="77").results.exists()


def test_marks_without_a_term_are_not_lost_in_silence(client, registrar, result):
    url = reverse("admin:students_student_add")
    values = shown_values(client, url)
    values |= {"institution": result.institution_id, "roll_no": "77", "name": "Priya"}
    values |= {
        "marks-0-subject": result.marks.first().subject_id,
        "marks-0-score": "38",
        "term": "",
    }

    response = client.post(url, values)

    assert "Choose the term that these belong to." in response.content.decode()
    assert not Student.objects.filter(roll_key="77").exists()


def test_a_roll_number_is_taken_however_it_is_written(client, registrar, result):
    roll_no = f" {result.student.roll_no.lower()} "
    url = reverse("admin:students_student_add")
    values = shown_values(client, url)
    values |= {"institution": result.institution_id, "roll_no": roll_no, "name": "Somebody"}

    response = client.post(url, values)

    assert "already there" in response.content.decode()
