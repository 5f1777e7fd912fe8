"""The demo's rooms: who consented, and attendance beside the class whose registers are kept."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from analytics.demo.classrooms import make_rooms
from students.demo.office.courses import CODE
from students.models import CameraConsent, CameraSession, Institution, Membership, Role, User
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def test_the_principal_of_the_place_consented_and_measured():
    place = make.institution(CODE)
    make.result(make.term(place), batch=make.batch(place, "FSD-01"))
    elsewhere = make.institution("ELSEWHERE")
    for name, where in (("other", elsewhere), ("director", place)):
        user = User.objects.create_user(name, is_demo=True)
        Membership.objects.create(user=user, institution=where, role=Role.PRINCIPAL)

    make_rooms(SimpleNamespace(date=timezone.localdate()))

    assert CameraConsent.objects.get().user_id == user.pk
    assert set(CameraSession.objects.values_list("run_by__username", flat=True)) == {"director"}


def test_a_class_whose_registers_are_kept_has_rooms_too():
    college = make.institution()
    result = make.result(make.term(college), batch=make.batch(college, "CSE-26"))
    make.presences(result, ["P", "A"])

    make_rooms(SimpleNamespace(date=timezone.localdate()))

    assert set(CameraSession.objects.values_list("batch__code", flat=True)) == {"CSE-26"}


def test_without_a_place_nothing_is_made():
    make_rooms(SimpleNamespace(date=timezone.localdate()))
    assert not Institution.objects.exists()
    assert not CameraConsent.objects.exists()
