"""The history of a student's term: who changed which mark or attendance, from what to what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.numerals import percent as in_percent
from analytics.people.scores import as_entered, out_of
from analytics.wording import of_all
from students.models import AttendanceChange, Door, MarkChange, Presence, TermResult, User
from students.models.marks import State

NEWEST = 100


@dataclass(frozen=True)
class ChangeRow:
    """One change in words; `through` is who and which door, `who` empty where nobody signed in."""

    at: datetime
    who: str
    through: str
    what: str
    old: str
    new: str


def changes_of(result: TermResult) -> list[ChangeRow]:
    """The newest changes of a result's marks and attendance, the newest first. Three queries."""
    place = {"student_id": result.student_id, "term_id": result.term_id}
    found = [
        *MarkChange.objects.filter(**place).order_by("-pk")[:NEWEST],
        *AttendanceChange.objects.filter(**place).order_by("-pk")[:NEWEST],
    ]
    found.sort(key=lambda change: (change.at, change.pk), reverse=True)
    names = _names(change.user_id for change in found[:NEWEST])
    return [_row(change, names) for change in found[:NEWEST]]


def _names(user_ids: Iterable[int | None]) -> dict[int | None, str]:
    users = User.objects.in_bulk({pk for pk in user_ids if pk is not None})
    return {pk: user.get_full_name() or user.get_username() for pk, user in users.items()}


def _row(change: MarkChange | AttendanceChange, names: dict) -> ChangeRow:
    of_mark = isinstance(change, MarkChange)
    old, new = _mark_words(change) if of_mark else _attendance_words(change)
    who = names.get(change.user_id, _("a removed account")) if change.user_id else ""
    return ChangeRow(
        at=change.at,
        who=who,
        through=_through(who, change),
        what=_mark_place(change) if of_mark else _attendance_place(change),
        old=old,
        new=new,
    )


def _through(who: str, change: MarkChange | AttendanceChange) -> str:
    door = str(Door(change.door).label)
    if change.run_id:
        door = f"{door} {change.run_id}"
    return f"{who}, {door.lower()}" if who else door


def _mark_place(change: MarkChange) -> str:
    later = _("attempt %(number)s") % {"number": change.attempt}
    attempt = "" if change.attempt == 1 else later
    return " · ".join(filter(None, (change.subject_code, change.component, attempt)))


def _attendance_place(change: AttendanceChange) -> str:
    of_subject = _("%(subject)s attendance") % {"subject": change.subject_code}
    place = of_subject if change.subject_code else _("attendance")
    if change.session_on is None:
        return place
    taken = {"day": date_format(change.session_on, "j M Y"), "period": change.session_period}
    return _("%(place)s, %(day)s, period %(period)s") % {"place": place, **taken}


def _mark_words(change: MarkChange) -> tuple[str, str]:
    """Both sides; whether it is published is said where that is what changed."""
    publication = change.old_published != change.new_published
    return tuple(_mark_side(change, side, publication) for side in ("old", "new"))


def _mark_side(change: MarkChange, side: str, publication: bool) -> str:
    state, score, largest, published = (
        getattr(change, f"{side}_{name}") for name in MarkChange.VALUES
    )
    if not state:
        return ""
    words = str(State(state).label) if score is None else out_of(score, largest)
    if score is not None and state != State.PRESENT:
        words = f"{State(state).label}, {words}"
    shown = _("published") if published else _("not published")
    return f"{words}, {shown}" if publication else words


def _attendance_words(change: AttendanceChange) -> tuple[str, str]:
    return tuple(_attendance_side(change, side) for side in ("old", "new"))


def _attendance_side(change: AttendanceChange, side: str) -> str:
    presence = getattr(change, f"{side}_presence")
    counts = _counts(change, side)
    return " · ".join(filter(None, (presence and str(Presence(presence).label), counts)))


def _counts(change: AttendanceChange, side: str) -> str:
    held, attended, excused, percent = (
        getattr(change, f"{side}_{name}") for name in AttendanceChange.VALUES
    )
    if percent is not None:
        return in_percent(as_entered(percent))
    if held is None:
        return ""
    away = _("%(count)s excused") % {"count": excused}
    return f"{of_all(attended, held)}, {away}" if excused else of_all(attended, held)
