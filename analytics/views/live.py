"""Pages that follow what is stored: each asks every second or two whether anything has changed.

Hundreds of open pages ask, so that what answers them costs next to nothing: a signed token says
which figures a page shows, and all of them are told from one look at the database.
"""

import threading
import time
from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from analytics.metrics.pulse import (
    Place,
    engagement_pulses,
    pulses,
    student_pulses,
    word_pulses,
)
from analytics.scope import Scope

ADDRESS = "/live/"
SALT = "perfdash.live.2"
LOOK_EVERY = 0.4  # seconds
OPEN_FOR = 5  # seconds after which a page that asks no more is taken for closed


class Looks:
    """The last look at the database, and who looks next; one for each process."""

    def __init__(self, look: Callable[[], Mapping] = pulses, every: float = LOOK_EVERY):
        self.look, self.every = look, every
        self.lock, self.seen, self.at = threading.Lock(), {}, -every

    def stamp_of(self, places: Iterable[Place]) -> str:
        """What stands for the figures of these places, no older than `every` seconds."""
        with self.lock:
            if time.monotonic() - self.at >= self.every:
                self.seen, self.at = self.look(), time.monotonic()
        return stamp_of(places, self.seen)


class LooksAtStudents:
    """The same for single students: one look at all whose pages have asked of late."""

    def __init__(self, look: Callable[[Iterable[int]], Mapping] = student_pulses, every=LOOK_EVERY):
        self.look, self.every = look, every
        self.lock, self.asked, self.seen, self.at = threading.Lock(), {}, {}, -every

    def stamp_of(self, student_id: int) -> str:
        """What stands for this student's record, no older than `every` seconds."""
        with self.lock:
            now = time.monotonic()
            self.asked[student_id] = now
            if student_id not in self.seen or now - self.at >= self.every:
                self.asked = {one: at for one, at in self.asked.items() if now - at < OPEN_FOR}
                self.seen, self.at = self.look(self.asked), now
            return self.seen[student_id]


LOOKS = Looks()
LOOKS_AT_WORDS = Looks(word_pulses)
LOOKS_AT_STUDENTS = LooksAtStudents()
LOOKS_AT_ENGAGEMENT = Looks(engagement_pulses)
FIGURES, WORKLIST, STUDENT = "figures", "worklist", "student"  # what a page shows
ENGAGEMENT = "engagement"


def live(scope: Scope, seen: Mapping[Place, int] | None = None) -> dict[str, str]:
    """Where the page of a scope asks, and the stamp of what it is about to show.

    To be called, or the pulses to be `seen`, before the figures are read: what changes in between
    is then seen as a change.
    """
    places = _places(scope)
    if seen is None:
        seen = pulses([term for _, term in places])
    return _asking(FIGURES, places, stamp_of(places, seen))


def live_worklist(scope: Scope) -> dict[str, str]:
    """The same for who waits for a word, which depends on words and on the day as well."""
    places = _places(scope)
    terms = [term for _, term in places]
    figures, words = (stamp_of(places, look(terms)) for look in (pulses, word_pulses))
    return _asking(WORKLIST, places, _today(figures, words))


def live_engagement(scope: Scope) -> dict[str, str]:
    """The same for online learning, whose weeks change no figure of marks, and which are over or
    not depending on the day."""
    places = _places(scope)
    terms = [term for _, term in places]
    figures, weeks = (stamp_of(places, look(terms)) for look in (pulses, engagement_pulses))
    return _asking(ENGAGEMENT, places, _today(figures, weeks))


def live_student(student_id: int) -> dict[str, str]:
    """The same for one student's record and the words with them."""
    return _asking(STUDENT, student_id, student_pulses([student_id])[student_id])


def stamp_of(places: Iterable[Place], seen: Mapping[Place, object]) -> str:
    """The pulses of these places in one text."""
    return "-".join(str(seen.get(tuple(place), 0)) for place in places)


def _today(*stamps: str) -> str:
    return "_".join([*stamps, str(timezone.localdate())])


def _places(scope: Scope) -> list[Place]:
    return sorted((term.institution_id, term.pk) for term in scope.terms)


def _asking(kind: str, what, stamp: str) -> dict[str, str]:
    token = signing.dumps((kind, what), salt=SALT, compress=True)
    return {"url": f"{ADDRESS}{token}/", "stamp": stamp}


def answering(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware: answer the pages' question before a session is read for it.

    The answer tells that something has changed and nothing else, to who was shown a page of it.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ADDRESS):
            return get_response(request)
        answer = answer_to(request.path_info.removeprefix(ADDRESS).rstrip("/"))
        answer["Cache-Control"] = "no-store"
        return answer

    return respond


def answer_to(token: str) -> HttpResponse:
    """The stamp now, as plain text; 404 for a token that is none of ours, or is too old."""
    try:
        kind, what = signing.loads(token, salt=SALT, max_age=settings.SESSION_COOKIE_AGE)
    except signing.BadSignature:
        return HttpResponse(status=404)
    return HttpResponse(stamp_now(kind, what), content_type="text/plain; charset=utf-8")


def stamp_now(kind: str, what: list[Place] | int) -> str:
    """What stands for what a page of this kind shows, no older than a moment."""
    if kind == STUDENT:
        return LOOKS_AT_STUDENTS.stamp_of(what)
    figures = LOOKS.stamp_of(what)
    if kind == FIGURES:
        return figures
    if kind == ENGAGEMENT:
        return _today(figures, LOOKS_AT_ENGAGEMENT.stamp_of(what))
    return _today(figures, LOOKS_AT_WORDS.stamp_of(what))
