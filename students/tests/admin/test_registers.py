"""Registers that follow from classes are shown on the term's page and not typed over there."""

import pytest
from django.urls import reverse

from students.models import ClassSession, Role, SubjectAttendance
from students.tests import factories as make
from students.tests.admin.pages import shown_values

pytestmark = pytest.mark.django_db


@pytest.fixture
def result():
    return make.result(make.term())


@pytest.fixture
def page(client, result):
    """The page of the term, opened by its registrar."""
    client.force_login(make.member(Role.REGISTRAR, result.institution))
    return reverse("admin:students_termresult_change", args=[result.pk])


def counts():
    return list(SubjectAttendance.objects.values_list("held", "attended", "by_session"))


def test_counts_of_classes_are_shown_and_stay_whatever_is_sent(client, page, result):
    make.presences(result, "PPA")
    fields = shown_values(client, page)
    client.post(page, fields | {"subject_attendances-0-attended": "3", "_save": "Save"})

    assert counts() == [(3, 2, True)]


def test_a_register_of_classes_is_not_removed_there(client, page, result):
    make.presences(result, "PPA")
    fields = shown_values(client, page)
    answer = client.post(page, fields | {"subject_attendances-0-DELETE": "on", "_save": "Save"})

    assert "taken class by class" in answer.content.decode()
    assert counts() == [(3, 2, True)]


def test_a_register_of_classes_is_not_removed_from_the_list(client, page, result):
    make.presences(result, "PPA")
    other = make.subject(result.institution, "Physics")
    SubjectAttendance.objects.create(result=result, subject=other, held=4, attended=4)
    ids = SubjectAttendance.objects.values_list("pk", flat=True)
    chosen = {"action": "delete_selected", "_selected_action": list(ids), "post": "yes"}
    client.post(reverse("admin:students_subjectattendance_changelist"), chosen)

    assert (3, 2, True) in counts()


def test_classes_and_condonations_are_looked_at_and_never_written_there(client, page, result):
    presence = make.presences(result, "PPA")[0]
    for name, row in (("classsession", presence.session), ("sessionpresence", presence)):
        listed = client.get(reverse(f"admin:students_{name}_changelist"))
        assert listed.status_code == 200
        one = reverse(f"admin:students_{name}_change", args=[row.pk])
        assert client.get(one).status_code == 200
        assert client.post(one, {"_save": "Save"}).status_code == 403


def test_a_branch_with_classes_alone_is_kept_and_says_why(client, page, result):
    make.session(result)
    branch = make.branch(result.institution, "EMPTY")
    ClassSession._base_manager.update(branch=branch)
    answer = client.post(reverse("admin:students_branch_delete", args=[branch.pk]), {"post": "yes"})

    assert answer.status_code == 200
    said = answer.content.decode()
    assert "1 session" in said
    assert "1 sessions" not in said
    assert type(branch).objects.filter(pk=branch.pk).exists()
