"""Millions of clicks, summed up by student and week while they are read.

A week of a student is one place in a few arrays of whole numbers, found through one dictionary:
some two hundred bytes for each week in which anything was done, whatever the number of clicks.
The rows may come in any order.
"""

from array import array
from collections.abc import Callable, Iterator
from itertools import count
from operator import length_hint

from students.imports.oulad import values
from students.imports.oulad.folders import Block, Folder
from students.imports.oulad.records import Presentations
from students.imports.problems import Problem
from students.imports.refusals import FileRefused, Refused
from students.imports.watching import Watch, unwatched
from students.models.engagement import CLICKS, DAYS_IN_WEEK, FIRST_WEEK, LAST_WEEK, PAGE_KINDS

OTHER = PAGE_KINDS.index("other")
WEEKS = 256  # places of one student: the number of a week, put above 0, is less


class Weeks:
    """Sums by student and week: `of` gives those of one student in a course.

    `strays` counts the rows left out, of students whom no other file knows.
    """

    def __init__(self, found: Presentations):
        self.rows_read = 0
        self.strays = 0
        self._courses: dict[tuple[str, str], tuple[dict, dict]] = {}
        bases = count(0, WEEKS)
        for presentation, courses in found.courses.items():
            for module, course in courses.items():
                kinds = {site: PAGE_KINDS.index(kind) for site, kind in course.pages.items()}
                students = dict(zip(course.learners, bases, strict=False))
                self._courses[module, presentation] = students, kinds
        self._slots: dict[int, int] = {}
        self._days, self._visits = array("B"), array("I")
        self._clicks = [array("L") for _ in PAGE_KINDS]
        self._places, self._counts = _Read(_place), _Read(_count)

    def add(self, block: Block, file: str):
        """Add the rows of a block; FileRefused at the first that cannot be read."""
        rows = iter(block.rows)
        try:
            self._add(rows)
        except Refused as refusal:
            line = block.first_line + len(block.rows) - length_hint(rows) - 1
            raise FileRefused(Problem(line, file, "", refusal.reason)) from refusal
        self.rows_read += len(block.rows)

    def _add(self, rows: Iterator[tuple]):
        # Run for millions of rows: what it needs is at hand, and nothing is called for a usual one.
        courses, slots, places, counts = self._courses, self._slots, self._places, self._counts
        days, visits, clicks = self._days, self._visits, self._clicks
        for module, presentation, student, site, day, number in rows:
            course = courses.get((module, presentation))
            if course is None:
                continue  # of a presentation that was not asked for
            base = course[0].get(student)
            if base is None:
                self.strays += 1
                continue
            place, bit = places[day]
            slot = slots.get(base + place)
            if slot is None:
                slot = self._new_slot(base + place)
            clicks[course[1].get(site, OTHER)][slot] += counts[number]
            days[slot] |= bit
            visits[slot] += 1

    def of(self, presentation: str, module: str, student: str) -> dict[int, dict]:
        """What a student did in each week: columns of WeeklyActivity by the number of the week."""
        base = self._courses[module, presentation][0][student]
        weeks = range(FIRST_WEEK, LAST_WEEK + 1)
        slots = ((week, self._slots.get(base + week - FIRST_WEEK)) for week in weeks)
        return {week: self._row(slot) for week, slot in slots if slot is not None}

    def _new_slot(self, place: int) -> int:
        slot = self._slots[place] = len(self._days)
        self._days.append(0)
        self._visits.append(0)
        for column in self._clicks:
            column.append(0)
        return slot

    def _row(self, slot: int) -> dict:
        clicks = [column[slot] for column in self._clicks]
        days = self._days[slot]
        return {
            "login_days": days.bit_count(),
            "last_day": days.bit_length() - 1,
            "video_seconds": 0,
            "forum_posts": 0,
            "visits": self._visits[slot],
            "clicks": sum(clicks),
            **dict(zip(CLICKS, clicks, strict=True)),
        }


class _Read(dict):
    """What a text was read as, so that each different one is read once."""

    def __init__(self, reading: Callable):
        super().__init__()
        self.reading = reading

    def __missing__(self, text: str):
        self[text] = self.reading(text)
        return self[text]


def _place(text: str) -> tuple[int, int]:
    """A day as the place of its week and the bit of its weekday."""
    number = values.day(text)
    if number is None:
        raise Refused("date is missing.")
    week, weekday = divmod(number, DAYS_IN_WEEK)
    if not FIRST_WEEK <= week <= LAST_WEEK:
        raise Refused(f"Day {number} is too far from the start of the course.")
    return week - FIRST_WEEK, 1 << weekday


def _count(text: str) -> int:
    try:
        return values.count(text)
    except Refused as refusal:
        raise Refused(f"sum_click “{text}”: {refusal.reason}") from refusal


def summed(folder: Folder, found: Presentations, watch: Watch = unwatched) -> Weeks:
    """All clicks of the folder in the chosen presentations, by student and week."""
    weeks, path = Weeks(found), folder.paths["studentVle"]
    for block in _watched(folder, watch):
        weeks.add(block, path.name)
    return weeks


def _watched(folder: Folder, watch: Watch) -> Iterator[Block]:
    blocks = folder.blocks("studentVle")
    yield from watch(blocks, "Reading clicks", folder.size("studentVle"), _bytes)


def _bytes(block: Block) -> int:
    return block.bytes
