"""Marks: wide (a column for each subject) or long (a row for each mark)."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports import attendance, identities, students, values
from students.imports.cells import Cell
from students.imports.columns import Column
from students.imports.entries import Entry, MarkEntry
from students.imports.kinds import Kind
from students.imports.marks_columns import NAMES, is_long, problems
from students.imports.refusals import Refused
from students.imports.structure import Structure
from students.imports.tables import Table
from students.models import State
from students.rules.grading import ABSENT, EXEMPT, PENDING, PRESENT

MOST_ATTEMPTS = 20
REMOVE = gettext_lazy("If the column is no subject, remove it.")


def read(entry: Entry, table: Table, structure: Structure):
    """What a row says of a student's marks, and of the attendance beside them."""
    students.read(entry, table, structure)
    attempt = entry.read(table.column("attempt"), _attempt_of, 1)
    unsaid = MarkEntry(
        "",
        "",
        attempt=attempt,
        sat_term=entry.read(table.column("sat_term"), _term_of(structure), ""),
        published=entry.read(table.column("published"), values.yes_or_no),
    )
    if is_long(table):
        _read_long(entry, table, structure, unsaid)
    else:
        for column in table.unnamed:
            _read_wide(entry, column, structure, unsaid)
    if table.column("attendance"):
        attendance.read_percent(entry, table)


def _read_wide(entry: Entry, column: Column, structure: Structure, unsaid: MarkEntry):
    cell = entry.row.cell(column)
    if cell.blank:
        return
    said = entry.read(column, lambda cell: _state_and_score(cell, column, structure))
    if said:
        state, score = said
        entry.marks.append(
            replace(
                unsaid,
                title=column.title,
                subject=structure.subject(column.subject).key,
                component=column.component,
                state=state,
                score=score,
                maximum=column.maximum,
                text=cell.text,
            )
        )


def _state_and_score(cell: Cell, column: Column, structure: Structure):
    try:
        return values.state_and_score(cell)
    except Refused as refusal:
        known = structure.subjects.find(column.subject)
        if (known and known.pk) or any(c.isdigit() for c in cell.text):
            raise
        raise Refused(refusal.reason, f"{refusal.mend} {REMOVE}") from refusal


def _read_long(entry: Entry, table: Table, structure: Structure, unsaid: MarkEntry):
    column = table.column("score") or table.column("state")
    subject_column = table.column("subject")
    subject = entry.read(
        subject_column, lambda cell: structure.subject(identities.code_of(cell)).key, ""
    )
    if entry.row.cell(subject_column).blank:
        entry.refuse(subject_column.title, "", _("The subject is missing."), _("Write its code."))
    state, score = _long_state_and_score(entry, table)
    entry.marks.append(
        replace(
            unsaid,
            title=column.title,
            subject=subject,
            state=state,
            score=score,
            maximum=entry.read(table.column("max"), values.maximum_of, column.maximum),
            component=entry.read(table.column("component"), identities.code_of, ""),
            weight=entry.read(table.column("weight"), values.maximum_of),
            text=entry.row.cell(column).text,
            exported=entry.row.cell(table.column("exported")).text,
        )
    )


def _long_state_and_score(entry: Entry, table: Table):
    """State and score of a row; the state "" says that the row registers the subject alone."""
    score_column, state_column = table.column("score"), table.column("state")
    in_score = values.state_of(entry.row.cell(score_column))
    score = None if in_score else entry.read(score_column, values.score_of)
    state = entry.read(state_column, _named_state) or in_score or ("" if score is None else PRESENT)
    if in_score and state != in_score:
        entry.refuse(
            state_column.title,
            state,
            _("The score says %(state)s.") % {"state": _named(in_score)},
            _("Keep one of them."),
        )
    if score is not None and state in (ABSENT, EXEMPT, PENDING):
        entry.refuse(
            score_column.title,
            str(score),
            _("A mark that is %(state)s has no score.") % {"state": _named(state)},
            _("Empty it."),
        )
    has_problem = entry.problems and entry.problems[-1].column == getattr(score_column, "title", "")
    if state == PRESENT and score is None and not has_problem:
        title = score_column.title if score_column else state_column.title
        entry.refuse(title, "", _("Present needs a score."), values.MARK_MEND)
    return state, score


def _named(state: str) -> str:
    return State(state).label.lower()


def _named_state(cell: Cell) -> str:
    state = values.state_of(cell)
    if state is None:
        raise Refused(
            _("This state is not known."),
            _("Known: present, absent, pending, withheld, malpractice, exempt."),
        )
    return state


def _term_of(structure: Structure):
    return lambda cell: structure.terms.of(identities.code_of(cell)).key


def _attempt_of(cell: Cell) -> int:
    return values.whole_of(cell, 1, MOST_ATTEMPTS)


KIND = Kind("marks", NAMES, problems, read)
