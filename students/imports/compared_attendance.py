"""A row's attendance against that the register has: registers win, a difference is a problem."""

from django.utils.translation import gettext as _

from students.imports.entries import AttendanceEntry, Entry
from students.imports.items import ATTENDANCE, Item
from students.imports.rows import Compared
from students.imports.standings import Standing, text_of
from students.rules.risk import attendance_of
from students.rules.units import SCALE, is_rounded


def compare(row: Compared, standing: Standing):
    """Add the items of the row's attendance; what does not fit is noted in the row's entry."""
    for said in row.entry.attendances:
        _compare(row, standing, said)


def _compare(row: Compared, standing: Standing, said: AttendanceEntry):
    old = standing.attendance.get(said.subject)
    new = [said.held, said.attended, said.excused, text_of(said.percent)]
    if said.percent is not None:
        counted = _counted(standing)
        if counted is not None:
            return _check_counted(row.entry, said, *counted)
    if said.subject in standing.by_session:
        if old[:2] != new[:2]:
            return _refuse_total(row.entry, said, old)
        new = old  # leave is known by the class; a total says less of it
    row.add(Item(ATTENDANCE, (said.subject,), old, new), said.title, _attendance_text(old))
    return None


def _refuse_total(entry: Entry, said: AttendanceEntry, old: list):
    entry.refuse(
        said.title,
        _of(said.attended, said.held),
        _("This subject is taken class by class, which comes to %(counts)s classes.")
        % {"counts": _attendance_text(old)},
        _("Correct the class in question, or leave the row out."),
    )


def _counted(standing: Standing) -> tuple[int, int] | None:
    """Classes held and attended as the registers have them; None where there are none."""
    subjects = [value for subject, value in standing.attendance.items() if subject and value[0]]
    term = [value for value in [standing.attendance.get("")] if value and value[0]]
    rows = subjects or term
    return (sum(row[0] for row in rows), sum(row[1] for row in rows)) if rows else None


def _check_counted(entry: Entry, said: AttendanceEntry, held: int, attended: int):
    """A percent beside counted classes stores nothing: it agrees with them, or is a problem."""
    if is_rounded(int(said.percent * SCALE), attendance_of(held, attended).percent):
        return
    entry.refuse(
        said.title,
        text_of(said.percent),
        _("The registers say %(counts)s classes, which is another percent.")
        % {"counts": _of(attended, held)},
        _("Correct it, or leave it empty: counted classes go before a percent."),
    )


def _attendance_text(value: list | None) -> str:
    if value is None:
        return ""
    held, attended, _excused, percent = value
    return f"{percent}%" if percent is not None else _of(attended, held)


def _of(attended: int, held: int) -> str:
    return _("%(part)s of %(whole)s") % {"part": attended, "whole": held}
