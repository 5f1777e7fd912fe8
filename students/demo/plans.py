"""How many students make which classes: institutions, branches, years of study, sections."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from students.demo.calendars import TermPlan, terms_until
from students.demo.curriculum import BRANCHES

FEWEST, MOST = 10, 1_000_000
USUAL_SECTION = 60
SMALLEST_SECTION, LARGEST_SECTION = 30, 70
UNEVENNESS = 11
MENTEES = 20
TEACHERS_AT_LEAST = 3
SECOND_AT_MOST = 600
# Where three terms of every class stay affordable, where two do; above that one must be enough.
THREE_TERMS_UP_TO, TWO_TERMS_UP_TO = 5_000, 200_000
YEARS_IN_ORDER = (2, 3, 1, 4)  # a small college is shown by students who have a term behind them
# From so many sections on, so many branches and years of study.
SPREADS = ((1, 1, 1), (2, 2, 1), (3, 3, 1), (6, 3, 2), (20, 4, 3), (40, 6, 4), (80, 8, 4))


@dataclass(frozen=True)
class ClassPlan:
    """The students of one year of study, branch and section, and who is on their staff."""

    ordinal: int
    branch: str
    year: int
    section: str
    size: int
    first: int  # the place of its first student in the institution
    serial: int  # the number of its first student in branch and batch

    @property
    def teachers(self) -> int:
        """So many teachers have their home in this class; each mentors twenty of it or fewer."""
        return max(TEACHERS_AT_LEAST, -(-self.size // MENTEES))


@dataclass(frozen=True)
class InstitutionPlan:
    """One institution: its classes and its terms, newest first."""

    code: str
    name: str
    students: int
    terms: tuple[TermPlan, ...]
    by_register: bool  # attendance by subject, rather than one figure for a term
    classes: tuple[ClassPlan, ...]

    @property
    def one_cohort(self) -> bool:
        """Whether it is too small for each class to hold the whole range of marks."""
        return self.students < SMALLEST_SECTION

    def groups(self) -> Iterator[tuple[ClassPlan, ...]]:
        """The classes of one branch and year of study together: they share their teachers."""
        for _, classes in groupby(self.classes, key=lambda plan: (plan.branch, plan.year)):
            yield tuple(classes)


@dataclass(frozen=True)
class Plan:
    """The whole demo; equal plans make equal demos."""

    students: int
    seed: int
    date: datetime.date
    institutions: tuple[InstitutionPlan, ...]


def plan_of(students: int, seed: int, date: datetime.date) -> Plan:
    """The demo of this size; a tenth of it, at most 600, is a second institution of the group."""
    terms = terms_until(date, _term_count(students))
    second = _second(students)
    return Plan(
        students,
        seed,
        date,
        (
            _institution("DEMO", "PerfDash Demo College", students - second, terms, True),
            _institution("DEMO-2", "PerfDash Demo Polytechnic", second, terms, False),
        ),
    )


def section_name(place: int) -> str:
    """A, B … Z, AA, AB …"""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _term_count(students: int) -> int:
    if students <= THREE_TERMS_UP_TO:
        return 3
    return 2 if students <= TWO_TERMS_UP_TO else 1


def _second(students: int) -> int:
    if students < 2 * SMALLEST_SECTION:
        return students // 5
    return min(max(students // 10, SMALLEST_SECTION), SECOND_AT_MOST)


def _institution(code, name, students, terms, by_register) -> InstitutionPlan:
    classes = tuple(_classes(students))
    return InstitutionPlan(code, name, students, terms, by_register, classes)


def _classes(students: int) -> Iterator[ClassPlan]:
    sections = -(-students // USUAL_SECTION)
    branches, years = _spread(students, sections)
    slots = [(branch, year) for branch in list(BRANCHES)[:branches] for year in years]
    sections = max(sections, len(slots))
    ordinal = first = 0
    for place, (branch, year) in enumerate(slots):
        serial = 1
        here = _share(sections, len(slots), place)
        for section in range(here):
            size = _size(students, sections, ordinal)
            name = section_name(section) if students >= SMALLEST_SECTION else ""
            yield ClassPlan(ordinal, branch, year, name, size, first, serial)
            ordinal, first, serial = ordinal + 1, first + size, serial + size


def _spread(students: int, sections: int) -> tuple[int, tuple[int, ...]]:
    if students < SMALLEST_SECTION:  # a handful: three branches, as long as each has somebody
        return min(3, max(1, students // 2)), YEARS_IN_ORDER[:1]
    _, branches, years = [spread for spread in SPREADS if spread[0] <= sections][-1]
    return branches, tuple(sorted(YEARS_IN_ORDER[:years]))


def _size(students: int, sections: int, ordinal: int) -> int:
    """An even share, of which every second class leaves some students to the one before it."""
    even = _share(students, sections, ordinal)
    pair = ordinal // 2
    if students < SMALLEST_SECTION or 2 * pair + 1 == sections:
        return even
    first, second = (_share(students, sections, 2 * pair + place) for place in (0, 1))
    room = min(LARGEST_SECTION - first, second - SMALLEST_SECTION, UNEVENNESS - 1)
    moved = min(7 * pair % UNEVENNESS, room)
    return even - moved if ordinal % 2 else even + moved


def _share(total: int, parts: int, place: int) -> int:
    """What falls to one place when a total is shared evenly, the first places getting the rest."""
    return total // parts + (1 if place < total % parts else 0)
