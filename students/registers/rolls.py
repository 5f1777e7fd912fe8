"""The roll of one class: who is asked for, and what is stored of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.utils.translation import gettext as _

from students.models import (
    ClassSession,
    Mark,
    Presence,
    SessionPresence,
    SubjectAttendance,
    Teaching,
    TermResult,
)
from students.rules.presence import PRESENT
from students.rules.takers import registration, takers

CLASS = ("term", "branch", "semester", "section")
NOT_ON_ROLL = ""


@dataclass(frozen=True)
class OnRoll:
    """A student of the class; `stored` is empty where nothing is stored of this session."""

    result_id: int
    roll_no: str
    name: str
    stored: str
    registration: str


def roll_of(taught: Teaching, session: ClassSession | None) -> list[OnRoll]:
    """Students of the class, and who else is stored in the session; by roll number. One query."""
    here = Q(**{name: getattr(taught, name) for name in CLASS})
    seen = here & Q(status=TermResult.Status.ACTIVE)
    stored = Value(NOT_ON_ROLL)
    if session:
        presences = SessionPresence.objects.filter(session=session)
        seen |= Q(pk__in=presences.values("result"))
        stored = Subquery(presences.filter(result=OuterRef("pk")).values("state")[:1])
    of_subject = {"result": OuterRef("pk"), "subject": taught.subject_id}
    marks = Mark.objects.filter(attempt=1, **of_subject)
    known = {
        "marked": Subquery(marks.values("state")[:1]),
        "is_counted": Exists(SubjectAttendance.objects.filter(**of_subject)),
    }
    rows = TermResult.objects.filter(seen).order_by("student__roll_key", "pk")
    columns = ("pk", "student__roll_no", "student__name", "is_stored", *known)
    found = rows.annotate(is_stored=stored, **known).values_list(*columns)
    return [
        OnRoll(pk, roll_no, name, state or NOT_ON_ROLL, registration(*of_student))
        for pk, roll_no, name, state, *of_student in found
    ]


def usual_states(roll: Iterable[OnRoll], session: ClassSession | None) -> dict[int, str]:
    """What the page begins with: what is stored, or everybody present who takes the subject."""
    roll = list(roll)
    if session and any(one.stored for one in roll):
        return {one.result_id: one.stored for one in roll}
    present = takers({one.result_id: one.registration for one in roll})
    return {one.result_id: PRESENT if one.result_id in present else NOT_ON_ROLL for one in roll}


def state_words(state: str) -> str:
    """A presence in words."""
    return str(Presence(state).label) if state else _("Not on the roll")
