"""The terms of the demo: two a year, the newest running, about two thirds of it gone.

So the demo always stands where something can still be done: what was assessed during the term is
in, the end-semester examinations are to come, and so are some classes. The calendar moves with the
day the demo is made for; the terms before the newest are over and complete.
"""

import datetime
from dataclasses import dataclass
from fractions import Fraction

DAY, WEEK = datetime.timedelta(days=1), datetime.timedelta(weeks=1)
BETWEEN, LENGTH, EXAMINATIONS = 26 * WEEK, 24 * WEEK, 5 * WEEK
GONE = 15 * WEEK  # of the newest term, counted to the Monday of the demo's week
YEARS_OF_STUDY = 4
FIRST_MONTH, LAST_MONTH = 5, 10  # in which odd semesters begin


@dataclass(frozen=True)
class TermPlan:
    """One term: its academic year, and whether it is the odd or the even half of it."""

    academic_year: int
    odd: bool
    starts_on: datetime.date

    @property
    def calendar_year(self) -> int:
        return self.academic_year if self.odd else self.academic_year + 1

    @property
    def code(self) -> str:
        return f"{self.calendar_year}-{'ODD' if self.odd else 'EVEN'}"

    @property
    def title(self) -> str:
        half = "Odd" if self.odd else "Even"
        return f"{half} semester {self.academic_year}–{(self.academic_year + 1) % 100:02}"

    @property
    def ends_on(self) -> datetime.date:
        """The Friday of its last week."""
        return self.starts_on + LENGTH - 3 * DAY

    @property
    def examined_from(self) -> datetime.date:
        """When classes are over and the end-semester examinations begin."""
        return self.ends_on - EXAMINATIONS

    @property
    def before(self) -> "TermPlan":
        """The term before this one."""
        year = self.academic_year - (1 if self.odd else 0)
        return TermPlan(year, not self.odd, self.starts_on - BETWEEN)

    def gone(self, date: datetime.date) -> Fraction:
        """How much of its time for classes is over at the end of a day, from 0 to 1."""
        days = (date + DAY - self.starts_on).days
        return min(
            max(Fraction(days, (self.examined_from - self.starts_on).days), Fraction(0)),
            Fraction(1),
        )

    def semester(self, year: int) -> int:
        """The semester that students in this year of study (1–4) are in."""
        return 2 * year - (1 if self.odd else 0)

    def batch(self, year: int) -> str:
        """The code of the batch that is in this year of study, such as 2024-28."""
        admitted = self.academic_year - year + 1
        return f"{admitted}-{(admitted + YEARS_OF_STUDY) % 100:02}"


def terms_until(date: datetime.date, count: int) -> tuple[TermPlan, ...]:
    """So many terms, newest first; two thirds of the newest are gone on the date."""
    terms = [_running(date)]
    while len(terms) < count:
        terms.append(terms[-1].before)
    return tuple(terms)


def _running(date: datetime.date) -> TermPlan:
    starts_on = date - date.weekday() * DAY - GONE
    odd = FIRST_MONTH <= starts_on.month <= LAST_MONTH
    year = starts_on.year if starts_on.month >= FIRST_MONTH else starts_on.year - 1
    return TermPlan(year, odd, starts_on)
