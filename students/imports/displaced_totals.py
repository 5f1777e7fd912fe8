"""Totals of attendance that a register would stand before, although it has fewer classes."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.utils.translation import ngettext

from students.imports.items import PRESENCE, Item
from students.imports.standings import Standing


class DisplacedTotals:
    """Those a file of classes would displace, noted student by student: a guard against a month's
    register that would stand for the whole term.
    """

    def __init__(self):
        self.students: Counter[str] = Counter()
        self.held: dict[str, int] = defaultdict(int)
        self.classes: dict[str, int] = defaultdict(int)

    def note(self, standing: Standing, items: Iterable[Item]):
        """What the items of a student's rows mean for the totals that the register has."""
        classes = Counter(item.key[0] for item in items if item.what == PRESENCE)
        for subject, count in classes.items():
            total = standing.attendance.get(subject)
            is_total = subject not in standing.by_session and total is not None
            if is_total and (total[0] or 0) > count:
                self.students[subject] += 1
                self.held[subject] = max(self.held[subject], total[0])
                self.classes[subject] = max(self.classes[subject], count)

    def alarms(self, titles: dict[str, str]) -> Iterable[str]:
        """A sentence for each subject; `titles` names them by key."""
        for subject, students in sorted(self.students.items()):
            words = ngettext(
                "%(subject)s has a total of up to %(held)s classes for %(students)s student; once "
                "this is stored, the classes of the file count in its place, up to %(classes)s.",
                "%(subject)s has totals of up to %(held)s classes for %(students)s students; once "
                "this is stored, the classes of the file count in their place, up to %(classes)s.",
                students,
            )
            yield words % {
                "subject": titles[subject],
                "held": self.held[subject],
                "students": f"{students:,}",
                "classes": self.classes[subject],
            }
