"""What the revenue dashboard costs by number of students, beside the bare sums in SQL.

python benchmarks/fees.py [STUDENTS …] [--profile]

Each size has a database of its own in memory, with three dues and four receipts of each student.
"""

import cProfile
import datetime
import os
import pstats
import sys
import time
from collections.abc import Callable

SIZES = 10_000, 100_000
ROUNDS = 3
TODAY = datetime.date(2026, 11, 22)
BATCHES = 40
FLOOR = (
    "SELECT student_id, SUM(amount) FROM students_feedue GROUP BY student_id",
    "SELECT student_id, SUM(amount) FROM students_payment GROUP BY student_id",
)
PROFILE = "--profile"


def main(sizes: list[int], profiled: bool):
    """Print the medians of each size."""
    call_command("migrate", verbosity=0)
    sight = visible_to(User.objects.create_superuser("bench"))
    stored = 0
    for size in sizes:
        store(range(stored, size))
        stored = size
        jobs = {"bare sums in SQL": bare, "the figures": lambda: figures(sight)}
        for name, job in jobs.items():
            print(f"{size:>8,} students  {name:<18} {median(job):6.2f} s")
        if profiled:
            profile(lambda: figures(sight))


def store(numbers: range):
    """So many students in batches, each with three dues and four receipts."""
    college, _ = Institution.objects.get_or_create(code="B", defaults={"name": "Benchmark"})
    batches = [batch(college, f"B{number}") for number in range(BATCHES)]
    rows = {model: Table(model) for model in (Student, Admission, FeeDue, Payment)}
    for number in numbers:
        key = f"R{number}"
        names = {"roll_no": key, "roll_key": key, "name": "Name", "name_key": "name"}
        student = rows[Student].add(institution_id=college.pk, **names)
        joined = {"batch_id": batches[number % BATCHES].pk, "admitted_on": "2026-07-01"}
        rows[Admission].add(student_id=student, **joined)
        fees(rows, college, student, number)
    for table in rows.values():
        table.store()


def batch(college, code: str):
    """The batch of this code, made where it is not there yet."""
    branch, _ = college.branches.get_or_create(code="CSE")
    made = {"branch": branch}
    return college.batches.get_or_create(code=code, defaults=made)[0]


def fees(rows, college, student: int, number: int):
    """Three dues, and four receipts of which one names its due; in hundredths."""
    for place, ago in enumerate((120, 45, -20)):
        on = TODAY - datetime.timedelta(days=ago)
        code = f"I{place}"
        rows[FeeDue].add(student_id=student, code=code, code_key=code, due_on=on, amount=100_000)
    for place in range(4):
        on = TODAY - datetime.timedelta(days=30 * place + number % 30)
        key = f"{number}-{place}"
        rows[Payment].add(
            institution_id=college.pk,
            student_id=student,
            receipt=key,
            receipt_key=key,
            kind="payment",
            paid_on=on,
            amount=40_000 + number % 7 * 1_000,
            toward="" if place else "I0",
        )


def bare():
    """What the database needs to add up the amounts of every student, and no more."""
    with connection.cursor() as cursor:
        for statement in FLOOR:
            cursor.execute(statement)
            cursor.fetchall()


def figures(sight):
    """All that the page shows of fees."""
    found = FeeFigures(FeeScope.of(sight, {}), TODAY)
    return found.total, found.by("batch"), found.by("branch"), found.months


def median(job: Callable) -> float:
    """Seconds of processor time, the middle of some rounds: the database is in this process."""
    spent = []
    for _ in range(ROUNDS):
        started = time.process_time()
        job()
        spent.append(time.process_time() - started)
    return sorted(spent)[ROUNDS // 2]


def profile(job: Callable):
    """Where the time goes."""
    profiler = cProfile.Profile()
    profiler.runcall(job)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(15)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfdash.settings")
    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    os.environ["PERFDASH_DEMO"] = "1"
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from analytics.fee_scopes import FeeScope
    from analytics.metrics.fee_figures import FeeFigures
    from students.access import visible_to
    from students.demo.rows import Table
    from students.models import Admission, FeeDue, Institution, Payment, Student, User

    asked = [int(text) for text in sys.argv[1:] if text != PROFILE]
    main(asked or list(SIZES), PROFILE in sys.argv)
