"""What the demo's training institute offers, and which of its batches there are on a day."""

import datetime
from dataclasses import dataclass

from students.demo.calendars import TermPlan
from students.demo.curriculum import SubjectPlan
from students.demo.plans import InstitutionPlan, Plan

CODE, NAME = "DEMO-3", "PerfDash Demo Training Institute"
DAY = datetime.timedelta(days=1)
LENGTH = 270 * DAY
HELD_AT_LEAST = 28 * DAY  # of a term by a batch, to have a result in it
MODULES_AT_ONCE = 3
FEW_STUDENTS, USUAL_STUDENTS = 60, 600
SIZES = 4, 12, 20  # of a batch where the demo is small, usual and large


@dataclass(frozen=True)
class CoursePlan:
    """A course: what it costs in whole rupees, in so many instalments, and its six modules."""

    code: str
    title: str
    fee: int
    instalments: int
    modules: tuple[str, ...]

    def subjects(self, level: int) -> tuple[SubjectPlan, ...]:
        """The modules of a level, from 1; the last level holds on."""
        start = MODULES_AT_ONCE * (min(level, len(self.modules) // MODULES_AT_ONCE) - 1)
        titles = enumerate(self.modules[start : start + MODULES_AT_ONCE], start + 1)
        return tuple(SubjectPlan(f"{self.code}{number:02}", title) for number, title in titles)


def _course(code: str, title: str, fee: int, instalments: int, modules: str) -> CoursePlan:
    return CoursePlan(code, title, fee, instalments, tuple(modules.split("; ")))


COURSES = (
    _course(
        *("FSD", "Full Stack Web Development", 84_000, 4),
        "HTML and CSS; JavaScript; Python and Django; React; Databases and SQL; Capstone Project",
    ),
    _course(
        *("DA", "Data Analytics", 72_000, 3),
        "Spreadsheets; Statistics for Business; SQL; Python for Analysis; Dashboards; "
        "Project in Analytics",
    ),
    _course(
        *("DM", "Digital Marketing", 48_000, 2),
        "Search and Content; Social Media; Campaign Basics; Paid Search; Web Analytics; "
        "Live Campaign Project",
    ),
    _course(
        *("TALLY", "Accounting with Tally and GST", 36_000, 3),
        "Bookkeeping; Tally; Business Communication; GST Returns; Payroll; Office Internship",
    ),
)
# Days before the demo's on which batches began, and the place of their course.
BEGINNINGS = ((600, 0), (510, 1), (420, 2), (330, 0), (250, 1), (170, 3), (90, 0), (20, 2))


@dataclass(frozen=True)
class BatchPlan:
    """One batch of the institute."""

    ordinal: int
    course: CoursePlan
    starts_on: datetime.date
    size: int

    @property
    def code(self) -> str:
        """Such as FSD-2511, by the month in which it began."""
        return f"{self.course.code}-{self.starts_on:%y%m}"

    @property
    def section(self) -> str:
        return f"{self.starts_on:%y%m}"

    @property
    def ends_on(self) -> datetime.date:
        return self.starts_on + LENGTH

    def meets_in(self, term: TermPlan) -> bool:
        """Whether enough of the batch lies in a term for a result of it."""
        shared = min(self.ends_on, term.ends_on) - max(self.starts_on, term.starts_on)
        return shared >= HELD_AT_LEAST

    def level(self, term: TermPlan) -> int:
        """1 in the first of its terms, 2 in the one after."""
        return 2 if self.meets_in(term.before) else 1


def institute_of(plan: Plan) -> InstitutionPlan:
    """The institute beside the institutions of a plan; its students come on top of the plan's."""
    students = sum(batch.size for batch in batches_of(plan))
    return InstitutionPlan(CODE, NAME, students, plan.institutions[0].terms, False, ())


def batches_of(plan: Plan) -> tuple[BatchPlan, ...]:
    """The batches of the last twenty months, the oldest first."""
    place = (plan.students >= FEW_STUDENTS) + (plan.students >= USUAL_STUDENTS)
    return tuple(
        BatchPlan(ordinal, COURSES[course], plan.date - days * DAY, SIZES[place])
        for ordinal, (days, course) in enumerate(BEGINNINGS)
    )
