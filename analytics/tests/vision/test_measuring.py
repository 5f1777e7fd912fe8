"""The command as it is used: a video in, minutes in the register, no picture anywhere."""

import io
import json
import os
import signal
import sys

import pytest
from django.core.management import CommandError, call_command

cv2 = pytest.importorskip("cv2", reason="requirements/vision.txt is not installed")

from analytics.management.commands.measure_engagement import span  # noqa: E402
from analytics.tests.vision.videos import video  # noqa: E402
from analytics.vision import packages  # noqa: E402
from analytics.vision.haar import HaarDetector  # noqa: E402
from students.models import CameraMinute, CameraSession  # noqa: E402
from students.tests import factories as make  # noqa: E402
from students.tests.imports.test_cameras import consent  # noqa: E402

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch():
    one = make.batch(make.institution(), "FSD-01")
    consent(one.institution)
    return one


@pytest.fixture
def seen(monkeypatch):
    """Let a room be seen in which two of three look to the front, then nobody is."""
    shown = [["focused", "focused", "distracted"], []]

    def states(self, frame):
        return shown[0] if len(shown) == 1 else shown.pop(0)

    monkeypatch.setattr(HaarDetector, "states", states)
    return shown


def measured(path, **options) -> dict:
    out = io.StringIO()
    call_command("measure_engagement", str(path), batch="FSD-01", json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def test_a_video_becomes_minutes_of_a_session(batch, seen, tmp_path):
    told = measured(video(tmp_path / "room.avi"))

    session, minute = CameraSession.objects.get(), CameraMinute.objects.get()
    assert (session.batch, session.source, session.outcome) == (batch, "file", "finished")
    assert session.every_ms == 1000
    assert "Haar" in session.detector
    assert (minute.faces, minute.focused, minute.faceless) == (3, 1, 2)
    assert (told["engagement"], told["frames"], told["outcome"]) == (100.0, 3, "finished")


def test_no_picture_is_written_anywhere(batch, seen, tmp_path, settings, monkeypatch):
    path = video(tmp_path / "room.avi")
    monkeypatch.chdir(tmp_path)
    opened, before = [], files_of(tmp_path)

    def watched(event, told):
        if event == "open" and isinstance(told[0], str) and writes(told[1], told[2]):
            opened.append(told[0])

    watch.append(watched)
    try:
        measured(path)
    finally:
        watch.clear()

    assert files_of(tmp_path) == before
    assert not [one for one in opened if not one.endswith((".log", ".pyc", os.devnull))]


watch: list = []


def audit(event, told):
    for one in watch:
        one(event, told)


sys.addaudithook(audit)  # it cannot be taken away again, and does nothing without a watch


def writes(mode, flags) -> bool:
    asked = mode if isinstance(mode, str) else ""
    return any(sign in asked for sign in "wax+") or bool((flags or 0) & (os.O_WRONLY | os.O_RDWR))


def files_of(folder) -> set:
    return {(path, path.stat().st_size) for path in folder.rglob("*")}


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_keeps_what_it_has(batch, monkeypatch, tmp_path, asked):
    def states(self, frame):
        os.kill(os.getpid(), asked)
        return ["focused"]

    monkeypatch.setattr(HaarDetector, "states", states)
    told = measured(video(tmp_path / "room.avi"))

    assert (told["frames"], told["outcome"]) == (1, "stopped")
    assert CameraSession.objects.get().outcome == "stopped"
    assert CameraMinute.objects.get().focused == 1


def test_where_it_is_off_nothing_is_looked_at(tmp_path):
    make.batch(make.institution(), "FSD-01")
    with pytest.raises(CommandError, match="is off at MAIN College"):
        measured(video(tmp_path / "room.avi"))
    assert not CameraSession.objects.exists()


def test_a_file_that_is_no_video_makes_no_session(batch, tmp_path):
    (tmp_path / "room.mp4").write_bytes(b"x")
    with pytest.raises(CommandError, match="cannot be read as a video"):
        measured(tmp_path / "room.mp4")
    assert not CameraSession.objects.exists()


def test_batch_subject_and_account_are_named_as_they_are(batch, tmp_path):
    path = video(tmp_path / "room.avi")
    with pytest.raises(CommandError, match="There is no subject XX at MAIN"):
        measured(path, subject="XX")
    with pytest.raises(CommandError, match="There is no open account nobody"):
        measured(path, user="nobody")
    make.batch(make.institution("OTHER"), "FSD-01")
    with pytest.raises(CommandError, match="is at MAIN, OTHER: say --institution CODE"):
        measured(path)
    with pytest.raises(CommandError, match="There is no batch FSD-01 at NONE"):
        measured(path, institution="NONE")


def test_without_opencv_it_says_how_to_add_it(batch, monkeypatch):
    monkeypatch.setattr(packages, "are_there", lambda: False)
    with pytest.raises(CommandError, match=r"requirements/vision\.txt"):
        measured("0")


@pytest.mark.parametrize(
    ("text", "ms"), [("1s", 1000), ("500ms", 500), ("0.5", 500), ("1m", 60_000), (" 2S ", 2000)]
)
def test_a_span_is_written_in_many_ways(text, ms):
    assert span(text) == ms


@pytest.mark.parametrize("text", ["", "0", "61s", "-1s", "often", "1h", "²s"])
def test_what_is_no_span_is_refused(text):
    with pytest.raises(CommandError, match="is no span from 1ms to 60s"):
        span(text)
