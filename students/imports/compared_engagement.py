"""A row's enrolment, activity and background against those the register has."""

from dataclasses import replace

from students.imports import submissions
from students.imports.engagement_facts import NO_ACTIVITY, NO_BACKGROUND, NO_ENROLMENT
from students.imports.entries import OnlineEntry
from students.imports.items import ACTIVITY, BACKGROUND, ENROLMENT, Item
from students.imports.rows import Compared
from students.imports.standings import Standing


def compare(row: Compared, standing: Standing, said_before: dict):
    """Add the items of what a row says of online learning; its marks then name their subject.

    A row that names no course means the one the student is enrolled in; of none or several it is
    refused. What two rows say of one person has to agree: the first of them carries it.
    """
    said = row.entry.online
    if said is None:
        return
    subject = said.subject or _only_course(row, standing, said)
    if subject:
        row.entry.marks = [replace(mark, subject=subject) for mark in row.entry.marks]
        _compare_course(row, standing, said, subject)
    else:
        row.entry.marks = []
    _compare_background(row, standing, said, said_before)


def _only_course(row: Compared, standing: Standing, said: OnlineEntry) -> str:
    if not (said.enrolment or said.activity or row.entry.marks):
        return ""
    courses = list(standing.enrolments)
    if len(courses) == 1:
        return courses[0]
    if row.entry.problems:
        return ""  # what is wrong has been said; this may only follow from it
    if courses:
        reason = f"The student is enrolled in {len(courses)} courses: {', '.join(courses)}."
    else:
        reason = "The student is enrolled in no course of the term."
    row.entry.refuse(
        said.title,
        row.entry.roll_no,
        reason,
        "Add a column course_id, or import the file of students first.",
    )
    return ""


def _compare_course(row: Compared, standing: Standing, said: OnlineEntry, subject: str):
    key = (subject,)
    old = standing.enrolments.get(subject)
    if old is None or said.enrolment:
        row.add(Item(ENROLMENT, key, old, (old or NO_ENROLMENT) | _kept(old, said.enrolment)))
    if said.activity:
        old = standing.activities.get(subject)
        new = (old or NO_ACTIVITY) | said.activity
        reason = submissions.contradiction(new)
        if reason and not row.entry.problems:
            row.entry.refuse(said.work_title, "", reason, str(submissions.MEND))
        row.add(Item(ACTIVITY, key, old, new))


def _kept(old: dict | None, said: dict) -> dict:
    """What is said of the outcome; who passed or failed has stayed, and that says more."""
    if old and said.get("outcome") == "completed" and old["outcome"] not in ("", "withdrawn"):
        return {}
    return said


def _compare_background(row: Compared, standing: Standing, said: OnlineEntry, before: dict):
    if not said.background:
        return
    if BACKGROUND in before:
        number, other = before[BACKGROUND]
        for name, value in said.background.items():
            if value != other[name]:
                reason = f"Row {number} says {other[name]}."
                row.entry.refuse(name, str(value), reason, "Make them agree.")
        return
    old = standing.background
    row.add(Item(BACKGROUND, (), old, (old or NO_BACKGROUND) | said.background))
