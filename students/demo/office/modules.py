"""How a module of the institute is assessed: two assignments handed in, and a test at its end."""

import datetime
from collections.abc import Sequence

from students.demo.calendars import DAY, WEEK, TermPlan
from students.demo.curriculum import ComponentPlan
from students.demo.foundations import ComponentRow
from students.demo.office.courses import BatchPlan
from students.models import Component, Subject, Term
from students.rules.keys import key_of

KINDS = Component.Kind
PLANS = (
    ComponentPlan("Assignment 1", KINDS.ASSIGNMENT, 10, 20),
    ComponentPlan("Assignment 2", KINDS.ASSIGNMENT, 10, 20),
    ComponentPlan("Module test", KINDS.MIDTERM, 50, 60),
)
DAYS = (7 * DAY, 12 * DAY, 17 * DAY)  # after a module's beginning
BETWEEN_MODULES = 3 * WEEK


def assess(
    batches: Sequence[BatchPlan], terms: dict[TermPlan, Term], subjects: dict[str, Subject]
) -> dict[tuple[TermPlan, str], tuple[ComponentRow, ...]]:
    """Make the components of every module taught; by term and subject's code."""
    days = _days(batches, tuple(terms))
    Component.objects.bulk_create(
        Component(
            term=terms[term],
            subject=subjects[code],
            kind=one.kind,
            code=one.code,
            code_key=key_of(one.code),
            max_score=one.maximum,
            weight=one.weight,
            due_on=due_on,
        )
        for (term, code), due in days.items()
        for one, due_on in zip(PLANS, due, strict=True)
    )
    rows = Component.objects.filter(term__in=terms.values())
    numbers = {(row.term_id, row.subject_id, row.code): row.pk for row in rows}
    return {
        (term, code): tuple(
            ComponentRow(
                numbers[terms[term].pk, subjects[code].pk, one.code],
                one.code,
                one.maximum * 100,
                one.weight * 100,
                last=one is PLANS[-1],
                due_on=due_on,
            )
            for one, due_on in zip(PLANS, due, strict=True)
        )
        for (term, code), due in days.items()
    }


def _days(
    batches: Sequence[BatchPlan], terms: Sequence[TermPlan]
) -> dict[tuple[TermPlan, str], tuple[datetime.date, ...]]:
    """When the work of each module is due; of two batches that share one, by the later batch."""
    found = {}
    for batch in sorted(batches, key=lambda one: one.starts_on):
        for term in terms:
            if batch.meets_in(term):
                first = max(term.starts_on, batch.starts_on)
                for place, module in enumerate(batch.course.subjects(batch.level(term))):
                    begins = first + place * BETWEEN_MODULES
                    found[term, module.code] = tuple(begins + days for days in DAYS)
    return found
