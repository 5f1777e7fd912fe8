"""Sums of fees over many students: billed, paid, open by age; all in whole hundredths.

The database adds up each student's dues by span and each student's money, and
`students.rules.fee_ages` says what that pays. Memory grows with the students, not with their rows.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from itertools import starmap

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, Sum

from students.models import FeeDue, Payment
from students.rules.fee_ages import (
    BY_TODAY,
    OVERDUE,
    SPANS,
    named_share,
    paid_by_span,
    span_of,
    starts,
)
from students.rules.shown import PERCENT_PLACES, shown_ratio
from students.rules.units import HUNDRED

NOTHING = (0,) * len(SPANS)
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
    parts: dict[Hashable, FeeSums] = defaultdict(FeeSums)
    for student, sums in _by_student(dues, payments, on):
        parts[part_of(student)] += sums
    return dict(parts)


def sums_by_student(
    dues: QuerySet[FeeDue], payments: QuerySet[Payment], on: datetime.date
) -> dict[int, FeeSums]:
    """The same of every student, by number."""
    return dict(_by_student(dues, payments, on))


def _by_student(dues, payments, on) -> Iterator[tuple[int, FeeSums]]:
    payments = payments.filter(paid_on__lte=on)
    named, money = _named(dues, payments, on), _money(payments)
    for student, *billed in _billed(dues, on):
        received, refunded = money.pop(student, (0, 0))
        billed = tuple(int(amount or 0) for amount in billed)
        paid = tuple(paid_by_span(billed, named.get(student, NOTHING), received - refunded))
        yield student, _sums(billed, paid, received, refunded)
    for student, amounts in money.items():  # who paid without owing anything
        yield student, _sums(NOTHING, NOTHING, *amounts)


def _sums(billed: tuple, paid: tuple, received: int, refunded: int) -> FeeSums:
    late = len(OVERDUE)
    open_late, all_open = sum(billed[:late]) - sum(paid[:late]), sum(billed) - sum(paid)
    ages = tuple(int(due > got) for due, got in zip(billed[:late], paid[:late], strict=True))
    owes, awaits = int(open_late > 0), int(all_open > open_late)
    return FeeSums(1, owes, awaits, billed, paid, received, refunded, ages)


def _billed(dues: QuerySet[FeeDue], on: datetime.date) -> Iterator[tuple]:
    """Of each student who has dues their number, then the sum of each span."""
    days = starts(on)
    spans = zip((None, *days), (*days, None), strict=True)
    sums = {
        f"span{place}": total(between) for place, between in enumerate(starmap(_between, spans))
    }
    return dues.order_by("student").values_list("student").annotate(**sums).iterator()


def _between(first: datetime.date | None, after: datetime.date | None) -> Q:
    since = Q(due_on__gte=first) if first else Q()
    return since & Q(due_on__lt=after) if after else since


def _money(payments: QuerySet[Payment]) -> dict[int, tuple[int, int]]:
    """Received and refunded of each student."""
    rows = payments.order_by("student").values_list("student").annotate(**in_and_out())
    return {student: (int(got or 0), int(gave or 0)) for student, got, gave in rows.iterator()}


def _named(dues, payments, on) -> dict[int, list[int]]:
    """Of each student with money said to be toward a due the sums of such shares by span."""
    said = payments.filter(student=OuterRef("student"), toward=OuterRef("code_key"))
    rows = payments.exclude(toward="").order_by("student", "toward")
    nets = {
        (student, key): int(got or 0) - int(gave or 0)
        for student, key, got, gave in rows.values_list("student", "toward")
        .annotate(**in_and_out())
        .iterator()
    }
    if not nets:
        return {}
    found: dict[int, list[int]] = defaultdict(lambda: [0] * len(SPANS))
    columns = ("student", "code_key", "due_on", "amount")
    for student, key, due_on, amount in dues.filter(Exists(said)).values_list(*columns).iterator():
        share = named_share(int(amount.scaleb(2)), nets[student, key])
        found[student][SPANS.index(span_of(due_on, on))] += share
    return found


def in_and_out() -> dict[str, Sum]:
    """The sums of payments and of refunds, for a query of payments."""
    return {
        "received": total(Q(kind=Payment.Kind.PAYMENT)),
        "given_back": total(Q(kind=Payment.Kind.REFUND)),
    }


def total(of: Q | None = None) -> Sum:
    """The sum of the amounts that meet a condition, in hundredths."""
    return Sum("amount", filter=of, output_field=BigIntegerField())
