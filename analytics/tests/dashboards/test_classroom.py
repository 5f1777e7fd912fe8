"""The page of rooms measured by camera: its figures, who sees it, and what it says when empty."""

import datetime
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from analytics.dashboards import classroom_reliability
from analytics.vision import packages
from students.models import (
    Batch,
    BatchTrainer,
    Branch,
    CameraConsent,
    CameraMinute,
    CameraSession,
    Institution,
    Membership,
    Role,
    Staff,
    User,
)

pytestmark = pytest.mark.django_db
PAGE = "/dashboards/classroom/"
SAID = {
    "region": "india",
    "purpose": "See hours.",
    "notice": "A camera counts.",
    "lawful_basis": "Consent",
    "contact": "office",
    "retention_days": 30,
}


def person(name, institution, role, branch=None):
    user = User.objects.create_user(name)
    Membership.objects.create(user=user, institution=institution, role=role, branch=branch)
    return user


def measured(batch, *counts, days_ago=0, delete_in=30, outcome="finished"):
    """A session whose minutes are (faces, focused, neutral, distracted, faceless)."""
    begun = timezone.now() - datetime.timedelta(days=days_ago)
    ended = begun + datetime.timedelta(minutes=5) if outcome else None
    row = CameraSession.objects.create(
        institution=batch.institution,
        batch=batch,
        consent=CameraConsent.objects.filter(institution=batch.institution).first(),
        started_at=begun,
        heard_at=begun,
        ended_at=ended,
        outcome=outcome,
        source="file",
        every_ms=1000,
        detector="haar 4.14",
        run_by=User.objects.filter(username="principal").first(),
        delete_on=timezone.localdate() + datetime.timedelta(days=delete_in),
    )
    for number, (faces, focused, neutral, distracted, faceless) in enumerate(counts):
        CameraMinute.objects.create(
            session=row,
            number=number,
            faces=faces,
            focused=focused,
            neutral=neutral,
            distracted=distracted,
            faceless=faceless,
        )
    return row


@pytest.fixture
def institution():
    return Institution.objects.create(code="I", name="Institute")


@pytest.fixture
def branch(institution):
    return Branch.objects.create(institution=institution, code="CS", title="Computing")


@pytest.fixture
def batch(institution, branch):
    return Batch.objects.create(institution=institution, branch=branch, code="B1")


@pytest.fixture
def principal(institution, client):
    user = person("principal", institution, Role.PRINCIPAL)
    client.force_login(user)
    return user


@pytest.fixture
def consent(institution):
    return CameraConsent.objects.create(institution=institution, is_on=True, **SAID)


def test_engagement_is_of_frames_with_a_face_and_the_others_stand_apart(
    client, principal, consent, batch
):
    measured(batch, (30, 2, 1, 0, 7), (10, 0, 0, 1, 0))
    page = client.get(PAGE)
    assert "B1: 50.0\u00a0% of the frames with a face were focused" in page.text
    rows = client.get(f"{PAGE}room-minutes.csv").text.splitlines()
    assert rows[1].split(",")[:4] == ["1", "66.7", "3", "7"]
    assert rows[2].split(",")[:4] == ["2", "0.0", "1", "0"]


def test_a_session_without_a_face_has_no_engagement_which_is_not_zero(
    client, principal, consent, batch
):
    measured(batch, (0, 0, 0, 0, 9))
    assert "No face was seen in any session" in client.get(PAGE).text
    assert client.get(f"{PAGE}room-minutes.csv").text.splitlines()[1].startswith("1,–,0,9")


def test_several_batches_stand_side_by_side_and_one_is_led_to(
    client, principal, consent, batch, institution
):
    other = Batch.objects.create(institution=institution, code="B2")
    measured(batch, (4, 1, 0, 3, 0))
    measured(other, (4, 4, 0, 0, 0))
    text = client.get(PAGE).text
    assert "62.5\u00a0% of the frames with a face were focused" in text
    assert "institution=I&amp;batch=B2" in text
    assert "cannot be told: it takes 6 batches" in text
    assert "B2: 100.0\u00a0%" in client.get(f"{PAGE}?batch=B2").text


def test_a_session_says_who_ran_it_and_when_it_goes_and_can_be_looked_at(
    client, principal, consent, batch
):
    older = measured(batch, (1, 0, 0, 1, 0), days_ago=3)
    measured(batch, (1, 1, 0, 0, 0), outcome="")
    text = client.get(f"{PAGE}?session={older.pk}").text
    assert "0.0\u00a0% of the frames with a face were focused" in text
    assert text.count(">principal<") >= 2
    assert "Running" in text
    assert "haar 4.14" in text


def test_of_several_sessions_the_newest_is_shown_first(client, principal, consent, batch):
    measured(batch, (1, 0, 0, 1, 0), days_ago=3)
    measured(batch, (1, 1, 0, 0, 0))
    measured(batch, (1, 0, 1, 0, 0), days_ago=1)
    assert client.get(f"{PAGE}room-minutes.csv").text.splitlines()[1].startswith("1,100.0")


def test_one_past_its_day_is_not_shown_though_the_night_has_not_come(
    client, principal, consent, batch
):
    row = measured(batch, (1, 1, 0, 0, 0), delete_in=0)
    assert "No room has been measured here" in client.get(PAGE).text
    assert client.get(f"{PAGE}?session={row.pk}").status_code == 404


def test_of_many_sessions_the_newest_are_listed_and_of_a_batch_all(
    client, principal, consent, batch
):
    for _ in range(14):
        measured(batch, (1, 1, 0, 0, 0))
    listed = {
        query: next(
            table
            for table, _files in client.get(PAGE + query).context["tables"]
            if table.kind == "rooms-sessions"
        )
        for query in ("", "?batch=B1")
    }
    assert (len(listed[""].lines), len(listed["?batch=B1"].lines)) == (12, 14)
    assert listed[""].subtitle.startswith("The newest 12 of 14")


def test_while_it_is_off_the_page_says_who_turns_it_on(client, principal, batch):
    text = client.get(PAGE).text
    assert "Measuring rooms by camera is off. The principal can turn it on." in text
    assert 'href="/classroom/"' in text


def test_without_opencv_it_says_how_to_add_it(client, principal, consent, batch, monkeypatch):
    monkeypatch.setattr(packages, "are_there", lambda: False)
    assert "pip install --require-hashes -r requirements/vision.txt" in client.get(PAGE).text
    monkeypatch.setattr(packages, "are_there", lambda: True)
    assert "measure_engagement SOURCE --batch CODE" in client.get(PAGE).text


def test_the_tab_is_there_only_where_it_is_on(client, principal, institution):
    link = f'href="{PAGE}'
    assert link not in client.get("/dashboards/batches/").text
    CameraConsent.objects.create(institution=institution, is_on=True, **SAID)
    assert link in client.get("/dashboards/batches/").text
    CameraConsent.objects.create(institution=institution, is_on=False, **SAID)
    assert link not in client.get("/dashboards/batches/").text


def test_a_trainer_sees_the_own_batch_and_a_head_the_branch(
    client, consent, batch, institution, branch
):
    measured(batch, (1, 1, 0, 0, 0))
    other = Batch.objects.create(institution=institution, code="CANARY")
    hidden = measured(other, (1, 0, 0, 1, 0))
    trainer = person("trainer", institution, Role.FACULTY)
    staff = Staff.objects.create(institution=institution, user=trainer, name="T", code="T")
    BatchTrainer.objects.create(batch=batch, staff=staff)
    for user in (trainer, person("head", institution, Role.HEAD, branch)):
        client.force_login(user)
        page = client.get(PAGE)
        assert "B1: 100.0\u00a0%" in page.text
        assert "CANARY" not in page.text
        assert client.get(f"{PAGE}?session={hidden.pk}").status_code == 404
        assert client.get(f"{PAGE}?batch=CANARY").status_code == 404


@pytest.mark.parametrize(
    "role", [Role.MENTOR, Role.ACCOUNTANT, Role.STUDENT, Role.REGISTRAR, Role.MANAGER]
)
def test_it_is_no_page_of_other_roles(client, consent, batch, institution, role):
    client.force_login(person("somebody", institution, role))
    for tail in ("", "1.csv", "room-weeks.xlsx"):
        assert client.get(PAGE + tail).status_code == 403


def test_a_principal_elsewhere_finds_nothing(client, consent, batch):
    row = measured(batch, (1, 1, 0, 0, 0))
    elsewhere = Institution.objects.create(code="J", name="Elsewhere")
    client.force_login(person("stranger", elsewhere, Role.PRINCIPAL))
    assert "B1" not in client.get(PAGE).text
    for query in (f"session={row.pk}", "batch=B1", "institution=I", "session=x", "session=9" * 40):
        assert client.get(f"{PAGE}?{query}").status_code == 404


def test_the_measured_reliability_is_printed(
    client, principal, consent, batch, monkeypatch, tmp_path
):
    found = tmp_path / "measured.json"
    monkeypatch.setattr(classroom_reliability, "MEASURED", found)
    assert "has not been measured here" in client.get(PAGE).text
    found.write_text("{broken")
    assert "has not been measured here" in client.get(PAGE).text
    focused = {"precision": [9, 10], "recall": [3, 4]}
    told = {"frames": 120, "focused": focused, "false_faces": [2, 50]}
    found.write_text(json.dumps(told))
    text = client.get(PAGE).text
    assert "called focused 90.0\u00a0% were, and 75.0\u00a0% of the focused were found" in text
    assert "2 faces were seen in 50 pictures" in text
    assert "Turned heads are missed" not in text
    left = {"focused": {"focused": 7, "neutral": 2, "no face": 1}, "looking_away": {"no face": 3}}
    found.write_text(json.dumps(told | {"held_out": {"people": 9, "left_out": left}}))
    text = client.get(PAGE).text
    assert "of 10 pictures turned to the camera 7 counted as focused, 1 were not found" in text
    assert "of 3 turned away 0 counted as focused, 3 were not found" in text
    assert "Turned heads are missed more often, so that a large room comes out too high." in text
    found.write_text(json.dumps(told | {"held_out": {"people": 9}}))
    assert "has not been measured here" in client.get(PAGE).text


def test_more_sessions_cost_no_more_queries(client, principal, consent, batch):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(PAGE).status_code == 200
        return len(found)

    measured(batch, (1, 1, 0, 0, 0))
    first = count()
    for days in range(1, 12):
        measured(batch, (1, 1, 0, 0, 0), (2, 0, 1, 1, 0), days_ago=days)
    assert count() == first


def test_files_hold_what_the_page_shows(client, principal, consent, batch):
    measured(batch, (1, 1, 0, 0, 0))
    for name in ("1.csv", "2.csv", "room-weeks.csv", "room-minutes.xlsx", "2.xlsx"):
        assert client.get(PAGE + name).status_code == 200
    assert client.get(f"{PAGE}3.csv").status_code == 404
    assert client.get(f"{PAGE}other.csv").status_code == 404


def test_an_interval_of_whole_seconds_is_said_in_seconds(client, principal, consent, batch):
    client.force_login(principal)
    row = measured(batch, (1, 1, 0, 0, 0))
    assert "every 1 s" in client.get(PAGE).content.decode()
    CameraSession.objects.filter(pk=row.pk).update(every_ms=1500)
    assert "every 1,500 ms" in client.get(PAGE).content.decode()
