"""Turning measuring by camera on and off: by whom, what is refused, what goes, and the sign."""

import datetime

import pytest
from django.utils import timezone

from students.access import visible_to
from students.imports.camera_consents import delete_expired
from students.models import (
    Batch,
    CameraConsent,
    CameraSession,
    Institution,
    Membership,
    RecordChange,
    Role,
    User,
)
from students.models.cameras import camera_consents

pytestmark = pytest.mark.django_db
TYPED = {
    "region": "india",
    "purpose": "Find the hours that hold a room.",
    "notice": "We count faces.",
    "lawful_basis": "Consent in writing",
    "contact": "office@example.org",
    "retention_days": "30",
}


def person(name, institution, role):
    user = User.objects.create_user(name)
    Membership.objects.create(user=user, institution=institution, role=role)
    return user


@pytest.fixture
def institution():
    return Institution.objects.create(code="I", name="Institute")


@pytest.fixture
def principal(institution, client):
    user = person("principal", institution, Role.PRINCIPAL)
    client.force_login(user)
    return user


def address(institution, tail=""):
    return f"/classroom/{institution.pk}/{tail}"


def session(institution, days=1):
    batch = Batch.objects.get_or_create(institution=institution, code="B1")[0]
    now = timezone.now()
    return CameraSession.objects.create(
        institution=institution,
        batch=batch,
        consent=CameraConsent.objects.filter(institution=institution).first(),
        started_at=now,
        heard_at=now,
        source="file",
        every_ms=1000,
        detector="haar",
        delete_on=timezone.localdate() + datetime.timedelta(days=days),
    )


def test_the_principal_turns_it_on_and_the_row_says_who(client, principal, institution):
    assert client.post(address(institution), TYPED).status_code == 302
    row = CameraConsent.objects.get()
    assert (row.is_on, row.retention_days, row.user_id) == (True, 30, principal.pk)
    assert visible_to(principal).rooms == {institution.pk}
    page = client.get(address(institution))
    assert "Find the hours that hold a room." in page.text
    assert "principal" in page.text


def test_it_is_refused_in_the_european_union(client, principal, institution):
    page = client.post(address(institution), {**TYPED, "region": "eu"})
    assert "Article 5(1)(f), emotions must not be inferred" in page.text
    assert not CameraConsent.objects.exists()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("retention_days", "0", "greater than or equal to 1"),
        ("retention_days", "366", "less than or equal to 365"),
        ("purpose", " ", "This field is required."),
        ("region", "moon", "Select a valid choice."),
    ],
)
def test_what_is_missing_or_out_of_range_is_said(
    client, principal, institution, name, value, sentence
):
    page = client.post(address(institution), {**TYPED, name: value})
    assert page.status_code == 200
    assert sentence in page.text
    assert not CameraConsent.objects.exists()


def test_turning_it_off_keeps_sessions_until_their_day(client, principal, institution):
    client.post(address(institution), TYPED)
    session(institution)
    client.post(address(institution, "off/"), {"stored": "keep"})
    assert not camera_consents([institution.pk])
    assert CameraSession.objects.count() == 1
    assert [one.is_on for one in CameraConsent.objects.all()] == [False, True]


def test_turning_it_off_may_delete_all_at_once_and_the_history_counts(
    client, principal, institution
):
    client.post(address(institution), TYPED)
    session(institution)
    session(institution)
    page = client.post(address(institution, "off/"), {"stored": "delete"}, follow=True)
    assert "It is off. 2 sessions were deleted." in page.text
    assert not CameraSession.objects.exists()
    told = RecordChange.objects.get(model="camerasession")
    assert (told.kind, told.old, told.user_id) == ("removed", "2", principal.pk)


def test_what_is_off_is_not_turned_off_again(client, principal, institution):
    page = client.post(address(institution, "off/"), follow=True)
    assert "It was off already; nothing was changed." in page.text
    assert not CameraConsent.objects.exists()


def test_the_sign_says_purpose_retention_and_contact_in_two_languages(
    client, principal, institution
):
    client.post(address(institution), TYPED)
    page = client.get(address(institution, "sign/")).text
    assert page.count("Find the hours that hold a room.") == 2
    assert 'lang="en"' in page
    assert 'lang="hi"' in page
    assert "30 days, then deleted" in page
    assert "office@example.org" in page


def test_while_it_is_off_there_is_no_sign(client, principal, institution):
    page = client.get(address(institution, "sign/"), follow=True)
    assert "There is a sign once measuring is turned on." in page.text


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.ADMINISTRATOR, Role.FACULTY, Role.STUDENT])
def test_nobody_but_the_principal_turns_it_on(client, institution, role):
    client.force_login(person("somebody", institution, role))
    for tail in ("", "sign/"):
        assert client.get(address(institution, tail)).status_code == 403
    assert client.post(address(institution), TYPED).status_code == 403
    assert client.post(address(institution, "off/")).status_code == 403
    assert not CameraConsent.objects.exists()


def test_a_principal_elsewhere_finds_nothing(client, institution):
    elsewhere = Institution.objects.create(code="J", name="Elsewhere")
    client.force_login(person("stranger", elsewhere, Role.PRINCIPAL))
    assert client.get(address(institution)).status_code == 404
    assert client.post(address(institution), TYPED).status_code == 404
    assert client.post(address(institution, "off/")).status_code == 404
    client.post(address(elsewhere), TYPED)
    assert client.post(f"/classroom/sessions/{session(elsewhere).pk}/delete/").status_code == 302
    CameraConsent.objects.create(institution=institution, is_on=True, **TYPED)
    one = session(institution)
    assert client.post(f"/classroom/sessions/{one.pk}/delete/").status_code == 404
    assert CameraSession.objects.get() == one


def test_sessions_are_deleted_on_their_day_and_counted(principal, client, institution):
    client.post(address(institution), TYPED)
    session(institution, days=0)
    session(institution, days=-3)
    kept = session(institution, days=1)
    assert delete_expired() == 2
    assert CameraSession.objects.get() == kept
    assert RecordChange.objects.get(model="camerasession").old == "2"
    assert delete_expired() == 0


def test_nothing_past_its_day_is_in_sight(principal, client, institution):
    client.post(address(institution), TYPED)
    session(institution, days=0)
    assert not visible_to(principal).camera_sessions().exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_institution_is_not_deleted_while_the_record_of_its_consent_is_there(client, method):
    place = Institution.objects.create(code="GONE", name="Gone")
    said = {name: value for name, value in TYPED.items() if name != "retention_days"}
    CameraConsent.objects.create(institution=place, is_on=False, retention_days=30, **said)
    client.force_login(User.objects.create(username="boss", is_superuser=True, is_staff=True))

    page = getattr(client, method)(
        f"/admin/students/institution/{place.pk}/delete/", {"post": "yes"}
    )

    assert "Cannot delete institution" in page.text
    assert "1 camera consent\n" in page.text.replace("</li>", "\n")
    assert Institution.objects.filter(pk=place.pk).exists()
