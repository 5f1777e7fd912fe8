"""What each student was billed, has paid and was given back, one row for each, as the database adds
it up; amounts in whole hundredths. Memory grows with the students, not with their rows.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from itertools import starmap

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)

from students.models import FeeDue, Payment
from students.rules.fee_ages import SPANS, named_share, paid_by_span, starts

NOTHING = (0,) * len(SPANS)
HUNDREDTHS = ExpressionWrapper(F("amount"), output_field=BigIntegerField())


def amounts_by_student(
    dues: QuerySet[FeeDue], payments: QuerySet[Payment], on: datetime.date
) -> Iterator[tuple]:
    """Of each student the number, billed and paid by span, received and refunded.

    Three queries; payments after the day are not counted."""
    payments = payments.filter(paid_on__lte=on)
    named, money = _named(dues, payments, on), _money(payments)
    for student, *billed in _billed(dues, on):
        received, refunded = money.pop(student, (0, 0))
        billed = [amount or 0 for amount in billed]
        paid = paid_by_span(billed, named.get(student, NOTHING), received - refunded)
        yield student, billed, paid, received, refunded
    for student, amounts in money.items():  # who paid without owing anything
        yield student, NOTHING, NOTHING, *amounts


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
    rows = payments.exclude(toward="").order_by("student", "toward")
    nets = {
        (student, key): int(got or 0) - int(gave or 0)
        for student, key, got, gave in rows.values_list("student", "toward")
        .annotate(**in_and_out())
        .iterator()
    }
    if not nets:
        return {}
    said = payments.filter(student=OuterRef("student"), toward=OuterRef("code_key"))
    spans = dues.filter(Exists(said)).annotate(span=_span(on), hundredths=HUNDREDTHS)
    found: dict[int, list[int]] = defaultdict(lambda: [0] * len(SPANS))
    columns = ("student", "code_key", "span", "hundredths")
    for student, key, span, amount in spans.values_list(*columns).iterator():
        found[student][span] += named_share(amount, nets[student, key])
    return found


def _span(on: datetime.date) -> Case:
    """The place of a due's span among SPANS, found by the database."""
    days = enumerate(starts(on))
    whens = [When(due_on__lt=day, then=Value(place)) for place, day in days]
    return Case(*whens, default=Value(len(SPANS) - 1))


def in_and_out() -> dict[str, Sum]:
    """The sums of payments and of refunds, for a query of payments."""
    return {
        "received": total(Q(kind=Payment.Kind.PAYMENT)),
        "given_back": total(Q(kind=Payment.Kind.REFUND)),
    }


def total(of: Q | None = None) -> Sum:
    """The sum of the amounts that meet a condition, in hundredths."""
    return Sum("amount", filter=of, output_field=BigIntegerField())
