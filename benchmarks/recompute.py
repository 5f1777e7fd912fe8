"""What recomputing costs beside the rules' own statements over all results, and what one mark does.

All of it is taken back: the database stays as it was.
"""

import time
from collections.abc import Callable
from statistics import median

from django.db import models, transaction
from store import taken_back

from students.models import Institution, Mark, PolicyVersion, TermResult
from students.models.outcomes import gathered, outcome, subject_outcome
from students.models.recompute import mend_summaries, recomputed

RESULTS, WRONG = 20_000, 2_000
ROUNDS, SAVES = 3, 40
SECTION = "Recomputing and saving"
WORDS = (
    f"Recomputing {RESULTS:,} results of six marks each, or all where there are fewer, beside "
    "three `UPDATE`s that write every derived column of the same marks and results at once: no "
    "lock, no history, nothing compared. A result that is right is only asked about; those that "
    "have drifted are locked, derived, written down and summed up anew, here "
    f"{WRONG:,} of them beside the same statements for as many. Comparing the summaries reads "
    "every result of the institution once. A mark's `save()` stores it with its history, its "
    "result and all summaries; its floor is Django's own `save()` of the same row. Targets: 1.2 "
    "times for recomputing, three times for a mark, and no growth with the number of students."
)


def report(students: int) -> dict:
    """Medians by name; every pair takes its turns in one round."""
    ids = list(TermResult.objects.order_by("pk").values_list("pk", flat=True)[:RESULTS])
    wrong = ids[:WRONG]
    pairs = {
        "recompute, all are right": (lambda: list(recomputed(ids)), lambda: written(ids)),
        "recompute, all have drifted": (lambda: list(recomputed(wrong)), lambda: written(wrong)),
    }
    found = {}
    for name, (ours, floor) in pairs.items():
        drift = wrong if "drifted" in name else []
        spent = [(_spent(ours, drift), _spent(floor, drift)) for _ in range(ROUNDS + 1)][1:]
        rate = len(drift or ids) / median(one for one, _ in spent)
        found[name] = _medians(spent) | {"note": f"{rate:,.0f} a second"}
    institution = Institution.objects.get().pk
    spent = [_spent(lambda: mend_summaries(institution, dry_run=True), []) for _ in range(1)]
    found["comparing all summaries"] = {"seconds": min(spent)}
    return found | {"one mark saved, processor time": _medians(list(_saves()))}


def written(ids: list[int]):
    """Every derived column of these neighbouring results, by the statements of the rules."""
    policy = PolicyVersion.objects.get().policy
    span = {"gte": ids[0], "lte": ids[-1]}
    marks = {f"result__{name}": value for name, value in span.items()}
    Mark._base_manager.filter(**marks).update(**subject_outcome(policy))
    rows = TermResult._base_manager.filter(**{f"pk__{name}": one for name, one in span.items()})
    rows.update(**gathered(TermResult))
    rows.update(**outcome(policy))


def _spent(job: Callable[[], object], drift: list[int]) -> float:
    """Seconds of the job alone, in a transaction that is taken back."""
    took = []

    def timed():
        if drift:
            TermResult._base_manager.filter(pk__in=drift).update(mark_sum=1)
        started = time.perf_counter()
        job()
        took.append(time.perf_counter() - started)

    taken_back(timed)()
    return took[0]


def _saves():
    """One mark after the other with another score: the whole save, then Django's own."""
    here = Mark.objects.filter(attempt=1, state="present").select_related("result", "subject")
    for mark in here.order_by("pk")[:SAVES]:
        mark.score = 40 + (int(mark.score) + 1) % 50
        yield _committed(mark.save), _committed(lambda mark=mark: models.Model.save(mark))


def _committed(job: Callable[[], object]) -> float:
    """Seconds of processor time: on SQLite the database's is in it, and what else runs is not."""
    started = time.process_time()
    with transaction.atomic():
        job()
        transaction.set_rollback(True)
    return time.process_time() - started


def _medians(spent: list[tuple[float, float]]) -> dict:
    ours, floors = zip(*spent, strict=True)
    return {"seconds": median(ours), "floor": median(floors)}
