"""A course of the register: its key, and where each of its rows is."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import numpy as np

AT_ONCE = 20_000  # rows of a query: as arrays they take a third of the memory


@dataclass(frozen=True)
class CourseKey:
    """A subject in a term, and the days it runs from and to."""

    subject: int
    term: int
    starts_on: datetime.date
    ends_on: datetime.date

    def day(self, on: datetime.date | None) -> float:
        """The number of a day counted from the start; NaN for none."""
        return np.nan if on is None else (on - self.starts_on).days


@dataclass(frozen=True)
class Rows:
    """The row of each enrolment, of each result and of each student, of a course."""

    key: CourseKey
    of: dict[int, int]
    of_result: dict[int, int]
    of_student: dict[int, int]

    def table(self, found: Iterable, width: int) -> tuple[np.ndarray, list[np.ndarray]]:
        """Rows of a query, a result first and numbers after it: its places, and columns of floats.

        Results that are not enrolled are left out; None becomes NaN.
        """
        chunks, left = [np.empty((0, width))], iter(found)
        while chunk := list(islice(left, AT_ONCE)):
            chunks.append(np.array(chunk, float))
        result, *columns = np.concatenate(chunks).T
        row = np.array([self.of_result.get(one, -1) for one in result.tolist()], int)
        return row[row >= 0], [column[row >= 0] for column in columns]
