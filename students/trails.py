"""Writing down who looked at whose record: a line in a file at once, rows in the database later.

A page must not wait for the database's write lock only because somebody reads, and must not fail
because a trail cannot be written. A line is added in microseconds; the lines become rows when
somebody asks for them, when a backup is taken, or when there are many.
"""

import json
import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from students import spools
from students.models import ListExport, RecordView
from students.models.refresh import chunks
from students.models.waits import briefly, is_locked
from students.sight import Sight

LOG = logging.getLogger(__name__)
MANY = 2**16  # bytes
PAUSE = 10  # seconds between two tries in vain, where nobody asks
SUPERUSER = "superuser"


class Look(NamedTuple):
    """What is counted together."""

    student: int
    viewer: int
    day: str
    what: str


def note_looked(sight: Sight, what: str, students: Iterable[int], name="", scope=""):
    """Write down that these students' records were given to the one whose sight this is.

    `name` and `scope` are of a list taken as a file. Looking at oneself is nobody's business.
    """
    seen = sorted(set(students) - {sight.student_id})
    if not seen or sight.user_id is None:
        return
    role = SUPERUSER if sight.everything else next(iter(sight.roles), "")
    line = {
        "at": timezone.now().isoformat(),
        "viewer": sight.user_id,
        "role": role,
        "what": what,
        "students": seen,
        "name": name,
        "scope": scope[:300],
    }
    if spools.add(line) > MANY and spools.seconds_in_vain() > PAUSE:
        gather()


def gather() -> bool:
    """Make rows of the lines; False where they have to wait.

    SQLite's write lock is held, or somebody else gathers at this moment.
    """
    with spools.turn(wait=False) as alone:
        return alone and _gathered()


@contextmanager
def not_gathered() -> Iterator[bytes]:
    """The lines that cannot be made rows now; nobody makes rows of any within the block."""
    with spools.turn(wait=True):
        yield b"" if _gathered() else spools.everything()


def replace_looks(lines: bytes):
    """Drop the lines that are not in the database yet, whose records are no more, for these."""
    with spools.turn(wait=True):
        spools.replace(lines)


def _gathered() -> bool:
    """What was left after a try in vain first, then what came since; False as for `gather`."""
    if spools.aside().exists() and not _stored_aside():
        return False
    return not spools.set_aside() or _stored_aside()


def _stored_aside() -> bool:
    try:
        with briefly(), transaction.atomic():
            _store(list(_lines()))
    except OperationalError as error:
        if not is_locked(error):
            raise
        spools.aside().touch()
        return False
    spools.aside().unlink()
    return True


def _lines() -> Iterator[dict]:
    for text in filter(None, spools.aside().read_text(encoding="utf-8").splitlines()):
        try:
            yield json.loads(text)
        except ValueError:  # the process died while it wrote
            LOG.error("a line of the trail is broken and left out: %s", text[:80])


def _store(lines: list[dict]):
    times, newest = Counter(), {}
    for line in lines:
        day = timezone.localdate(datetime.fromisoformat(line["at"])).isoformat()
        for student in line["students"]:
            look = Look(student, line["viewer"], day, line["what"])
            times[look] += 1
            newest[look] = line
    known, alike = _known(times), defaultdict(list)
    for look, pk in known.items():
        alike[times[look], newest[look]["at"]].append(pk)
    for (more, at), ids in alike.items():  # a list taken along is one group
        for some in chunks(ids):
            rows = RecordView.objects.filter(pk__in=some)
            rows.update(times=F("times") + more, last_at=at)
    new = (_row(look, times[look], newest[look]) for look in times if look not in known)
    RecordView.objects.bulk_create(new)
    ListExport.objects.bulk_create(_export(line) for line in lines if line["name"])


def _known(looks: Iterable[Look]) -> dict[Look, int]:
    """The rows that are there already, by what they count."""
    looks, found = list(looks), {}
    for some in chunks(looks):
        rows = RecordView.objects.filter(
            student_id__in={look.student for look in some},
            day__in={look.day for look in some},
            viewer_id__in={look.viewer for look in some},
        )
        for row in rows:
            found[Look(row.student_id, row.viewer_id, row.day.isoformat(), row.what)] = row.pk
    return {look: found[look] for look in looks if look in found}


def _row(look: Look, times: int, line: dict) -> RecordView:
    return RecordView(
        student_id=look.student,
        viewer_id=look.viewer,
        role=line["role"],
        day=look.day,
        what=look.what,
        times=times,
        last_at=line["at"],
    )


def _export(line: dict) -> ListExport:
    return ListExport(
        at=line["at"],
        viewer_id=line["viewer"],
        role=line["role"],
        name=line["name"],
        scope=line["scope"],
        students=len(line["students"]),
    )
