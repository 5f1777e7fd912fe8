"""Sums of fees over many students: billed, paid, open by age; all in whole hundredths.

The database adds up each student's dues by span and each student's money, and
`students.rules.fee_ages` says what that pays. Memory grows with the students, not with their rows.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from analytics.metrics.fee_amounts import NOTHING, amounts_by_student
from students.models import FeeDue, Payment
from students.rules.fee_ages import BY_TODAY, OVERDUE, SPANS
from students.rules.shown import PERCENT_PLACES, shown_ratio
from students.rules.units import HUNDRED

LATE = len(OVERDUE)
FLAT = 5 + 2 * len(SPANS) + LATE  # figures of FeeSums, side by side
WHOLE = ()  # the part everybody belongs to


@dataclass(frozen=True)
class FeeSums:
    """Fees of some students on a day; `billed` and `paid` by span, in the order of SPANS.

    `received` and `refunded` are all money of those days and before; `owing` counts the students of
    whom something is overdue, `awaited` those of whom something is open and not late. `few`: there
    are students, too few to tell of them; everything else is then 0. `late` counts by span of
    OVERDUE the students of whom something is open; `ages_few`: what is late is not told by age.
    """

    students: int = 0
    owing: int = 0
    awaited: int = 0
    billed: tuple[int, ...] = NOTHING
    paid: tuple[int, ...] = NOTHING
    received: int = 0
    refunded: int = 0
    late: tuple[int, ...] = (0,) * len(OVERDUE)
    few: bool = False
    ages_few: bool = False
    changed_at = None  # a receipt has a day and no time

    def __add__(self, other: "FeeSums") -> "FeeSums":
        return FeeSums(
            self.students + other.students,
            self.owing + other.owing,
            self.awaited + other.awaited,
            tuple(map(int.__add__, self.billed, other.billed)),
            tuple(map(int.__add__, self.paid, other.paid)),
            self.received + other.received,
            self.refunded + other.refunded,
            tuple(map(int.__add__, self.late, other.late)),
        )

    @property
    def ages(self) -> dict[str, int]:
        """What is open of the dues of each span."""
        return dict(zip(SPANS, map(int.__sub__, self.billed, self.paid), strict=True))

    @property
    def due(self) -> int:
        """Billed by today, today's dues included."""
        return sum(self.billed[: len(BY_TODAY)])

    @property
    def collected(self) -> int:
        """What is paid of that."""
        return sum(self.paid[: len(BY_TODAY)])

    @property
    def overdue(self) -> int:
        """Open although its day has passed."""
        late = len(OVERDUE)
        return sum(self.billed[:late]) - sum(self.paid[:late])

    @property
    def pending(self) -> int:
        """Open and not yet late: due today or later."""
        return sum(self.billed) - sum(self.paid) - self.overdue

    @property
    def advance(self) -> int:
        """Money beyond all dues; below 0 where more was given back than received."""
        return self.received - self.refunded - sum(self.paid)

    @property
    def collection_rate(self) -> str:
        """Collected of what was due by today, in percent with two places; "" where nothing was.

        More places where 100.00 would hide that something is open.
        """
        if not self.due:
            return ""
        return shown_ratio(self.collected * HUNDRED, self.due, (HUNDRED,), PERCENT_PLACES)


def fee_sums(
    dues: QuerySet[FeeDue],
    payments: QuerySet[Payment],
    on: datetime.date,
    part_of: Callable[[int], Hashable] = lambda student: WHOLE,
) -> dict[Hashable, FeeSums]:
    """The sums on a day by the part each student belongs to; of parts without any fee none.

    Both querysets must be of the same students. Payments after the day are not counted. Three
    queries.
    """
    parts: dict[Hashable, list[int]] = defaultdict(lambda: [0] * FLAT)
    for student, *amounts in amounts_by_student(dues, payments, on):
        part = part_of(student)
        parts[part] = list(map(int.__add__, parts[part], _flat(*amounts)))
    return {part: _whole(sums) for part, sums in parts.items()}


def sums_by_student(
    dues: QuerySet[FeeDue], payments: QuerySet[Payment], on: datetime.date
) -> dict[int, FeeSums]:
    """The same of every student, by number."""
    return {
        student: _whole(_flat(*rest)) for student, *rest in amounts_by_student(dues, payments, on)
    }


def _flat(billed: Sequence[int], paid: Sequence[int], received: int, refunded: int) -> list[int]:
    """One student's sums side by side: many are added up without an object for each."""
    late = [int(due > got) for due, got in zip(billed[:LATE], paid, strict=False)]
    owes, awaits = int(any(late)), int(sum(billed[LATE:]) > sum(paid[LATE:]))
    return [1, owes, awaits, received, refunded, *billed, *paid, *late]


def _whole(flat: Sequence[int]) -> FeeSums:
    """The same, added up or not, as sums."""
    students, owing, awaited, received, refunded, *rest = flat
    spans = len(SPANS)
    billed, paid, late = rest[:spans], rest[spans : 2 * spans], rest[2 * spans :]
    return FeeSums(
        students,
        owing,
        awaited,
        tuple(billed),
        tuple(paid),
        received,
        refunded,
        tuple(late),
    )
