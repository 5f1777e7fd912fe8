"""What a superuser would store, sent by somebody else, is stored for who may, and no other."""

import shutil

import pytest
from django.conf import settings
from django.test import override_settings

from analytics.tests.walk.people import EVERYBODY, SUPERUSER
from analytics.tests.walk.sending import Sending
from analytics.tests.walk.sendings import sendings
from analytics.tests.walk.steps import Walker, tables
from analytics.tests.walk.verdicts import Case, body, leaks
from analytics.tests.walk.world import OWN
from students.models import User

pytestmark = pytest.mark.django_db
SUPERUSER_AT = [field.column for field in User._meta.local_concrete_fields].index("is_superuser")

# What stores nothing for a superuser either, and why.
STORES_NOTHING = {
    "admin:students_mark_change",  # leads to the page of the term
    "admin:students_termattendance_change",
    "admin:students_subjectattendance_change",
    "admin:students_group_delete",  # institutions hang on it
    "admin:students_group_changelist",
    "admin:students_institution_delete",  # everything hangs on it
    "admin:students_institution_changelist",
    "revoke-token",  # tokens are ended by their owners alone
    "remove-view",  # and views removed by theirs
}


@pytest.fixture(scope="package")
def planned(world, known_addresses):
    return sendings(world, known_addresses)


@pytest.fixture
def tried(planned, tmp_path):
    """What is sent; the staged plans, which no database takes back, are each time a fresh copy."""
    staged = shutil.copytree(settings.STAGING_DIR, tmp_path / "staged")
    with override_settings(STAGING_DIR=staged):
        yield planned


def send(walker: Walker, one: Sending):
    """Return the answer, all it stored being taken back."""
    sent = {"data": one.data, "content_type": one.content_type, "headers": one.headers}
    return walker.step(one.method, one.path, **sent)


@pytest.mark.parametrize("person", EVERYBODY)
def test_a_write_is_stored_for_who_may_and_no_other(world, tried, person, record_property):
    walker, faults = Walker(world.users.get(person)), []
    before = tables()
    for one in tried:
        case = Case(person, one.method, one.row, one.path, one.ownership)
        answer = send(walker, one)
        seen = [word for word in leaks(case, body(answer)) if word not in one.typed]
        problems = [f"shows {word}" for word in seen]
        if answer.status_code >= 500:
            problems.append(f"{answer.status_code}")
        if answer.changed not in (None, before):
            if case.standing != "allowed":
                problems.append("was stored")
            if person != SUPERUSER and superusers(answer.changed) != superusers(before):
                problems.append("made a superuser")
        faults += [f"{case}: {problem}: {one.typed[:200]}" for problem in problems]

    record_property("writes tried", len(tried))
    assert not faults, "\n".join(faults)


def superusers(rows: dict[str, list]) -> int:
    """How many there are in a copy of all tables."""
    return sum(bool(row[SUPERUSER_AT]) for row in rows["students_user"])


def test_the_writes_bite(world, tried):
    walker = Walker(world.users[SUPERUSER])
    before = tables()
    own = [one for one in tried if one.ownership == OWN]

    stored = {one.row.name for one in own if send(walker, one).changed not in (None, before)}

    assert {one.row.name for one in own} - stored == STORES_NOTHING
