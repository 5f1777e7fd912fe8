"""Contact facts by hand: who looks, who corrects, and what is kept of it."""

import pytest
from django.urls import reverse

from students.models import PersonalDetail, RecordChange, RecordView, Role
from students.tests import factories as make
from students.trails import gather

pytestmark = pytest.mark.django_db


@pytest.fixture
def detail():
    student = make.student(make.institution(), "R1", "Asha Rao")
    return PersonalDetail.objects.create(student=student, phone="9876543210", guardian="Mr Rao")


def page_of(detail):
    return reverse("admin:students_personaldetail_change", args=[detail.pk])


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.REGISTRAR, 200),
        (Role.PRINCIPAL, 200),
        (Role.MANAGER, 403),
        (Role.ACCOUNTANT, 403),
        (Role.FACULTY, 403),
        (Role.ADMINISTRATOR, 403),
    ],
)
def test_who_looks_at_contact_facts(client, detail, role, status):
    client.force_login(make.member(role, detail.student.institution))
    assert client.get(page_of(detail)).status_code == status


def test_another_institutions_are_as_if_they_were_not(client, detail):
    client.force_login(make.member(Role.REGISTRAR, make.institution("NEXT")))
    answer = client.get(page_of(detail), follow=True)
    assert "9876543210" not in answer.content.decode()
    listed = client.get(reverse("admin:students_personaldetail_changelist")).content.decode()
    assert "Asha Rao" not in listed


def test_a_correction_is_in_the_history_and_so_is_who_looked(client, detail, settings, tmp_path):
    settings.TRAIL_DIR = tmp_path
    client.force_login(make.member(Role.REGISTRAR, detail.student.institution))
    client.get(page_of(detail))
    sent = {"phone": "+91 98765-00000", "born_on": "", "guardian": "Mr Rao", "version": "0"}
    assert client.post(page_of(detail), sent).status_code == 302
    detail.refresh_from_db()
    assert detail.phone == "9876500000"
    (change,) = RecordChange.objects.filter(model="personaldetail", field="phone")
    assert (change.old, change.new) == ("9876543210", "9876500000")
    gather()
    assert RecordView.objects.filter(student_id=detail.student_id).exists()


@pytest.mark.parametrize(
    ("name", "value"), [("phone", "call me"), ("born_on", "2099-01-01"), ("guardian", "A\u202eB")]
)
def test_what_cannot_be_is_refused_in_its_field(client, detail, name, value):
    client.force_login(make.member(Role.REGISTRAR, detail.student.institution))
    sent = {"phone": "9876543210", "born_on": "", "guardian": "", "version": "0", name: value}
    answer = client.post(page_of(detail), sent)
    assert answer.status_code == 200
    assert name in answer.context["adminform"].form.errors
