"""The door for minutes of a room: who may open it, what it refuses, and what it keeps."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from students.imports.engagement import MeasuringRefused, open_session
from students.models import (
    Batch,
    BatchTrainer,
    CameraConsent,
    CameraMinute,
    CameraSession,
    Institution,
    Membership,
    Role,
    Staff,
    Subject,
    User,
)
from students.models.guards import WrittenOnceError
from students.rules.room_engagement import Minute

pytestmark = pytest.mark.django_db
SAID = {
    "region": "india",
    "purpose": "See which hours hold a room.",
    "notice": "A camera counts faces.",
    "lawful_basis": "Consent of everybody in the room",
    "contact": "office@example.org",
    "retention_days": 30,
}


def consent(institution, is_on=True, **said):
    return CameraConsent.objects.create(institution=institution, is_on=is_on, **{**SAID, **said})


def person(name, institution, role):
    user = User.objects.create_user(name)
    Membership.objects.create(user=user, institution=institution, role=role)
    return user


@pytest.fixture
def institution():
    return Institution.objects.create(code="I", name="Institute")


@pytest.fixture
def batch(institution):
    return Batch.objects.create(institution=institution, code="B1")


@pytest.fixture
def principal(institution):
    return person("principal", institution, Role.PRINCIPAL)


def opened(user, batch, subject=None, source_kind="file", every_ms=1000):
    told = {"source_kind": source_kind, "every_ms": every_ms, "detector": "haar 4.14"}
    return open_session(user, batch, subject, **told)


def test_a_session_keeps_its_minutes_who_ran_it_and_the_day_it_goes(batch, principal):
    consent(batch.institution)
    session = opened(principal, batch)
    session.add(Minute(0, 90, 20, 5, 5, 2))
    session.close("finished")
    row = CameraSession.objects.get()
    assert row.run_by == principal
    assert row.delete_on == timezone.localdate() + datetime.timedelta(days=30)
    assert [one.counted for one in row.minutes.all()] == [Minute(0, 90, 20, 5, 5, 2)]
    assert row.outcome == "finished"
    session.close("failed")
    assert CameraSession.objects.get().outcome == "finished"


def test_it_is_off_until_somebody_turns_it_on(batch, principal):
    with pytest.raises(MeasuringRefused, match="Measuring rooms by camera is off at Institute"):
        opened(principal, batch)
    consent(batch.institution)
    consent(batch.institution, is_on=False)
    with pytest.raises(MeasuringRefused, match="is off at Institute"):
        opened(principal, batch)
    assert not CameraSession.objects.exists()


@pytest.mark.parametrize(
    "role", [Role.MENTOR, Role.ACCOUNTANT, Role.STUDENT, Role.REGISTRAR, Role.ADMINISTRATOR]
)
def test_other_roles_are_refused_in_a_sentence(batch, role):
    consent(batch.institution)
    user = person("somebody", batch.institution, role)
    with pytest.raises(MeasuringRefused, match="somebody may not measure rooms"):
        opened(user, batch)


def test_who_works_on_the_server_measures_without_an_account_and_nobody_else_does(batch):
    consent(batch.institution)
    assert opened(None, batch).row.run_by is None
    with pytest.raises(MeasuringRefused, match="may not measure rooms"):
        opened(AnonymousUser(), batch)


def test_a_trainer_measures_the_own_batch_alone(batch):
    consent(batch.institution)
    user = person("trainer", batch.institution, Role.FACULTY)
    staff = Staff.objects.create(institution=batch.institution, user=user, name="T", code="T")
    BatchTrainer.objects.create(batch=batch, staff=staff)
    assert opened(user, batch).pk
    other = Batch.objects.create(institution=batch.institution, code="B2")
    with pytest.raises(MeasuringRefused, match="There is no batch B2 that trainer may measure"):
        opened(user, other)


def test_a_principal_of_another_institution_is_told_of_no_batch(batch):
    consent(batch.institution)
    elsewhere = Institution.objects.create(code="J", name="Elsewhere")
    with pytest.raises(MeasuringRefused, match="There is no batch B1"):
        opened(person("stranger", elsewhere, Role.PRINCIPAL), batch)


def test_what_does_not_fit_is_refused(batch, principal):
    consent(batch.institution)
    elsewhere = Institution.objects.create(code="J", name="Elsewhere")
    subject = Subject.objects.create(institution=elsewhere, code="S", title="S")
    with pytest.raises(MeasuringRefused, match="The subject S is not of the institution"):
        opened(principal, batch, subject)
    with pytest.raises(MeasuringRefused, match="“dream” is no kind of source"):
        opened(principal, batch, source_kind="dream")
    with pytest.raises(MeasuringRefused, match="every 1 to 60000 milliseconds"):
        opened(principal, batch, every_ms=0)


def test_a_running_session_ends_when_consent_does(batch, principal):
    consent(batch.institution)
    session = opened(principal, batch)
    session.add(Minute(0, 1, 1))
    consent(batch.institution, is_on=False)
    with pytest.raises(MeasuringRefused, match="was turned off at Institute"):
        session.add(Minute(1, 1, 1))
    assert CameraMinute.objects.count() == 1


def test_a_session_that_was_deleted_takes_no_more_minutes(batch, principal):
    consent(batch.institution)
    session = opened(principal, batch)
    CameraSession.objects.all().delete()
    with pytest.raises(MeasuringRefused, match="or the session was deleted"):
        session.add(Minute(0, 1, 1))


def test_a_silent_session_counts_as_interrupted(batch, principal):
    consent(batch.institution)
    row = opened(principal, batch).row
    assert row.state(row.heard_at) == "Running"
    assert row.state(row.heard_at + datetime.timedelta(minutes=6)) == "Interrupted"


def test_consent_is_only_ever_added_to(institution):
    row = consent(institution)
    with pytest.raises(WrittenOnceError):
        row.save()
    with pytest.raises(WrittenOnceError):
        CameraConsent.objects.all().delete()


@pytest.mark.parametrize(
    "said", [{"region": "eu"}, {"region": "mars"}, {"retention_days": 0}, {"purpose": ""}]
)
def test_the_database_refuses_a_consent_that_does_not_hold(institution, said):
    with pytest.raises(IntegrityError), transaction.atomic():
        consent(institution, **said)


@pytest.mark.parametrize("counts", [(1, 2, 0, 0, 0), (3, 0, 0, 0, 5)])
def test_the_database_refuses_faces_that_do_not_fit_the_frames(batch, principal, counts):
    consent(batch.institution)
    session = opened(principal, batch)
    with pytest.raises(IntegrityError), transaction.atomic():
        session.add(Minute(0, *counts))
