"""Classes taken one by one as the register has them, and those a file adds."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from students.imports.histories import made
from students.imports.items import PRESENCE, Item
from students.imports.places import Place
from students.imports.plans import PlanRow
from students.imports.refusals import PlanStale
from students.imports.store import insert
from students.imports.structure import Structure
from students.models import ClassSession, RecordChange, SessionPresence
from students.models.changes import actor

SubjectClass = tuple[str, int, str, str]  # branch, semester, section, subject: keys
Known = dict[SubjectClass, dict[str, dict[int, bool]]]  # by day, by period: whether it was held
COLUMNS = ("branch__code_key", "semester", "section", "subject__code_key", "on", "period", "held")


class Sessions:
    """The sessions of a term, read subject by subject as they are asked for."""

    def __init__(self, place: Place):
        self._place = place
        self._by_subject: dict[str, Known] = {}

    def periods(self, where: SubjectClass, on: str) -> dict[int, bool]:
        """By period whether the class was held; empty for a day of which nothing is stored."""
        subject = where[-1]
        if subject not in self._by_subject:
            self._by_subject[subject] = known_sessions(sessions_of(self._place, [subject]))
        return self._by_subject[subject].get(where, {}).get(on, {})


def sessions_of(place: Place, subjects: Iterable[str], days: Iterable[str] | None = None):
    """Sessions of these subjects (keys) in the term, on these days or all."""
    if place.term is None or place.term.pk is None:
        return ClassSession.objects.none()
    rows = ClassSession.objects.filter(term=place.term, subject__code_key__in=list(subjects))
    return rows if days is None else rows.filter(on__in=list(days))


def known_sessions(rows) -> Known:
    """What is stored, by class and day. One query."""
    found: Known = defaultdict(lambda: defaultdict(dict))
    for *where, on, period, held in rows.order_by("pk").values_list(*COLUMNS):
        found[tuple(where)][on.isoformat()][period] = held
    return found


def class_of(item: Item) -> SubjectClass:
    """The class and subject of a presence."""
    subject, _, _, branch, semester, section = item.key
    return branch, semester, section, subject


def to_take(sessions: Sessions, rows: Iterable[PlanRow]) -> dict:
    """What storing these rows needs: each day as it was found, and the sessions to be made."""
    items = [item for row in rows for item in row.items if item.what == PRESENCE]
    days = {(*class_of(item), item.key[1]) for item in items}
    if not days:
        return {}
    found = {day: sessions.periods(day[:4], day[4]) for day in days}
    new = {
        (*class_of(item), *item.key[1:3])
        for item in items
        if item.old is None and item.key[2] not in found[*class_of(item), item.key[1]]
    }
    return {
        "days": [[*day, sorted(found[day].items())] for day in sorted(days)],
        "sessions": sorted(map(list, new)),
    }


def take_sessions(structure: Structure, make: dict):
    """Hold the sessions of a plan's days and make those that are missing.

    PlanStale where a day is not as it was found. Call it inside the refresh that stores the plan.
    """
    days = make.get("days", ())
    if not days:
        return
    place = structure.place
    rows = sessions_of(place, {day[3] for day in days}, {day[4] for day in days})
    held = ClassSession.objects.select_for_update().filter(
        pk__in=list(rows.values_list("pk", flat=True))
    )
    list(held.order_by("pk").values("pk"))
    known = known_sessions(rows)
    for *where, on, periods in days:
        if known.get(tuple(where), {}).get(on, {}) != dict(map(tuple, periods)):
            raise PlanStale(_("A class was taken since the preview; nothing was stored."))
    insert(ClassSession, [_row(structure, values) for values in make["sessions"]])
    _write_down(structure, make["sessions"])


def session_ids(structure: Structure, items: Iterable[Item]) -> dict[tuple, int]:
    """The sessions these presences are in, by class, day and period. One query."""
    items = list(items)
    subjects, days = {item.key[0] for item in items}, {item.key[1] for item in items}
    rows = sessions_of(structure.place, subjects, days).values_list(*COLUMNS[:-1], "pk")
    return {(*where, on.isoformat(), period): pk for *where, on, period, pk in rows}


def read_presences(by_result: dict, subjects: Collection[str]):
    """Note in the standings of these results who was in which class that was held. One query."""
    rows = SessionPresence.objects.filter(
        result__in=list(by_result), session__subject__code_key__in=subjects, session__held=True
    )
    names = ("result_id", "session__subject__code_key", "session__on", "session__period", "state")
    for result, subject, on, period, state in rows.order_by("pk").values_list(*names):
        by_result[result].presences[subject, on.isoformat(), period] = state


def _row(structure: Structure, values: list) -> dict:
    branch, semester, section, subject, on, period = values
    return {
        "term_id": structure.place.term.pk,
        "branch_id": structure.branches.by_key[branch].pk,
        "semester": semester,
        "section": section,
        "subject_id": structure.subjects.by_key[subject].pk,
        "on": on,
        "period": period,
        "held": True,
        "taken_by_id": actor().user_id,
    }


def _write_down(structure: Structure, sessions: list[list]):
    rows = sessions_of(structure.place, {one[3] for one in sessions}, {one[4] for one in sessions})
    new = {tuple(one) for one in sessions}
    changes = []
    for *where, on, period, pk in rows.order_by("pk").values_list(*COLUMNS[:-1], "pk"):
        branch, semester, section, subject = where
        if (*where, on.isoformat(), period) in new:
            place = " ".join(filter(None, (branch, str(semester), section)))
            record = f"{subject} {place} {on} period {period}"
            changes.append(made("classsession", pk, record, {"on": str(on), "period": period}))
    insert(RecordChange, changes)
