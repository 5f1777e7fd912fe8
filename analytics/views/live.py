"""Pages that follow what is stored: each asks every second or two whether anything has changed.

Hundreds of open pages ask, so that what answers them costs next to nothing: a signed token says
which figures a page shows, and all of them are told from one look at the database.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from analytics.metrics.pulse import Place, pulses
from analytics.scope import Scope

ADDRESS = "/live/"
SALT = "perfdash.live"
LOOK_EVERY = 0.4  # seconds


class Looks:
    """The last look at the database, and who looks next; one for each process."""

    def __init__(self, look: Callable[[], Counter[Place]] = pulses, every: float = LOOK_EVERY):
        self.look, self.every = look, every
        self.lock, self.seen, self.at = threading.Lock(), Counter(), -every

    def stamp_of(self, places: Iterable[Place]) -> str:
        """What stands for the figures of these places, no older than `every` seconds."""
        with self.lock:
            if time.monotonic() - self.at >= self.every:
                self.seen, self.at = self.look(), time.monotonic()
        return stamp_of(places, self.seen)


LOOKS = Looks()


def live(scope: Scope) -> dict[str, str]:
    """Where the page of a scope asks, and the stamp of what it is about to show.

    To be called before the figures are read: what changes in between is then seen as a change.
    """
    places = sorted((term.institution_id, term.pk) for term in scope.terms)
    token = signing.dumps(places, salt=SALT, compress=True)
    stamp = stamp_of(places, pulses([term for _, term in places]))
    return {"url": f"{ADDRESS}{token}/", "stamp": stamp}


def stamp_of(places: Iterable[Place], seen: Counter[Place]) -> str:
    """The pulses of these places in one text."""
    return "-".join(str(seen[tuple(place)]) for place in places)


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
        places = signing.loads(token, salt=SALT, max_age=settings.SESSION_COOKIE_AGE)
    except signing.BadSignature:
        return HttpResponse(status=404)
    return HttpResponse(LOOKS.stamp_of(places), content_type="text/plain; charset=utf-8")
