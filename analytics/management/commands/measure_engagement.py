"""measure_engagement: how a room is turned, counted minute by minute; no picture is kept."""

import json
import re
import signal
import sys
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError
from tqdm import tqdm

from analytics.vision import packages
from students.imports.engagement import MeasuringRefused, open_session
from students.management.registers import RegisterCommand
from students.models import Batch, CameraSession, Subject, User
from students.rules.keys import key_of
from students.rules.room_engagement import STATES, engagement

SPAN = re.compile(r"(?P<number>[0-9]{1,5}(?:\.[0-9]{1,3})?)(?P<unit>ms|s|m)?")
UNITS = {"ms": 1, "s": 1000, "m": 60_000, None: 1000}
MOST = 60_000
UNSEEN = (
    "no face was seen (does the picture stand upright, see --turn, and are the faces large enough?)"
)


class Command(RegisterCommand):
    help = (
        "Look at a video file, a camera (its number) or a stream (its address) and count how many "
        "frames show a room that is turned to the front. Nobody is recognised and no picture is "
        "kept: only numbers, minute by minute, of a batch. Its institution must have turned it on."
    )

    def add_arguments(self, parser):
        parser.add_argument("source", help="a video file, a camera's number, or a stream's address")
        parser.add_argument("--batch", required=True, metavar="CODE", help="of whom the room is")
        parser.add_argument("--subject", metavar="CODE", help="what is taught, where it is known")
        parser.add_argument("--institution", metavar="CODE", help="where several have such a batch")
        parser.add_argument("--every", default="1s", metavar="SPAN", help="1s, 500ms …")
        parser.add_argument(
            "--turn",
            type=int,
            choices=(0, 90, 180, 270),
            default=0,
            help="degrees clockwise that turn the picture upright: 180 for a camera on its head",
        )
        parser.add_argument(
            "--user", metavar="USERNAME", help="who measures, as every session says"
        )
        parser.add_argument("--model", type=Path, metavar="FILE", help="a YuNet model, as ONNX")
        parser.add_argument("--json", action="store_true", help="a summary as JSON on stdout")

    def handle(self, *args, source, every, turn, **options):
        if not packages.are_there():
            raise CommandError(str(packages.MISSING))
        batch = named_batch(options["batch"], options["institution"])
        subject = named_subject(batch, options["subject"])
        user, every = named_user(options["user"]), span(every)
        from analytics.vision.detectors import VisionError  # OpenCV is an optional package
        from analytics.vision.measuring import Watch, measure
        from analytics.vision.sources import Source

        try:
            detector = detector_of(options["model"])
            with stopping() as stopped, Source(source, self._said, stopped, turn) as opened:
                told = {"source_kind": opened.kind, "every_ms": every, "detector": detector.name}
                session = open_session(user, batch, subject, **told)
                with shown(opened.length) as show:
                    done = measure(opened, detector, every, session, Watch(show, stopped))
        except (VisionError, MeasuringRefused) as error:
            raise CommandError(str(error)) from error
        session.row.refresh_from_db(fields=["outcome"])
        self._tell(session.row, done, opened.lost, options["json"])
        if opened.has_broken_off:
            raise CommandError(
                "It broke off and could not be reached again; what was counted until then is kept."
            )

    def _said(self, words: str):
        """Tell what happens to the source beside the live line, which is drawn anew."""
        tqdm.write(words, file=sys.stderr)

    def _tell(self, session: CameraSession, done: list, lost: int, as_json: bool):
        counts = {name: sum(getattr(one, name) for one in done) for name in (*STATES, "faceless")}
        found = engagement(done)
        summary = {
            "session": session.pk,
            "minutes": len(done),
            "frames": sum(counts.values()),
            "faces": sum(one.faces for one in done),
            **counts,
            "lost": lost,
            "engagement": None if found is None else round(float(found), 2),
            "outcome": session.outcome,
        }
        if as_json:
            self.stdout.write(json.dumps(summary))
            return
        share = UNSEEN if found is None else f"engagement {summary['engagement']} %"
        frames = "1 frame" if summary["frames"] == 1 else f"{summary['frames']} frames"
        self.stdout.write(
            f"Session {session.pk} {summary['outcome']}: {frames}, one every"
            f" {session.every_ms / 1000:g} s, {counts['faceless']} without a face, {lost} lost;"
            f" {share}."
        )


def span(text: str) -> int:
    """Milliseconds of “1s”, “500ms”, “0.5”, “1m”."""
    found = SPAN.fullmatch(text.strip().lower())
    ms = round(float(found["number"]) * UNITS[found["unit"]]) if found else 0
    if not 1 <= ms <= MOST:
        raise CommandError(f"--every: “{text}” is no span from 1ms to 60s; write 1s or 500ms.")
    return ms


def named_batch(code: str, institution: str | None) -> Batch:
    """The batch of this code; CommandError where there is none, or one in several institutions."""
    rows = Batch.objects.filter(code_key=key_of(code)).select_related("institution")
    if institution:
        rows = rows.filter(institution__code_key=key_of(institution))
    found = list(rows.order_by("institution__code_key"))
    if not found:
        raise CommandError(
            f"There is no batch {code}" + (f" at {institution}." if institution else ".")
        )
    if len(found) > 1:
        places = ", ".join(one.institution.code for one in found)
        raise CommandError(f"A batch {code} is at {places}: say --institution CODE.")
    return found[0]


def named_subject(batch: Batch, code: str | None) -> Subject | None:
    """The subject of this code at the batch's institution, or None where none is named."""
    if not code:
        return None
    found = Subject.objects.filter(institution=batch.institution_id, code_key=key_of(code)).first()
    if found is None:
        raise CommandError(f"There is no subject {code} at {batch.institution.code}.")
    return found


def named_user(username: str | None) -> User | None:
    """The account of this name, or None where none is named: then the server's own."""
    if not username:
        return None
    found = User.objects.filter(username=username, is_active=True).first()
    if found is None:
        raise CommandError(f"There is no open account {username}.")
    return found


def detector_of(model: Path | None):
    """By the operator's model where one is named, else by the cascades of OpenCV."""
    if model is None:
        from analytics.vision.haar import HaarDetector

        return HaarDetector()
    from analytics.vision.yunet import YuNetDetector

    return YuNetDetector(model)


@contextmanager
def stopping():
    """Give a function that says whether somebody has asked to stop: by Ctrl-C, or by a signal."""
    asked = []
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    for one in before:
        signal.signal(one, lambda *_told: asked.append(True))
    try:
        yield lambda: bool(asked)
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextmanager
def shown(length: int | None):
    """Show on stderr, where that is a terminal, how far it is and what was last seen."""
    seconds = None if length is None else length // 1000
    with tqdm(total=seconds, unit="s", disable=not sys.stderr.isatty(), file=sys.stderr) as bar:

        def show(at: int, faces: list[str]):
            bar.update(at // 1000 - bar.n)
            bar.set_postfix_str(f"{len(faces)} faces", refresh=False)

        yield show
