"""Rooms measured by camera, batch by batch: engagement, faceless frames, and attendance beside it.

Nothing here is read by a key figure, a risk or a prediction; a test holds that.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.timezone import localtime

from analytics.metrics.few import LEAST
from students.models import CameraMinute, CameraSession, SessionPresence, TermResult
from students.models.cameras import FRAMES
from students.rules.presence import ATTENDED
from students.rules.room_engagement import Minute, engagement
from students.rules.units import half_up


@dataclass(frozen=True)
class RoomSession:
    """A session and all its frames together."""

    row: CameraSession
    counted: Minute
    minutes: int


@dataclass(frozen=True)
class RoomWeek:
    """A week by its Monday: frames of a batch, and entries in its registers; `few`: of too few
    students to tell of these, which are then 0."""

    begins: datetime.date
    counted: Minute
    sessions: int
    entries: int = 0
    attended: int = 0
    few: bool = False

    @property
    def attendance(self) -> Fraction | None:
        """In percent, exact; None where no class was taken one by one."""
        return Fraction(100 * self.attended, self.entries) if self.entries else None


def room_sessions(rows: QuerySet[CameraSession]) -> list[RoomSession]:
    """These sessions, the newest first, each with its sums. One query."""
    sums = {f"sum_{name}": Sum(f"minutes__{name}") for name in ("faces", *FRAMES)}
    found = rows.select_related("institution", "batch", "subject", "run_by")
    return [
        RoomSession(one, _minute(one, "sum_"), one.told)
        for one in found.annotate(told=Count("minutes"), **sums).order_by("-started_at", "-pk")
    ]


def room_minutes(session: CameraSession) -> list[Minute]:
    """The minutes of a session in order. One query."""
    return [one.counted for one in CameraMinute.objects.filter(session=session).order_by("number")]


def together(counted: Iterable[Minute]) -> Minute:
    """All these frames as those of one stretch of time."""
    counted = list(counted)
    names = ("faces", *FRAMES)
    return Minute(0, *(sum(getattr(one, name) for one in counted) for name in names))


def room_weeks(sessions: Iterable[RoomSession], tells_of_few: bool) -> list[RoomWeek]:
    """The weeks with sessions of one batch, the earliest first, with attendance. One query."""
    found: dict[datetime.date, list[RoomSession]] = defaultdict(list)
    for one in sessions:
        found[_monday(localtime(one.row.started_at).date())].append(one)
    if not found:
        return []
    batch = next(iter(found.values()))[0].row.batch_id
    entries = _entries(batch, min(found), max(found), tells_of_few)
    return [
        RoomWeek(monday, together(one.counted for one in rows), len(rows), *entries[monday])
        for monday, rows in sorted(found.items())
    ]


def hundredths(figure: Fraction) -> int:
    """A percent as a whole number of its second place, half up."""
    return half_up(100 * figure.numerator, figure.denominator)


def week_pairs(weeks: Iterable[RoomWeek]) -> list[tuple[int, int]]:
    """Engagement and attendance of the weeks that have both."""
    known = [(engagement([one.counted]), one.attendance) for one in weeks]
    return [(hundredths(a), hundredths(b)) for a, b in known if a is not None and b is not None]


def _entries(batch: int, first, last, tells_of_few: bool) -> dict:
    """Entries, those attended and whether they are of few, by Monday."""
    days = (
        SessionPresence.objects.filter(
            result__batch=batch,
            result__status=TermResult.Status.ACTIVE,
            session__held=True,
            session__on__gte=first,
            session__on__lt=last + datetime.timedelta(days=7),
        )
        .order_by()
        .values("session__on")
        .annotate(
            entries=Count("pk"),
            attended=Count("pk", filter=Q(state__in=ATTENDED)),
            students=Count("result", distinct=True),
        )
    )
    weeks = defaultdict(list)
    for day in days:
        weeks[_monday(day["session__on"])].append(day)
    told = defaultdict(lambda: (0, 0, False))
    for monday, rows in weeks.items():
        few = not tells_of_few and max(row["students"] for row in rows) < LEAST
        sums = (sum(row[name] for row in rows) for name in ("entries", "attended"))
        told[monday] = (0, 0, True) if few else (*sums, False)
    return told


def _monday(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())


def _minute(row: CameraSession, prefix: str) -> Minute:
    return Minute(0, *(int(getattr(row, prefix + name) or 0) for name in ("faces", *FRAMES)))
