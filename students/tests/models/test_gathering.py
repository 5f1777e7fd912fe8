"""Many results take from their marks what each of them would take alone."""

import random

import pytest

from students.models import Mark, State, TermResult
from students.models.derivations import derive
from students.rules.risk import UNKNOWN
from students.tests import factories as make

pytestmark = pytest.mark.django_db
GATHERED = ("mark_sum", "mark_count", "registered", "failed", "provisional", "withheld")
DERIVED = (*GATHERED, "average", "grade", "passed", "risk", "risk_bits")
TITLES = ("Physics", "English", "Biology")


def any_marks(result, later, chance):
    """Marks of any state in some subjects, some of them with a later attempt."""
    for title in chance.sample(TITLES, chance.randint(0, len(TITLES))):
        for attempt in range(1, chance.randint(2, 3)):
            state = chance.choice(State.values)
            needs_score = state == State.PRESENT
            sat_in = {"attempt": attempt, "sat_term": later} if attempt > 1 else {}
            score = chance.randint(0, 100) if needs_score else None
            make.mark(result, title, score, state=state, **sat_in)


def derived(results) -> dict:
    rows = TermResult.objects.filter(pk__in=[one.pk for one in results])
    return {pk: values for pk, *values in rows.values_list("pk", *DERIVED)}


@pytest.mark.parametrize("seed", range(5))
def test_many_at_once_are_derived_as_each_alone(seed):
    chance, term = random.Random(seed), make.term()
    later = make.term(term.institution, "2027-ODD", year=2027)
    results = [make.result(term) for _ in range(8)]
    for result in results:
        any_marks(result, later, chance)
        derive(TermResult, [result.pk], touch=False)
    alone = derived(results)
    wrong = {"mark_sum": 1, "mark_count": 1, "registered": 9, "failed": 9, "withheld": True}
    TermResult._base_manager.update(**wrong)

    derive(TermResult, [one.pk for one in results], touch=False)

    assert derived(results) == alone


def test_who_has_lost_every_mark_has_nothing_left():
    term = make.term()
    results = [make.result(term) for _ in range(2)]
    for result in results:
        make.mark(result, score=60)
    Mark.objects.filter(result__in=results)._raw_delete("default")

    derive(TermResult, [one.pk for one in results], touch=False)

    assert {tuple(values) for values in derived(results).values()} == {
        (0, 0, 0, 0, False, False, None, "", None, UNKNOWN, 0)
    }
