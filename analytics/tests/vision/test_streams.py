"""Streams that break off: reached again a few times, then said to be gone; asked to stop, left."""

import io
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.management import CommandError, call_command

cv2 = pytest.importorskip("cv2", reason="requirements/vision.txt is not installed")

import numpy as np  # noqa: E402

from analytics.vision import sources  # noqa: E402
from analytics.vision.haar import HaarDetector  # noqa: E402
from analytics.vision.sources import Source  # noqa: E402
from students.models import CameraSession  # noqa: E402
from students.tests import factories as make  # noqa: E402
from students.tests.imports.test_cameras import consent  # noqa: E402

FRAMES = 30


class HangingUp(BaseHTTPRequestHandler):
    """A camera that sends some pictures and hangs up, and from the third call on sends none."""

    def do_GET(self):
        self.server.calls += 1
        if self.server.calls > 2:
            self.send_error(503)
            return
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()
        _fine, picture = cv2.imencode(".jpg", np.full((48, 64, 3), 90, np.uint8))
        for _number in range(FRAMES):
            head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {picture.size}\r\n\r\n"
            self.wfile.write(head.encode() + picture.tobytes() + b"\r\n")

    def log_message(self, *_told):
        pass


@pytest.fixture
def camera(monkeypatch):
    """The address of such a camera on this machine; waiting takes no time."""
    monkeypatch.setattr(sources, "WAITS", (0, 0, 0))
    server = HTTPServer(("127.0.0.1", 0), HangingUp)
    server.calls = 0
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/room"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_stream_that_breaks_off_is_reached_again_so_often_and_no_more(camera):
    told = []
    with Source(camera, told.append) as source:
        seen = len(list(source.frames(1)))
        assert source.has_broken_off
    assert seen > 0
    assert told[:2] == [
        "It broke off. Try 1 of 3 to reach it again, in 0 s.",
        "It is there again.",
    ]
    assert told[-1] == "It broke off. Try 3 of 3 to reach it again, in 0 s."
    assert len(told) == 5


def test_who_asks_to_stop_while_it_is_tried_need_not_wait(camera):
    stops = []
    with Source(camera, stops.append, lambda: bool(stops)) as source:
        list(source.frames(1))
        assert not source.has_broken_off
    assert len(stops) == 1


@pytest.mark.django_db
def test_what_was_counted_before_it_broke_off_is_kept(camera, monkeypatch):
    consent(make.batch(make.institution(), "FSD-01").institution)
    monkeypatch.setattr(HaarDetector, "states", lambda self, frame: ["focused"])

    with pytest.raises(CommandError, match="what was counted until then is kept"):
        call_command(
            "measure_engagement", camera, batch="FSD-01", every="1ms", stdout=io.StringIO()
        )

    session = CameraSession.objects.get()
    assert (session.source, session.outcome) == ("stream", "failed")
    assert session.minutes.get().focused > 0
