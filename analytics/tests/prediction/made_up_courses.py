"""Made-up facts of courses, in numbers only: any that the register could hold."""

from random import Random

import numpy as np
from hypothesis import strategies as st

from analytics.prediction.courses import PAGE_KINDS, Course, Dated, Parts, Start, Weeks, Work

SIZE = 5
DAYS = st.integers(-20, 120)


def numbers(found, dtype=float) -> np.ndarray:
    return np.array(list(found), dtype)


def weeks(rows) -> Weeks:
    row, week, days, clicks = zip(*rows, strict=True) if rows else ((), (), (), ())
    columns = np.zeros((len(row), len(PAGE_KINDS)))
    columns[:, 0] = clicks
    days = numbers(days)
    zeros = np.zeros(len(row))
    return Weeks(numbers(row, int), numbers(week, int), days, days - 1, columns, zeros, zeros)


def work(rows) -> Work:
    row, part, day, score = zip(*rows, strict=True) if rows else ((), (), (), ())
    banked = np.zeros(len(row), bool)
    return Work(numbers(row, int), numbers(part, int), numbers(day), numbers(score), banked)


def dated(rows) -> Dated:
    row, day, value = zip(*rows, strict=True) if rows else ((), (), ())
    return Dated(numbers(row, int), numbers(day), numbers(value))


def start(registered, left) -> Start:
    some = np.arange(SIZE, dtype=float)
    return Start(numbers(registered), numbers(left), 30 + some, some, some % 3)


def course(registered, left, week_rows, work_rows, class_rows, other_rows) -> Course:
    return Course(
        key=(1, 1),
        length=120,
        enrolments=np.arange(SIZE) + 10,
        start=start(registered, left),
        weeks=weeks(week_rows),
        parts=Parts(numbers([20, 60, 100]), numbers([10, 30, 0]), np.array(["quiz"] * 3)),
        work=work(work_rows),
        classes=dated(class_rows),
        others=dated(other_rows),
    )


def facts(seed: int) -> dict:
    """The rows that `course` takes, by name, drawn from a seed."""
    draw = Random(seed)

    def day():
        return draw.randint(-20, 120)

    def row():
        return draw.randrange(SIZE)

    def days():
        return [draw.choice((np.nan, float(day()))) for _ in range(SIZE)]

    weeks = {
        (row(), draw.randint(-3, 16)): (draw.randint(1, 7), draw.randint(0, 90)) for _ in "x" * 30
    }
    work = {(row(), draw.randrange(3)): (day(), draw.randint(0, 100)) for _ in "x" * 8}
    return {
        "registered": days(),
        "left": days(),
        "week_rows": [key + value for key, value in weeks.items()],
        "work_rows": [key + value for key, value in work.items()],
        "class_rows": [(row(), day(), draw.randint(0, 1)) for _ in "x" * 12],
        "other_rows": [(row(), day(), day()) for _ in "x" * 4],
    }


FACTS = st.integers(0, 10**6).map(facts)
