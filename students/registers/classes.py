"""The classes of a subject somebody may open: what was held, what is planned, what today has."""

import datetime
from collections.abc import Container, Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from students.models import ClassSession, PlannedClasses, Teaching
from students.models.sessions import MOST_PERIODS, OF_CLASS

RELATED = ("subject", "branch", "term", "staff")
ORDER = ("term__code_key", "branch__code_key", "semester", "section", "subject__code_key", "pk")
KEYS = tuple(name if name in ("semester", "section") else f"{name}_id" for name in OF_CLASS)

ClassKey = tuple[int, int, int, str, int]  # term, branch, semester, section, subject


@dataclass(frozen=True)
class SubjectClass:
    """One subject in one class; `planned` is None where nobody has said how many."""

    taught: Teaching
    teachers: tuple[str, ...] = ()
    held: int = 0
    cancelled: int = 0
    planned: int | None = None
    last_on: datetime.date | None = None
    periods_today: int = 0

    @property
    def title(self) -> str:
        return self.taught.subject.title or self.taught.subject.code

    @property
    def place(self) -> str:
        return place_words(self.taught)

    def sheet_today(self, today: datetime.date) -> str:
        """The address of today's next class; empty outside the term or after the last period."""
        term, period = self.taught.term, self.periods_today + 1
        if not term.starts_on <= today <= term.ends_on or period > MOST_PERIODS:
            return ""
        return sheet_url(self.taught.pk, today, period)


def sheet_url(pk: int, on: datetime.date, period: int) -> str:
    """The address of one class's register."""
    return reverse("attendance-sheet", args=[pk, on, period])


def place_words(taught: Teaching) -> str:
    """The class in words: "CSE · Semester 4 · Section A"."""
    section = _("Section %(section)s") % {"section": taught.section} if taught.section else ""
    semester = _("Semester %(semester)s") % {"semester": taught.semester}
    words = (taught.branch.code, semester, section)
    return " · ".join(filter(None, words))


def key_of_class(row) -> ClassKey:
    """The class and subject that a Teaching, a session or a row like them is of."""
    return tuple(getattr(row, name) for name in KEYS)


def distinct_classes(
    teachings: QuerySet[Teaching], kept: Container[int] = ()
) -> list[SubjectClass]:
    """Each class of a subject once, though several may teach it; in order. One query.

    It is opened by a row of `kept`, in which the viewer may take attendance, where there is one.
    """
    found: dict[ClassKey, list[Teaching]] = {}
    for taught in teachings.select_related(*RELATED, "term__institution").order_by(*ORDER):
        found.setdefault(key_of_class(taught), []).append(taught)
    return [
        SubjectClass(_opening(rows, kept), tuple(dict.fromkeys(one.staff.name for one in rows)))
        for rows in found.values()
    ]


def _opening(rows: list[Teaching], kept: Container[int]) -> Teaching:
    return next((row for row in rows if row.pk in kept), rows[0])


def with_counts(classes: Iterable[SubjectClass], today: datetime.date) -> list[SubjectClass]:
    """The same with what was held and is planned. Two queries."""
    classes = list(classes)
    ids = {name: {getattr(one.taught, name) for one in classes} for name in KEYS}
    of_these = {f"{name}__in": values for name, values in ids.items()}
    held = {
        tuple(row[name] for name in KEYS): row
        for row in ClassSession.objects.filter(**of_these)
        .order_by()
        .values(*KEYS)
        .annotate(
            n_held=Count("pk", filter=Q(held=True)),
            n_cancelled=Count("pk", filter=Q(held=False)),
            last_on=Max("on"),
            last_today=Max("period", filter=Q(on=today)),
        )
    }
    planned = planned_of(of_these)
    return [_counted(one, held.get(key_of_class(one.taught), {}), planned) for one in classes]


def planned_of(conditions: dict) -> dict[ClassKey, int]:
    """Planned classes under these conditions, by class and subject. One query."""
    rows = PlannedClasses.objects.filter(**conditions).values_list(*KEYS, "planned")
    return {tuple(key): planned for *key, planned in rows}


def _counted(one: SubjectClass, row: dict, planned: dict[ClassKey, int]) -> SubjectClass:
    return SubjectClass(
        one.taught,
        one.teachers,
        held=row.get("n_held", 0),
        cancelled=row.get("n_cancelled", 0),
        planned=planned.get(key_of_class(one.taught)),
        last_on=row.get("last_on"),
        periods_today=row.get("last_today") or 0,
    )
