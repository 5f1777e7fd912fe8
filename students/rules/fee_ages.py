"""How late open fees are on a day, and what is paid of the dues of each span of days.

The same rule as `students.rules.fees` in sums: money pays the oldest dues first, so that what is
paid of the dues of a span follows from the sums of a student's dues by span, of what was said to be
toward them, and of the money. Nothing else needs to be read of many students.
"""

import datetime
from collections.abc import Iterable, Sequence
from functools import lru_cache

OVER_90, TO_90, TO_60, TO_30, TODAY, LATER = SPANS = (
    "over-90",
    "61-90",
    "31-60",
    "1-30",
    "today",
    "later",
)
OVERDUE = SPANS[:4]  # the day on which a due may still be paid in time has passed
BY_TODAY = SPANS[:5]
LIMITS = (90, 60, 30, 0)  # days late: beyond each of them begins the span before


@lru_cache(maxsize=32)  # asked of every due of a page, for the day of the page
def starts(on: datetime.date) -> tuple[datetime.date, ...]:
    """The first day of every span but the oldest, which has none."""
    return (
        *(on - datetime.timedelta(days=days) for days in LIMITS),
        on + datetime.timedelta(days=1),
    )


def span_of(due_on: datetime.date, on: datetime.date) -> str:
    """The span a due of this day lies in."""
    return SPANS[sum(due_on >= day for day in starts(on))]


def named_share(amount: int, named: int) -> int:
    """What of a due is paid by money said to be toward it, less refunds said to be of it."""
    return min(amount, max(named, 0))


def paid_by_span(billed: Sequence[int], named: Sequence[int], money: int) -> list[int]:
    """What is paid of the dues of each span, in the order of SPANS.

    `billed` are the sums of the dues, `named` of their `named_share`, `money` all payments less all
    refunds.
    """
    pool = money - sum(named)
    if pool < 0:
        return _filled(named, max(money, 0))
    others = [bill - part for bill, part in zip(billed, named, strict=True)]
    return [part + more for part, more in zip(named, _filled(others, pool), strict=True)]


def _filled(rooms: Iterable[int], money: int) -> list[int]:
    """What money fills of rooms, the first of them first."""
    found = []
    for room in rooms:
        taken = room if room < money else money
        money -= taken
        found.append(taken)
    return found
