"""A college with a student at high risk, everybody who might be told, and a clock."""

import datetime
from unittest import mock

import pytest
from django.utils import timezone

from analytics.alerts.raising import raise_alerts
from analytics.tests.contacts.conftest import people, result  # noqa: F401 (fixtures)
from students.models import Mentorship, Role
from students.tests import factories as make


def ago(days):
    """So many days ago."""
    return timezone.localdate() - datetime.timedelta(days=days)


def at(days):
    """What happens inside is written down as of so many days ago."""
    moment = timezone.now() - datetime.timedelta(days=days)
    return mock.patch("django.utils.timezone.now", return_value=moment)


def reader(role, place, name):
    """Somebody with an address."""
    person = make.member(role, place, name=name)
    person.email = f"{name}@example.edu"
    person.save()
    return person


def kinds(raised):
    """The kinds of what was raised, each as often as it was."""
    return sorted(kind for kind, count in raised.counts.items() for _ in range(count))


@pytest.fixture
def night():
    """Raise what an institution's rules find today, or so many days ago."""

    def raised(place, days=0):
        return raise_alerts(place, ago(days))

    return raised


@pytest.fixture
def fallen():
    """Somebody at 74 of 100 classes, below the usual line since three days, and fine otherwise."""
    with at(3):
        one = make.result(make.running_term())
        make.mark(one, score=80)
        make.attendance(one, held=100, attended=74)
    one.refresh_from_db()
    return one


@pytest.fixture
def mentor_of_fallen(fallen):
    """Their mentor, with an address."""
    person = reader(Role.MENTOR, fallen.institution, "mira")
    staff = make.staff(fallen.institution, "Mira", person)
    Mentorship.objects.create(staff=staff, student=fallen.student)
    return person
