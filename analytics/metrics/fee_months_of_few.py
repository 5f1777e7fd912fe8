"""Months in which so few paid or joined that the money would tell of them, in a selection or in
what is left of a wider one without it."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db.models import Case, Count, QuerySet, Value, When

from analytics.choices import BATCH, BRANCH
from analytics.chosen import INSTITUTION
from analytics.fee_scopes import FeeScope, placed
from analytics.metrics.few import hidden
from students.models import Admission, Payment

OF_PAYMENTS = {INSTITUTION: "student__institution", BRANCH: "branch_now", BATCH: "batch_now"}
OF_ADMISSIONS = {INSTITUTION: "batch__institution", BRANCH: "batch__branch", BATCH: "batch"}
Counts = dict[datetime.date, dict[int, tuple[int, int]]]  # payers and admitted, by month and part


def months_of_few(
    scope: FeeScope, firsts: Sequence[datetime.date], on: datetime.date
) -> set[datetime.date]:
    """The first days of the months that are withheld. Two queries, and two for each filter."""
    if scope.leads_to_students:
        return set()
    gone = {first for first, parts in _counts(scope, "", firsts, on).items() if hidden(parts)}
    for name, chosen in scope.narrowed_to.items():
        counts = _counts(scope.without(name), name, firsts, on)
        gone |= {first for first, parts in counts.items() if hidden(parts) & set(chosen)}
    return gone


def _counts(
    scope: FeeScope, name: str, firsts: Sequence[datetime.date], on: datetime.date
) -> Counts:
    """By the values of a filter, or all as one part: of those alone who may not be looked up."""
    payments = _unseen(scope, scope.payments(), OF_PAYMENTS).filter(paid_on__lte=on)
    admissions = _unseen(scope, scope.admissions(), OF_ADMISSIONS).filter(admitted_on__lte=on)
    found: Counts = defaultdict(lambda: defaultdict(lambda: (0, 0)))
    rows = _by_month(placed(payments, "student"), "paid_on", OF_PAYMENTS.get(name), firsts)
    for first, part, people in rows:
        found[first][part] = (people, 0)
    for first, part, people in _by_month(
        admissions, "admitted_on", OF_ADMISSIONS.get(name), firsts
    ):
        found[first][part] = (found[first][part][0], people)
    return found


def _unseen(scope: FeeScope, rows: QuerySet, columns: dict[str, str]) -> QuerySet:
    known = scope.open_institutions or ()
    return rows.exclude(**{f"{columns[INSTITUTION]}__in": known}) if known else rows


def _by_month(
    rows: QuerySet[Payment | Admission],
    day: str,
    part: str | None,
    firsts: Sequence[datetime.date],
) -> Iterator[tuple]:
    """First day, number of the part (0: none), how many students."""
    whens = [When(**{f"{day}__gte": first}, then=Value(at)) for at, first in enumerate(firsts)]
    rows = rows.filter(**{f"{day}__gte": firsts[0]}).order_by()
    columns = ("month", part) if part else ("month",)
    counted = rows.annotate(month=Case(*reversed(whens))).values_list(*columns)
    for month, *of, people in counted.annotate(people=Count("student", distinct=True)):
        yield firsts[month], (of[0] if of else 0) or 0, people
