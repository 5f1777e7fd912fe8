"""How many joined a batch, month by month."""

import datetime
from collections.abc import Sequence

from django.db.models import Count, Min, QuerySet
from django.db.models.functions import TruncMonth

from students.models import Admission


def admissions_by_month(
    admissions: QuerySet[Admission], firsts: Sequence[datetime.date], on: datetime.date
) -> dict[datetime.date, int | None]:
    """Of months by their first days, up to a day; None before the month of the first admission
    that is known at all. Two queries."""
    joined = admissions.filter(admitted_on__lte=on)
    since = joined.aggregate(day=Min("admitted_on"))["day"]
    months = joined.filter(admitted_on__gte=firsts[0]).order_by()
    counted = months.annotate(month=TruncMonth("admitted_on")).values_list("month")
    people = dict(counted.annotate(people=Count("pk")))
    begun = since and since.replace(day=1)
    return {first: people.get(first, 0) if begun and first >= begun else None for first in firsts}
