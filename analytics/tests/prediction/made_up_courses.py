"""Made-up facts of courses, in numbers only: any that the register could hold."""

from random import Random

import numpy as np
from hypothesis import strategies as st

from analytics.prediction.courses import (
    PAGE_KINDS,
    Course,
    Dated,
    Earlier,
    Parts,
    Start,
    Weeks,
    Work,
)

SIZE = 5
ENTERED = 1  # the part of which nobody notes when it was handed in
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
    """Of the second part scores are entered, of the others it is known when they came in.

    Later rows of the same part are corrections; one below 10 takes back what was entered.
    """
    row, part, day, score = zip(*rows, strict=True) if rows else ((), (), (), ())
    part, score = numbers(part, int), numbers(score)
    handed_in = part != ENTERED
    made = handed_in | (score > 20)
    banked = np.zeros(len(row), bool)
    submitted = np.where(handed_in, numbers(day), np.nan)
    stands = handed_in | (score > 10)
    return Work(numbers(row, int), part, numbers(day), score, banked, made, submitted, stands)


def dated(rows) -> Dated:
    row, day, value = zip(*rows, strict=True) if rows else ((), (), ())
    return Dated(numbers(row, int), numbers(day), numbers(value))


def earlier(rows) -> Earlier:
    row, item, ended, day, value = zip(*rows, strict=True) if rows else ((),) * 5
    value = numbers(value)
    columns = numbers(row, int), numbers(item, int), numbers(ended), numbers(day)
    return Earlier(*columns, value, np.ones(len(value)), (value < 40).astype(float))


def start(registered, left) -> Start:
    some = np.arange(SIZE, dtype=float)
    return Start(numbers(registered), numbers(left), 30 + some, some, some % 3)


def course(
    registered,
    left,
    week_rows,
    work_rows,
    class_rows,
    other_rows,
    earlier_rows=(),
    term_rows=(),
) -> Course:
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
        earlier_marks=earlier(earlier_rows),
        earlier_classes=earlier(earlier_rows),
        term_marks=earlier(term_rows),
        term_classes=earlier(term_rows),
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

    def score():
        return draw.choice((np.nan, float(draw.randint(0, 100))))

    weeks = {
        (row(), draw.randint(-3, 16)): (draw.randint(1, 7), draw.randint(0, 90)) for _ in "x" * 30
    }
    return {
        "registered": days(),
        "left": days(),
        "week_rows": [key + value for key, value in weeks.items()],
        "work_rows": [(row(), draw.randrange(3), day(), draw.randint(0, 100)) for _ in "x" * 12],
        "class_rows": [(row(), day(), draw.randint(0, 1)) for _ in "x" * 12],
        "other_rows": [(row(), day(), day()) for _ in "x" * 4],
        "earlier_rows": [
            (row(), draw.randrange(4), draw.choice((-200, -20)), day(), score()) for _ in "x" * 10
        ],
        "term_rows": [(row(), draw.randrange(3), 0, day(), score()) for _ in "x" * 10],
    }


FACTS = st.integers(0, 10**6).map(facts)
