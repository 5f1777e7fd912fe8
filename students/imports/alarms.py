"""Guards against the wrong file: what a plan would do that a right file seldom does.

An alarm refuses nothing. Whoever stores the file says that they have looked.
"""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from students.imports.codes import Codes
from students.imports.displaced_totals import DisplacedTotals
from students.imports.items import MARK, PART, PRESENCE, Item
from students.imports.parts import units
from students.imports.places import Place
from students.imports.structure import Structure
from students.imports.tables import Table
from students.models import Mark
from students.rules.grading import ABSENT, PENDING, mark_percent
from students.rules.shown import shown
from students.rules.units import SCALE, half_up

MANY = 10
ONE_IN = 10  # more than ten marks, and more than one in ten of those that are there
POINTS = 10
ABSENT_ONE_IN = 5


class Guard:
    """What a file would do to the marks that are there, noted student by student."""

    def __init__(self):
        self.there = self.changed = 0
        self.taken = self.retaken = 0
        self.brought: Counter[str] = Counter()
        self.absent: Counter[str] = Counter()
        self.newly_absent: Counter[str] = Counter()
        self.added_sum: Counter[str] = Counter()
        self.added_count: Counter[str] = Counter()
        self.totals = DisplacedTotals()

    def note(self, before: dict, after: dict, items: Iterable[Item]):
        """The marks of a student's term before and after, and the items of the rows about it."""
        items = list(items)
        taken = [item for item in items if item.what == PRESENCE and item.old is not None]
        self.taken += len(taken)
        self.retaken += sum(item.old != item.new for item in taken)
        marks = [item for item in items if item.what in (MARK, PART)]
        for item in marks:
            self._note_change(item.old, item.new)
        for subject, attempt in {item.key[:2] for item in marks}:
            if attempt == 1:
                old, new = before.get((subject, attempt)), after[subject, attempt]
                self._note_absence(subject, old, new)
                self._note_shift(subject, old, new)

    def note_plain(self, subject: str, old: list | None, new: list, times: int):
        """So many first attempts in a subject that go from one value to another."""
        self._note_change(old, new, times)
        self._note_absence(subject, old, new, times)
        self._note_shift(subject, old, new, times)

    def _note_change(self, old: list | None, new: list, times: int = 1):
        """A component counts by itself: another one beside it changes only what they come to."""
        if old is not None and old[0] != PENDING:
            self.there += times
            self.changed += times * (old[:3] != new[:3])

    def _note_absence(self, subject: str, old: list | None, new: list, times: int = 1):
        self.brought[subject] += times * (new[0] != PENDING)
        if new[0] == ABSENT:
            self.absent[subject] += times
            self.newly_absent[subject] += times * (old is None or old[0] != ABSENT)

    def _note_shift(self, subject: str, old: list | None, new: list, times: int = 1):
        was, becomes = (percent_of(value) for value in (old, new))
        self.added_sum[subject] += times * ((becomes or 0) - (was or 0))
        self.added_count[subject] += times * ((becomes is not None) - (was is not None))

    def alarms(self, place: Place, titles: dict[str, str]) -> tuple[str, ...]:
        """A sentence for each thing that looks wrong; `titles` names the subjects by key."""
        of_marks = (*self._changes(), *self._shifts(place, titles), *self._absences(titles))
        return (*of_marks, *self.totals.alarms(titles))

    def _changes(self) -> Iterable[str]:
        if self.changed > MANY and self.changed * ONE_IN > self.there:
            words = _(
                "%(count)s of the %(there)s marks that are in the register and in the file would "
                "change."
            )
            yield words % {"count": f"{self.changed:,}", "there": f"{self.there:,}"}
        if self.retaken > MANY and self.retaken * ONE_IN > self.taken:
            words = _(
                "%(count)s of the %(there)s presences that are in the register and in the file "
                "would change."
            )
            yield words % {"count": f"{self.retaken:,}", "there": f"{self.taken:,}"}

    def _shifts(self, place: Place, titles: dict[str, str]) -> Iterable[str]:
        moved = {key for key in self.added_sum if self.added_sum[key] or self.added_count[key]}
        for key, (count, total) in _stored_means(place, moved).items():
            new_count, new_total = count + self.added_count[key], total + self.added_sum[key]
            if not new_count:
                continue
            shift = abs(new_total * count - total * new_count)
            if shift > POINTS * SCALE * count * new_count:
                was, becomes = (
                    shown(half_up(a, b)) for a, b in ((total, count), (new_total, new_count))
                )
                yield _mean_words(new_count) % {
                    "subject": titles[key],
                    "was": was,
                    "becomes": becomes,
                    "count": f"{new_count:,}",
                }

    def _absences(self, titles: dict[str, str]) -> Iterable[str]:
        for key, absent in sorted(self.absent.items()):
            if self.newly_absent[key] and absent * ABSENT_ONE_IN > self.brought[key]:
                yield _("%(count)s of %(brought)s in %(subject)s are absent.") % {
                    "count": f"{absent:,}",
                    "brought": f"{self.brought[key]:,}",
                    "subject": titles[key],
                }


def _mean_words(count: int) -> str:
    return ngettext(
        "The mean of %(subject)s would move from %(was)s to %(becomes)s, over %(count)s mark.",
        "The mean of %(subject)s would move from %(was)s to %(becomes)s, over %(count)s marks.",
        count,
    )


def new_subjects(table: Table, structure: Structure) -> tuple[str, ...]:
    """A sentence where columns nobody has read so before would make subjects beside known ones.

    Age, year of admission and the like look like marks too.
    """
    if not any(row.pk for row in structure.subjects.by_key.values()):
        return ()
    found = [
        column.title
        for column in table.unnamed
        if column.why == "guessed" and _is_new(structure.subjects, column.subject)
    ]
    if not found:
        return ()
    words = ngettext(
        "%(columns)s is no subject so far, and would become one.",
        "%(columns)s are no subjects so far, and would become some.",
        len(found),
    )
    return (words % {"columns": ", ".join(found)},)


def _is_new(subjects: Codes, text: str) -> bool:
    known = subjects.find(text)
    return known is not None and known.pk is None and not subjects.is_said_new(text)


def percent_of(value: list | None) -> int | None:
    """What a mark of a plan counts, in whole 1e-10 percent; None where it does not count."""
    if value is None:
        return None
    state, score, maximum = value[:3]
    return mark_percent(state, units(score), units(maximum))


def _stored_means(place: Place, subjects: set[str]) -> dict[str, tuple[int, int]]:
    """Count and sum of the percents of first attempts in the term, for each of these subjects."""
    if not subjects or not place.is_made or place.term is None:
        return {}
    marks = Mark.objects.filter(result__term=place.term, attempt=1, percent__isnull=False)
    rows = (
        marks.filter(subject__code_key__in=subjects)
        .order_by("subject__code_key")
        .values_list("subject__code_key")
        .annotate(count=Count("pk"), total=Sum("percent"))
    )
    return {key: (count, total) for key, count, total in rows}
