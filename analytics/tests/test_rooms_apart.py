"""What a camera counted in a room is asked for by no risk, key figure, prediction or mark sheet."""

import datetime
import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from analytics.kpis.nights import keep
from analytics.mark_sheets.contents import contents_of
from analytics.prediction.retraining import retrain
from students.models import Batch, CameraConsent, CameraSession, TermResult
from students.tests import factories as make

pytestmark = pytest.mark.django_db
TABLES = ("camerasession", "cameraminute")


def quiet(rows, words):
    return rows


@pytest.fixture
def result():
    place = make.institution()
    batch = Batch.objects.create(institution=place, code="B1")
    with TermResult.objects.refreshing():
        found = make.result(make.term(place), make.student(place, "R1", "Asha"), batch=batch)
        make.mark(found, "Mathematics", 71)
        make.attendance(found, held=90, attended=61)
    return found


def room(result, days=1):
    said = dict.fromkeys(("purpose", "notice", "lawful_basis", "contact"), "Said")
    consent = CameraConsent.objects.create(
        institution=result.institution, is_on=True, region="india", retention_days=30, **said
    )
    now = timezone.now()
    return CameraSession.objects.create(
        institution=result.institution,
        batch=result.batch,
        consent=consent,
        started_at=now,
        heard_at=now,
        source="camera",
        every_ms=1000,
        detector="haar",
        delete_on=timezone.localdate() + datetime.timedelta(days=days),
    )


def test_marks_key_figures_models_and_mark_sheets_never_ask_for_it(result):
    room(result)
    with CaptureQueriesContext(connection) as asked:
        with TermResult.objects.refreshing([result.pk]):
            pass
        keep(timezone.localdate(), [result.institution], quiet)
        retrain(timezone.localdate(), quiet, False)
        contents_of([result.pk])
    assert len(asked) > 10
    named = [one["sql"] for one in asked if any(table in one["sql"] for table in TABLES)]
    assert not named


def test_the_night_deletes_what_is_past_its_day_and_says_how_many(result):
    room(result, days=0)
    kept = room(result)
    said = io.StringIO()
    call_command("nightly", "--no-predictions", "--dry-run", stdout=said, stderr=io.StringIO())
    assert CameraSession.objects.count() == 2
    call_command("nightly", "--no-predictions", stdout=said, stderr=io.StringIO())
    assert "Sessions of measured rooms, deleted on their day: 1." in said.getvalue()
    assert CameraSession.objects.get() == kept
