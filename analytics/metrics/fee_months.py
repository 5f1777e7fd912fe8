"""Money and admissions from month to month; amounts in whole hundredths."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Max, Min, QuerySet, Value, When

from analytics.metrics.admissions import admissions_by_month
from analytics.metrics.fee_amounts import in_and_out
from students.models import Admission, Payment

MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Month:
    """What came in and was given back, how many payments that were, and of how many students.

    `admitted` is None where no admissions are known yet; `few`: too few students to tell of them.
    """

    first: datetime.date
    received: int = 0
    refunded: int = 0
    receipts: int = 0
    payers: int = 0
    admitted: int | None = 0
    few: bool = False

    @property
    def collected(self) -> int:
        """Received less given back; below 0 where more was given back."""
        return self.received - self.refunded


def months_until(on: datetime.date, count: int) -> list[datetime.date]:
    """The first days of so many months, the last being that of `on`."""
    last = on.year * MONTHS_OF_A_YEAR + on.month - 1
    return [datetime.date(*_year_and_month(number)) for number in range(last - count + 1, last + 1)]


def _year_and_month(number: int) -> tuple[int, int, int]:
    year, month = divmod(number, MONTHS_OF_A_YEAR)
    return year, month + 1, 1


def fee_months(
    payments: QuerySet[Payment], admissions: QuerySet[Admission], on: datetime.date, count: int
) -> list[Month]:
    """The last so many months up to a day, from the first of which any money is known.

    A month between that has none is 0; months before anything was kept are missing, not 0, and so
    are the admissions of months before the first of these. Four queries.
    """
    firsts = months_until(on, count)
    seen = payments.filter(paid_on__lte=on)
    begun = seen.aggregate(day=Min("paid_on"))["day"]
    money = dict(_money(seen.filter(paid_on__gte=firsts[0]), firsts))
    people = admissions_by_month(admissions, firsts, on)
    return [
        Month(first, *money.get(first, (0,) * 4), people[first])
        for first in firsts
        if begun and first >= begun.replace(day=1)
    ]


def _money(payments: QuerySet[Payment], firsts: Sequence[datetime.date]) -> Iterator[tuple]:
    """By the first day of a month; sorted into months by comparing days, which needs no function
    that SQLite would have to ask Python for."""
    whens = [When(paid_on__gte=first, then=Value(place)) for place, first in enumerate(firsts)]
    months = payments.order_by().annotate(month=Case(*reversed(whens))).values_list("month")
    counts = {"receipts": Count("pk"), "payers": Count("student", distinct=True)}
    for place, got, gave, receipts, payers in months.annotate(**in_and_out(), **counts):
        yield firsts[place], (int(got or 0), int(gave or 0), receipts, payers)


def last_receipt_on(payments: QuerySet[Payment]) -> datetime.date | None:
    """The day of the newest payment or refund."""
    return payments.aggregate(day=Max("paid_on"))["day"]
