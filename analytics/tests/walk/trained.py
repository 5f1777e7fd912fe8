"""Trainers of the walk: who trains the batch of a student, and what was said of them."""

import datetime

from students.models import BatchTrainer, TrainerRating
from students.tests import factories as make

ANSWERS = 6


def trained(result, staff, comment: str):
    """A trainer of the result's batch, rated alike by so many that it may be told."""
    BatchTrainer.objects.create(batch=result.batch, staff=staff)
    for _number in range(ANSWERS):
        TrainerRating.objects.create(
            staff=staff,
            batch=result.batch,
            response_key=f"Q{next(make.numbers)}",
            rated_on=datetime.date(2026, 8, 3),
            score=4,
            comment=comment,
        )
