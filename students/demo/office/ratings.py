"""Who trains the demo's batches, and what their students say of them."""

import datetime
from dataclasses import dataclass
from random import Random

from students.demo.calendars import DAY, WEEK
from students.demo.classes import chance
from students.demo.foundations import Foundation
from students.demo.office.comments import comment
from students.demo.office.institutes import TRAINERS, Institute
from students.demo.plans import Plan
from students.demo.rows import Rows
from students.models import BatchTrainer, Teaching, TermResult, TrainerRating
from students.rules.keys import key_of

STARS_OF_TRAINERS = (4.6, 4.3, 4.0, 3.6, 3.2)  # by the place of a trainer, as their batches fare
ASKED_AFTER = (45, 120, 240)  # days from the beginning of a batch
ANSWERING, SPREAD, LEARNING = 0.7, 0.7, 0.25  # who is asked again says so much more in a year
ANSWERS_OF_A_CLASS, ASKED_BEFORE_END = 6, 3 * WEEK
YEAR = 365


@dataclass(frozen=True)
class Asked:
    """A trainer of a batch about whom so many were asked on a day."""

    staff_id: int
    batch_id: int
    code: str
    on: datetime.date
    answers: int
    stars: float


def train_batches(plan: Plan, institute: Institute, rows: Rows):
    """The trainers of the institute's batches, and their answers; the first ones grow better."""
    for batch, stored in institute.batches.items():
        staff = institute.trainer(batch)
        rows.add(BatchTrainer, batch_id=stored.pk, staff_id=staff)
        rng = chance(plan, institute.foundation.plan.code, "asked", batch.code)
        for days in ASKED_AFTER:
            on = batch.starts_on + days * DAY
            grown = LEARNING * (1 - (plan.date - on).days / YEAR)
            stars = STARS_OF_TRAINERS[batch.ordinal % TRAINERS] + grown
            answers = sum(rng.random() < ANSWERING for _ in range(batch.size))
            if on < plan.date:
                _answer(rng, rows, Asked(staff, stored.pk, batch.code, on, answers, stars))


def train_classes(plan: Plan, foundation: Foundation, rows: Rows):
    """Whoever teaches a class of a college trains its batch, and is asked about at each term's end.

    Of the newest term nothing is said yet.
    """
    codes = {stored.pk: code for code, stored in foundation.batches.items()}
    for place, (staff_id, batch_id) in enumerate(_trained(foundation)):
        rows.add(BatchTrainer, batch_id=batch_id, staff_id=staff_id)
        code = codes[batch_id]
        rng = chance(plan, foundation.plan.code, "asked", code, place)
        stars = rng.uniform(STARS_OF_TRAINERS[-1], STARS_OF_TRAINERS[0])
        for term in foundation.plan.terms[:0:-1]:
            on = term.ends_on - ASKED_BEFORE_END
            _answer(rng, rows, Asked(staff_id, batch_id, code, on, ANSWERS_OF_A_CLASS, stars))


def _trained(foundation: Foundation) -> list[tuple[int, int]]:
    """Teachers and the batches they have a class of in the newest term, in the order of both."""
    term = foundation.terms[foundation.plan.terms[0]]
    place = ("branch_id", "semester", "section")
    results = TermResult.objects.filter(term=term).order_by().values_list(*place, "batch_id")
    batches = {tuple(where): batch for *where, batch in results.distinct()}
    taught = Teaching.objects.filter(term=term).order_by("pk").values_list("staff_id", *place)
    pairs = {(staff, batches[tuple(where)]) for staff, *where in taught if tuple(where) in batches}
    return sorted(pairs)


def _answer(rng: Random, rows: Rows, asked: Asked):
    for number in range(asked.answers):
        stars = min(max(round((asked.stars + rng.gauss(0, SPREAD)) * 2) / 2, 1), 5)
        on = asked.on - rng.randint(0, 5) * DAY
        rows.add(
            TrainerRating,
            staff_id=asked.staff_id,
            batch_id=asked.batch_id,
            response_key=key_of(f"{asked.code}/{asked.on:%y%m%d}/{number + 1}"),
            rated_on=on.isoformat(),
            score=round(stars * 100),
            max_score=500,
            comment=comment(rng, stars),
        )
