"""Who trains, or trained, which batch."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from students.models import BatchTrainer


@dataclass(frozen=True)
class Trained:
    """A trainer of a batch; a day is None where it is open."""

    staff: int
    name: str
    starts_on: datetime.date | None
    ends_on: datetime.date | None


def trainers_of(batches: Iterable[int]) -> dict[int, list[Trained]]:
    """By batch, in the order of their names. One query."""
    rows = BatchTrainer.objects.filter(batch__in=list(batches)).order_by("staff__name_key", "pk")
    columns = ("batch_id", "staff_id", "staff__name", "starts_on", "ends_on")
    found = defaultdict(list)
    for batch, *trained in rows.values_list(*columns):
        found[batch].append(Trained(*trained))
    return found
