"""The orders of a list of students, each read by key along an index where there is one.

A page of many begins where the last one ended, so that rows which are equal in what is sorted by
stand in the order of the index: by roll number among equal names, by key among equal figures.
"""

from django.db.models import Case, F, Subquery, When

from analytics.choices import BATCH, BRANCH, SEMESTER, SUBJECT
from analytics.people.rosters import Roster
from students.keysets import Part
from students.models.expressions import percent_of

TEXTS = {"roll": ("student__roll_key",), "name": ("student__name_key", "student__roll_key")}
TIE = ("student__roll_key", "pk")
NARROW = {BRANCH, BATCH, SEMESTER, SUBJECT}
MANY = 2000


def parts_of(roster: Roster, count: int = 0) -> list[Part]:
    """All rows of a list in the order asked for; students without the figure come last.

    Of many (`count`, where it is known) the first are found along the index of the students.
    """
    name, falls = roster.sort.removeprefix("-"), roster.sort.startswith("-")
    if name in TEXTS:
        return [_by_text(roster, name, falls, count > MANY)]
    if not roster.of_subject and not roster.is_mixed:
        return _by_figure(roster, name, ("pk",), falls)
    return _by_figure(roster, "figure", TIE, falls)


def _by_text(roster: Roster, name: str, falls: bool, many: bool) -> Part:
    scope = roster.scope
    along = {"student__institution__in": scope.institution_ids}
    rows = roster.results().filter(**along if many and not NARROW & set(scope.chosen) else {})
    # A student has one result in a term: the roll number tells all apart.
    tie = () if len(scope.institutions) == len(scope.terms) == 1 else ("pk",)
    return Part(rows, _falling((*TEXTS[name], *tie), falls))


def _by_figure(roster: Roster, column: str, tie: tuple[str, ...], falls: bool) -> list[Part]:
    rows = roster.results()
    if column == "figure":
        rows = rows.annotate(figure=_of_subjects(roster))
    known = rows.filter(**{f"{column}__isnull": False})
    unknown = rows.filter(**{f"{column}__isnull": True})
    return [Part(known, _falling((column, *tie), falls), filled=True), Part(unknown, tie)]


def _falling(order: tuple[str, ...], falls: bool) -> tuple[str, ...]:
    return tuple(f"-{name}" for name in order) if falls else order


def _of_subjects(roster: Roster):
    """What the column shows: nobody reads a figure from the order that is not shown to them."""
    name = roster.sort.removeprefix("-")
    if name == "average":
        found = Subquery(roster.marks().order_by("subject").values("percent")[:1])
    else:
        percent = roster.registers().annotate(percent=percent_of("attended", "held"))
        found = Subquery(percent.order_by("subject").values("percent")[:1])
    if roster.of_subject:
        return found
    return Case(When(roster.scope.whole(), then=F(name)), default=found)
