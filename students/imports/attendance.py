"""Attendance: a percent, classes held, attended and excused, or a register class by class, with a
column for each class or a row for each student and class."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from students.imports import class_rows, identities, registers, row_totals, students, values
from students.imports.cells import Cell
from students.imports.columns import DAY
from students.imports.entries import AttendanceEntry, Entry
from students.imports.kinds import Kind
from students.imports.problems import Problem, whole_file
from students.imports.refusals import Refused
from students.imports.structure import Structure
from students.imports.tables import Table
from students.imports.titles import BELONGING, PERSON

NAMES = (
    *PERSON,
    *BELONGING,
    "subject",
    "attendance",
    "percent",
    "held",
    "attended",
    "excused",
    DAY,
    *class_rows.NAMES,
)
OF_HELD = re.compile(r"([0-9]{1,5})\s*(?:/|of|out of)\s*([0-9]{1,5})", re.IGNORECASE)


def problems(table: Table, structure: Structure) -> list[Problem]:
    """A file says a percent, or what was held and attended, or who was in which class."""
    if under_subjects := registers.of_several_subjects(table):
        return under_subjects
    found = students.unknown_columns(table, NAMES)
    if class_rows.is_long(table):
        return found + class_rows.problems(table, structure)
    found += class_rows.alone(table)
    if table.days:
        return found + registers.problems(table, structure)
    counts = [name for name in ("held", "attended") if table.column(name)]
    percent = percent_column(table)
    if not counts and not percent:
        found.append(
            whole_file(_("There is no attendance."), _("Add attendance, or held and attended."))
        )
    if len(counts) == 1:
        found.append(whole_file(_alone(counts[0]), _("Add the other column.")))
    if percent and registers.said_subject(table):
        found.append(
            whole_file(
                _("A subject's attendance is counted."), _("Replace percent by held, attended.")
            )
        )
    return found + registers.subject_problems(table, structure, is_needed=False)


def _alone(name: str) -> str:
    return _("Held stands alone.") if name == "held" else _("Attended stands alone.")


def read(entry: Entry, table: Table, structure: Structure):
    """What a row says of a student's attendance."""
    students.read(entry, table, structure)
    subject = table.column("subject")
    code = _subject_key(entry, table, structure)
    if subject and entry.row.cell(subject).blank:
        entry.refuse(subject.title, "", _("The subject is missing."), _("Write its code."))
    elif class_rows.is_long(table):
        class_rows.read(entry, table, structure, code)
    elif table.days:
        registers.read(entry, table, code)
        row_totals.check(entry, table)
    else:
        read_percent(entry, table)
        _read_counts(entry, table, code)
    if len(entry.attendances) > 1:
        title = percent_column(table).title
        entry.refuse(title, "", _("The row has a percent and counts."), _("Remove one of the two."))
        entry.attendances.clear()


def _subject_key(entry: Entry, table: Table, structure: Structure) -> str:
    """The key of the row's subject, or the file's; empty where both are silent."""
    column = table.column("subject")
    if column:
        return entry.read(column, lambda cell: structure.subject(identities.code_of(cell)).key, "")
    text = registers.said_subject(table)
    return structure.subject(text).key if text else ""


def percent_column(table: Table):
    """The column of a reported percent."""
    return table.column("attendance") or table.column("percent")


def read_percent(entry: Entry, table: Table):
    """What a row says of the term's attendance: a percent, or “18/20”; empty says nothing."""
    column = percent_column(table)
    said = entry.read(column, _percent_or_counts)
    if said is not None:
        entry.attendances.append(AttendanceEntry(column.title, **said))


def _percent_or_counts(cell: Cell) -> dict:
    counts = OF_HELD.fullmatch(cell.text)
    if not counts:
        return {"percent": values.attendance_percent_of(cell)}
    attended, held = (values.classes_of(Cell(text)) for text in counts.groups())
    if attended > held:
        words = _("More classes were attended than the %(held)s held.")
        raise Refused(words % {"held": held}, _("Correct one of the counts."))
    return {"held": held, "attended": attended}


def refuse_shares(entries: Iterable[Entry], table: Table):
    """Refuse 0.85, 1 and 0 alike where a column of percents holds shares of 1.

    The one cell does not tell: 1 may be a percent as well, unless 0.85 stands above it.
    """
    column = percent_column(table)
    doubtful = [
        (entry, said.percent)
        for entry in entries
        for said in entry.attendances
        if said.percent is not None and values.may_be_share(entry.row.cell(column), said.percent)
    ]
    if any(0 < percent < 1 for entry, percent in doubtful):
        for entry, percent in doubtful:
            refusal = values.share_refused(percent)
            cell = entry.row.cell(column)
            entry.refuse(column.title, cell.text, refusal.reason, refusal.mend)


def _read_counts(entry: Entry, table: Table, code: str):
    held_column, attended_column = table.column("held"), table.column("attended")
    held = entry.read(held_column, values.classes_of)
    attended = entry.read(attended_column, values.classes_of)
    excused = entry.read(table.column("excused"), values.classes_of, 0)
    cells = entry.row.cell(held_column), entry.row.cell(attended_column)
    if held is None or attended is None:
        if cells[0].blank != cells[1].blank:
            missing = held_column if cells[0].blank else attended_column
            entry.refuse(missing.title, "", _("Held and attended go together."), _("Fill in both."))
        return
    if attended + excused > held:
        entry.refuse(
            attended_column.title,
            cells[1].text,
            _("Attended and excused together are more than the %(held)s held.") % {"held": held},
            _("Correct one of the counts."),
        )
        return
    title = attended_column.title
    entry.attendances.append(AttendanceEntry(title, code, held, attended, excused))


KIND = Kind("attendance", NAMES, problems, read)
