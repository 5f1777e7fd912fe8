"""What the log keeps of a request: numbers and our own words, never a name or what was typed."""

import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from students.middleware import audit, person
from students.models import Role
from students.models.changes import Door, actor
from students.tests import factories as make

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("students.tests.accounts.addresses"),
]


def lines(caplog):
    return [record.message for record in caplog.records if record.name == "perfdash.audit"]


@pytest.fixture
def audited(caplog):
    caplog.set_level(logging.INFO, "perfdash.audit")
    return caplog


def test_a_write_is_kept_with_who_what_and_its_outcome(client, audited):
    person = make.user("registrar")
    client.force_login(person)

    client.post("/theme/?search=Asha", {"theme": "dark"})

    assert lines(audited) == [f"user={person.pk} POST theme status=302"]


def test_reading_ones_home_is_not_kept(client, audited):
    client.force_login(make.member(Role.ACCOUNTANT, make.institution()))

    client.get("/")

    assert lines(audited) == []


def test_all_a_superuser_does_is_kept_without_what_was_typed(client, audited):
    person = make.user("root", is_superuser=True, is_staff=True)
    client.force_login(person)

    client.get("/no/such/page/Asha%0AVerma/")
    client.get("/?search=Asha")

    assert lines(audited) == [
        f"user={person.pk} GET - status=404",
        f"user={person.pk} GET home status=302",
    ]


def test_a_stranger_leaves_no_line(client, audited):
    client.post("/login/", {"username": "Asha", "password": "her secret"})

    assert lines(audited) == []


def test_a_record_looked_at_is_kept_by_its_number_alone(audited):
    request = RequestFactory().get("/admin/students/student/12/change/")
    request.user = make.user("head")
    request.resolver_match = resolve("/theme/")
    request.resolver_match.kwargs = {"object_id": "12", "name": "Asha Verma"}

    audit(lambda request: HttpResponse())(request)

    assert lines(audited) == [f"user={request.user.pk} GET theme object_id=12 status=200"]


@pytest.mark.parametrize(
    ("path", "door"),
    [
        ("/admin/x/", Door.ADMIN),
        ("/api/x/", Door.API),
        ("/attendance/x/", Door.REGISTER),
        ("/x/", Door.GRID),
    ],
)
def test_a_change_is_written_down_as_by_this_user_and_door(path, door):
    request = RequestFactory().post(path)
    request.user = make.user("registrar")
    seen = []

    person(lambda request: seen.append(actor()) or HttpResponse())(request)

    assert (seen[0].user_id, seen[0].door) == (request.user.pk, door)
    assert actor().user_id is None
