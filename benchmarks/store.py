"""What a refresh costs: marks stored and their results derived, beside a bare INSERT of the marks.

All of it happens in one transaction that is taken back: the database stays as it was.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from medians import in_turns, lines

from students.demo.rows import Table
from students.models import (
    Branch,
    Institution,
    Mark,
    PolicyVersion,
    Student,
    Subject,
    Term,
    TermResult,
)

SIZES = 1000, 10_000
SUBJECTS = 5
SCORE, OUT_OF = 6050, 10_000
ROUNDS = 5
FLOOR = "bare INSERT"


@dataclass(frozen=True)
class Ground:
    """Results without marks, and the subjects they are to have marks in."""

    results: list[int]
    subjects: list[Subject]

    def values(self):
        """The columns of a mark in every subject for every result."""
        for result in self.results:
            for subject in self.subjects:
                yield {"result_id": result, "subject_id": subject.pk}


def report(title: str) -> str:
    """The medians for each size."""
    return "\n".join(_measured(title, results) for results in SIZES)


@transaction.atomic
def _measured(title: str, results: int) -> str:
    ground = ground_of(results)
    jobs = {
        FLOOR: taken_back(lambda: _insert(ground)),
        "INSERT and refresh": taken_back(lambda: _refreshed(ground, _insert)),
        "bulk_create and refresh": taken_back(lambda: _refreshed(ground, _bulk_create)),
    }
    timings = in_turns(jobs, FLOOR, ROUNDS)
    transaction.set_rollback(True)
    return lines(f"{title}: {results * SUBJECTS:,} marks of {results:,} results", timings)


def _insert(ground: Ground):
    table = Table(Mark)
    for values in ground.values():
        table.add(**values, score=SCORE, max_score=OUT_OF)
    table.store()


def _bulk_create(ground: Ground):
    Mark.objects.bulk_create(Mark(**values, score=SCORE // 100) for values in ground.values())


def _refreshed(ground: Ground, write: Callable[[Ground], None]):
    with TermResult.objects.refreshing(ground.results):
        write(ground)


def taken_back(job: Callable[[], None]) -> Callable[[], None]:
    def done():
        with transaction.atomic():
            job()
            transaction.set_rollback(True)

    return done


def ground_of(results: int, code: str = "BENCHMARK", subjects: int = SUBJECTS) -> Ground:
    """An institution of this code, with so many students and subjects and a term T."""
    college = Institution.objects.create(code=code, name="Benchmark")
    day = datetime.date(2026, 7, 1)
    term = Term.objects.create(
        institution=college, code="T", title="Term", starts_on=day, ends_on=day
    )
    taught = [
        Subject.objects.create(institution=college, code=f"S{number}", title=f"Subject {number}")
        for number in range(subjects)
    ]
    return Ground(_enrolled(term, college.branches.create(code="B"), results), taught)


def _enrolled(term: Term, branch: Branch, results: int) -> list[int]:
    """So many students with a result each, sixty to a section."""
    students, enrolled, ids = Table(Student), Table(TermResult), []
    policy = PolicyVersion.objects.of_term(term)
    for number in range(results):
        student_id = students.add(
            institution_id=term.institution_id,
            roll_no=f"R{number}",
            roll_key=f"R{number}",
            name="Name",
            name_key="name",
        )
        ids.append(
            enrolled.add(
                student_id=student_id,
                term_id=term.pk,
                institution_id=term.institution_id,
                branch_id=branch.pk,
                semester=1,
                section=f"S{number // 60}",
                policy_version_id=policy.pk,
            )
        )
    with TermResult.objects.refreshing() as refresh:
        students.store()
        enrolled.store()
        refresh.admit(ids)
    return ids
