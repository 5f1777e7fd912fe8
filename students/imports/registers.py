"""A register as a file: a column for each class, and in it who was there."""

import datetime
from collections import defaultdict
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports.class_periods import PERIOD_MEND, is_half
from students.imports.columns import Column
from students.imports.days import is_day, said_day, shown
from students.imports.entries import Entry, PresenceEntry
from students.imports.presences import is_day_off, late_notes, presence_of
from students.imports.problems import Problem, whole_file
from students.imports.refusals import Refused
from students.imports.slots import Slot
from students.imports.structure import Structure
from students.imports.tables import Table, letters
from students.models import Term
from students.models.sessions import MOST_PERIODS

SUBJECT_MEND = gettext_lazy("Say the subject of the whole file, or add the column subject.")


def dated(table: Table, term: Term | None) -> Table:
    """The same with the slot of each class that has values, as far as its title says one.

    A day of which every cell says that there was no class is left out.
    """
    if term is None or not table.days:
        return table
    table = _without_days_off(table)
    slots = {one.index: slot for one in filled(table) if (slot := _slot(one, term))}
    unsaid: dict[datetime.date, list[int]] = defaultdict(list)
    for index, slot in slots.items():
        if slot.period is None:
            unsaid[slot.on].append(index)
    for indexes in unsaid.values():
        for nth, index in enumerate(indexes, start=1):
            slots[index] = replace(slots[index], nth=nth, of=len(indexes))
    columns = (replace(one, slot=slots.get(one.index)) for one in table.columns)
    return Table(tuple(columns), table.rows)


def _without_days_off(table: Table) -> Table:
    off = {one.index for one in table.days if is_day_off(table.values(one))}
    columns = (
        replace(one, day="", left_out=True) if one.index in off else one for one in table.columns
    )
    return Table(tuple(columns), table.rows)


def filled(table: Table) -> list[Column]:
    """The classes somebody was in, or missed: a day nothing is said of is left alone."""
    return [one for one in table.days if any(True for _ in table.values(one))]


def problems(table: Table, structure: Structure) -> list[Problem]:
    """Days that cannot be meant, two columns of one class, and classes of no subject."""
    found = [
        whole_file(problem.reason, problem.mend, column=column.title)
        for column in filled(table)
        if (problem := _day_problem(column, structure.place.term))
    ]
    return [*found, *_repeated(table), *subject_problems(table, structure, is_needed=True)]


def of_several_subjects(table: Table) -> list[Problem]:
    """A problem where days stand under the subjects they are of."""
    days = [one for one in table.unnamed if one.component and is_day(one.component)]
    subjects = dict.fromkeys(f"“{one.subject}”" for one in days)
    if not subjects:
        return []
    words = _("The days stand under the subjects they are of: %(subjects)s.")
    mend = _("Send a file for each subject, or one with a row for each student and class.")
    return [whole_file(words % {"subjects": ", ".join(subjects)}, mend)]


def notes(table: Table) -> list[str]:
    """What is read of the titles without being said in them, a sentence each."""
    days = {one.slot.on: one.slot.of for one in table.days if one.slot and one.slot.of > 1}
    words = _(
        "%(count)s columns are of %(day)s and name no period: they are its classes in their order."
    )
    found = [words % {"count": of, "day": shown(on)} for on, of in days.items()]
    if any(is_half(one.day) for one in filled(table)):
        found.append(_("FN is read as the first class of a day, AN as the second."))
    off = [one.title for one in table.left_out if is_day(one.title) and any(table.values(one))]
    if off:
        words = _("No class is read of %(days)s: every cell there says that there was none.")
        found.append(words % {"days": ", ".join(off)})
    return found + late_notes(cell for one in filled(table) for cell in table.values(one))


def read(entry: Entry, table: Table, subject: str):
    """Who was in which class, as a row says it."""
    for column in table.days:
        cell = entry.row.cell(column)
        state = entry.read(column, presence_of)
        if state is not None and column.slot is not None:
            entry.presences.append(
                PresenceEntry(column.title, subject, column.slot, state, cell.text)
            )


def _slot(column: Column, term: Term) -> Slot | None:
    try:
        said = said_day(column.day)
        return Slot(said.within(term.starts_on, term.ends_on), said.period)
    except Refused:
        return None  # told by `problems`


def _day_problem(column: Column, term: Term) -> Refused | None:
    try:
        on = said_day(column.day).within(term.starts_on, term.ends_on)
    except Refused as refusal:
        return refusal
    if on > timezone.localdate():
        return Refused(
            _("%(day)s has not come yet.") % {"day": shown(on)},
            _("Correct the day, or empty the column."),
        )
    return None


def _repeated(table: Table) -> list[Problem]:
    """Columns of one day that do not tell their classes apart."""
    by_day: dict[datetime.date, list[Column]] = defaultdict(list)
    for column in table.days:
        if column.slot:
            by_day[column.slot.on].append(column)
    return [
        whole_file(
            _("Columns %(columns)s are of one class on %(day)s, or do not say of which.")
            % {
                "columns": _(" and ").join(letters(one.index) for one in same),
                "day": shown(on),
            },
            PERIOD_MEND,
            column=same[-1].title,
        )
        for on, same in by_day.items()
        if _is_unclear([one.slot for one in same])
    ]


def _is_unclear(slots: list[Slot]) -> bool:
    periods = [slot.period for slot in slots]
    if set(periods) == {None}:
        return len(periods) > MOST_PERIODS
    return len(periods) > len(set(periods)) or None in periods


def said_subject(table: Table) -> str:
    """The subject column's title, or the subject said for the whole file; empty for neither."""
    column = table.column("subject")
    if column:
        return column.title
    return next((one.subject for one in table.columns if one.subject and (one.name or one.day)), "")


def subject_problems(table: Table, structure: Structure, is_needed: bool) -> list[Problem]:
    """No subject where one is needed, or one that is not known and may not be made."""
    text = said_subject(table)
    if table.column("subject") or not (text or is_needed):
        return []
    if not text:
        return [whole_file(_("Nothing says which subject these classes are of."), SUBJECT_MEND)]
    try:
        structure.subject(text)
    except Refused as refusal:
        return [whole_file(refusal.reason, refusal.mend, column="subject", value=text)]
    return []
