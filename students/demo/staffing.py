"""Who teaches, has charge of and mentors the classes of a branch's year of study."""

from itertools import count

from students.demo.classes import chance
from students.demo.curriculum import subjects_of
from students.demo.foundations import Foundation
from students.demo.names import teacher_name
from students.demo.plans import ClassPlan, Plan
from students.demo.rows import Rows
from students.models import ClassCharge, Staff, Teaching
from students.rules.keys import key_of, name_key_of


def hired(
    plan: Plan, foundation: Foundation, rows: Rows, group: tuple[ClassPlan, ...], numbers: count
) -> list[int]:
    """The teachers of these classes, in the order of the classes they are at home in."""
    return [
        staff_row(plan, foundation, rows, next(numbers))
        for one in group
        for _ in range(one.teachers)
    ]


def assign(foundation: Foundation, rows: Rows, group: tuple[ClassPlan, ...], teachers: list[int]):
    """Every subject of every class in every term to one teacher, every class to a class teacher."""
    for back in range(len(foundation.plan.terms)):
        _teach(foundation, rows, group, teachers, back)
        home = 0
        for one in group:
            if place := class_place(foundation, one, back):
                rows.add(ClassCharge, staff_id=teachers[home], **place)
            home += one.teachers


def class_place(foundation: Foundation, group: ClassPlan, back: int) -> dict | None:
    """The columns of a class so many terms ago; None before it began."""
    newest = foundation.plan.terms[0]
    semester = newest.semester(group.year) - back
    if semester < 1:
        return None
    return {
        "term_id": foundation.terms[foundation.plan.terms[back]].pk,
        "branch_id": foundation.branches[group.branch].pk,
        "semester": semester,
        "section": group.section,
    }


def staff_row(plan: Plan, foundation: Foundation, rows: Rows, number: int) -> int:
    """A member of staff on the way to the database; their number there."""
    name = teacher_name(chance(plan, foundation.plan.code, "staff", number))
    code = f"T{number:04}"
    return rows.add(
        Staff,
        institution_id=foundation.institution.pk,
        code=code,
        code_key=key_of(code),
        name=name,
        name_key=name_key_of(name),
    )


def _teach(foundation, rows, group, teachers, back):
    # Subject by subject through the sections, so that a teacher has one subject in two sections
    # rather than two subjects in one.
    slots = []
    for one in group:
        if place := class_place(foundation, one, back):
            subjects = subjects_of(one.branch, place["semester"])
            slots += [(at, one.ordinal, subject, place) for at, subject in enumerate(subjects)]
    slots.sort(key=lambda slot: slot[:2])
    for at, (_, _, subject, place) in enumerate(slots):
        teacher = teachers[at * len(teachers) // len(slots)]
        subject_id = foundation.subjects[subject.code].pk
        rows.add(Teaching, staff_id=teacher, subject_id=subject_id, **place)
