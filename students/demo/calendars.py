"""The terms of the demo: two a year, the newest being the last whose examinations have begun.

So the demo always stands where a register is most looked at: nearly all marks of the newest term
are in, some are awaited, some are published. That term is also the current one by the register's
own rule, for none of the demo's terms begins later.
"""

import datetime
from dataclasses import dataclass

EXAMINATIONS = datetime.timedelta(weeks=5)
YEARS_OF_STUDY = 4


@dataclass(frozen=True)
class TermPlan:
    """One term: its academic year, and whether it is the odd or the even half of it."""

    academic_year: int
    odd: bool

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
    def starts_on(self) -> datetime.date:
        return datetime.date(self.calendar_year, *((7, 1) if self.odd else (1, 2)))

    @property
    def ends_on(self) -> datetime.date:
        return datetime.date(self.calendar_year, *((12, 15) if self.odd else (6, 15)))

    @property
    def before(self) -> "TermPlan":
        """The term before this one."""
        return TermPlan(self.academic_year - (1 if self.odd else 0), not self.odd)

    def semester(self, year: int) -> int:
        """The semester that students in this year of study (1–4) are in."""
        return 2 * year - (1 if self.odd else 0)

    def batch(self, year: int) -> str:
        """The code of the batch that is in this year of study, such as 2024-28."""
        admitted = self.academic_year - year + 1
        return f"{admitted}-{(admitted + YEARS_OF_STUDY) % 100:02}"


def terms_until(date: datetime.date, count: int) -> tuple[TermPlan, ...]:
    """So many terms, newest first, the newest the last whose examinations had begun on the date."""
    newest = TermPlan(date.year, odd=True)
    while newest.ends_on - EXAMINATIONS > date:
        newest = newest.before
    terms = [newest]
    while len(terms) < count:
        terms.append(terms[-1].before)
    return tuple(terms)
