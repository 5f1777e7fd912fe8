"""Makes the demo a plan describes: some thousand results at a time, history included."""

from collections import Counter
from collections.abc import Callable
from itertools import count

from students.demo.enrolments import enrol
from students.demo.foundations import Foundation, lay
from students.demo.office.seeds import seed_office
from students.demo.plans import ClassPlan, Plan
from students.demo.rows import Rows
from students.demo.staffing import assign, hired
from students.models import Door
from students.models.changes import acting

RESULTS_AT_ONCE = 1000


def seed(plan: Plan, progress: Callable[[int], None] = lambda students: None) -> Counter:
    """Store the demo; how many rows of each kind. `progress` hears of students as they are made."""
    made = Counter()
    with acting(door=Door.COMMAND):
        rows = Rows()
        foundations = lay(plan)
        for foundation in foundations:
            numbers = count(1)
            for group in foundation.plan.groups():
                for one in _classes(plan, foundation, rows, group, numbers):
                    if len(rows.results) >= RESULTS_AT_ONCE:
                        made.update(rows.store())
                    progress(one.size)
        made.update(rows.store())
        made.update(seed_office(plan, foundations, rows))
    return made


def _classes(
    plan: Plan,
    foundation: Foundation,
    rows: Rows,
    group: tuple[ClassPlan, ...],
    numbers: count,
):
    """Each class of a group as soon as all its rows wait to be stored."""
    teachers = hired(plan, foundation, rows, group, numbers)
    assign(foundation, rows, group, teachers)
    home = 0
    for one in group:
        enrol(plan, foundation, rows, one, teachers[home : home + one.teachers])
        home += one.teachers
        yield one
