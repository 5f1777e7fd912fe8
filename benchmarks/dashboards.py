"""What the figures of dashboards cost beside the same summary queries sent bare, by size.

The last line is the paper's way: every mark read and worked out in Python.
"""

import time
from collections import Counter
from collections.abc import Callable
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext
from pages import principal

from analytics.metrics.cells import branch_cells, subject_cells
from analytics.metrics.dimensions import BATCH
from analytics.metrics.figures import Figures
from analytics.metrics.grades import grade_counts
from analytics.metrics.parts import Parts
from analytics.metrics.pulse import pulses
from analytics.scope import Scope
from students.models import Mark
from students.rules.policy import PAPER_POLICY

ROUNDS = 31
MOST_IN_PYTHON = 100_000
SECTION = "Dashboards"
WORDS = (
    "Each figure of a principal's dashboard, and below it what the paper does: every mark read and "
    "worked out in Python. The floor of a figure is its own SQL, sent again without Django in the "
    "same round. All but that last line are read from totals of whole classes, which are as many "
    "for a million students as for ten thousand. Targets: at most twice the floor or 1 ms more; "
    "at a million at most 1.3 times ten thousand; a hundred times faster than in Python."
)


def report(students: int) -> dict:
    """Medians by name."""
    jobs = _jobs()
    floors = {name: _bare(job) for name, job in jobs.items()}
    spent = {name: ([], []) for name in jobs}
    for number in range(ROUNDS + 1):
        for name, job in jobs.items():
            taken = _timed(job), _timed(floors[name])
            if number:
                for into, seconds in zip(spent[name], taken, strict=True):
                    into.append(seconds)
    found = {
        name: {"seconds": median(ours), "floor": median(bare)}
        for name, (ours, bare) in spent.items()
    }
    if students <= MOST_IN_PYTHON:
        found["the paper's way: every mark, in Python"] = {"seconds": _timed(in_python)}
    return found


def _jobs() -> dict[str, Callable[[], object]]:
    """What is asked for, with the policies read once, as a page does."""
    scope = Scope.of(principal(), {})
    policies = Figures(scope).policies
    chosen = Scope.of(principal(), {"subject": scope.choices.of("subject")[0].code})
    terms = [term.pk for term in scope.terms]

    def figures_of(one: Scope) -> Figures:
        figures = Figures(one)
        figures.__dict__["policies"] = policies
        return figures

    return {
        "branches: average, attendance, risks, grades": lambda: branch_cells(scope, policies),
        "grades of all": lambda: grade_counts(figures_of(scope)),
        "averages of subjects": lambda: subject_cells(scope, policies),
        "one subject, whole": lambda: subject_cells(chosen, policies),
        "batches": lambda: Parts(figures_of(scope), BATCH).tallies,
        "whether anything has changed": lambda: pulses(terms),
    }


def _bare(job: Callable[[], object]) -> Callable[[], None]:
    """The job's own statements, sent to the database and their rows fetched, and no more."""
    job()
    with CaptureQueriesContext(connection) as captured:
        job()
    statements = [one["sql"] for one in captured.captured_queries]

    def sent():
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    return sent


def in_python() -> Counter:
    """Averages, grades and how many of each, from every mark."""
    sums = {}
    rows = Mark.objects.filter(attempt=1).values_list("result", "percent")
    for result, percent in rows.iterator():
        if percent is not None:
            total, count = sums.get(result, (0, 0))
            sums[result] = total + percent, count + 1
    bands = PAPER_POLICY.bands
    return Counter(
        next(band.letter for band in bands if total >= band.at_least * count)
        for total, count in sums.values()
    )


def _timed(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started
