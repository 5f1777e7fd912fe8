"""The tables of a what-if: from what to what, by branch, and the students who change."""

from collections.abc import Callable, Iterable
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _

from analytics.dashboards.tables import Cell, Column, Line, Table
from analytics.metrics.what_ifs import GRADE, MEASURES, PASSED, RISK, Group, Move, moves
from analytics.numerals import grouped, share
from analytics.people.what_ifs import ChangedRow
from students.rules.risk import HIGH, LOW, MEDIUM

STAYS = "step-stay"


def value_words(measure: str, value: str | bool | None) -> str:
    """A value of a measure as a table shows it."""
    if measure == RISK:
        words = {HIGH: _("High"), MEDIUM: _("Medium"), LOW: _("Low")}
        return words.get(value) or _("Not enough data")
    if measure == PASSED:
        return {True: _("Passed"), False: _("Not passed"), None: _("Not known")}[value]
    return value or _("No grade")


def measure_words(measure: str, value: str | bool | None) -> str:
    """The same within a sentence."""
    if measure == RISK:
        words = {HIGH: _("high risk"), MEDIUM: _("medium risk"), LOW: _("low risk")}
        return words.get(value) or _("not enough data")
    if measure == PASSED:
        return {True: _("passed"), False: _("not passed"), None: _("not known")}[value]
    return value or _("no grade")


def move_table(
    groups: list[Group], measure: str, values: list, url_of: Callable[[Move], str]
) -> Table:
    """A line for each value now, a column for each under the other policy."""
    titles = {RISK: _("Risk"), GRADE: _("Grade"), PASSED: _("Pass by average")}
    counts = moves(groups, measure)
    words = [value_words(measure, value) for value in values]
    lines = tuple(
        Line(name, _move_cells(counts, [Move(measure, was, now) for now in values], url_of))
        for name, was in zip(words, values, strict=True)
    )
    return Table(
        title=_("%(measure)s, from what to what") % {"measure": titles[measure]},
        subtitle=_("Students; down as it is now, across as it would be"),
        corner=_("Now"),
        columns=(
            *(Column(_("then %(value)s") % {"value": name}) for name in words),
            Column(_("All now")),
        ),
        lines=lines,
        kind=f"moves-{measure}",
    )


def _move_cells(counts: dict, row: list[Move], url_of: Callable[[Move], str]) -> tuple[Cell, ...]:
    total = sum(counts.get(move, 0) for move in row)
    return (*(_move_cell(move, counts.get(move, 0), url_of) for move in row), Cell(grouped(total)))


def _move_cell(move: Move, count: int, url_of: Callable[[Move], str]) -> Cell:
    if move.was == move.now:
        return Cell(grouped(count), step=STAYS)
    return Cell(grouped(count), url=url_of(move) if count else "")


def branch_table(groups: list[Group], url_of: Callable[[str], str]) -> Table:
    """How many of each branch would change, and in what; `url_of` leads to the branch alone."""
    parts: dict[tuple, list[Group]] = {}
    for group in sorted(groups, key=lambda one: one.branch):
        parts.setdefault(group.branch, []).append(group)
    return Table(
        title=_("Change by branch"),
        subtitle=_("Students whose risk, grade or pass would be another"),
        corner=_("Branch"),
        columns=(
            Column(_("Students")),
            Column(_("Would change"), _("Share that would change")),
            Column(_("Risk rises")),
            Column(_("Risk falls")),
            Column(_("Other grade")),
            Column(_("Pass changes")),
        ),
        lines=tuple(
            Line(code, _branch_cells(some), title, url_of(code))
            for (_key, code, title), some in parts.items()
        ),
        whole=Line(_("All"), _branch_cells(groups)) if len(parts) > 1 else None,
        kind="moves-branch",
    )


def _branch_cells(some: list[Group]) -> tuple[Cell, ...]:
    whole, changed = _sum(some), _sum(one for one in some if one.changed)
    return (
        Cell(grouped(whole)),
        Cell(grouped(changed), second=share(changed, whole)),
        Cell(grouped(_sum(one for one in some if one.rise > 0))),
        Cell(grouped(_sum(one for one in some if one.rise < 0))),
        Cell(grouped(_sum(one for one in some if one.before[GRADE] != one.after[GRADE]))),
        Cell(grouped(_sum(one for one in some if one.before[PASSED] != one.after[PASSED]))),
    )


def _sum(some: Iterable[Group]) -> int:
    return sum(one.students for one in some)


def changed_table(rows: list[ChangedRow], title: str) -> Table:
    """One line for each student: what is stored, what would be, and by which lines."""
    words = cache(value_words)  # of thousands of students each word is translated once
    return Table(
        title=title,
        subtitle=_("As stored → as it would be, by roll number"),
        corner=_("Roll number"),
        columns=(
            Column(_("Name"), numeric=False),
            Column(_("Class"), numeric=False),
            Column(_("Average")),
            Column(_("Attendance, %")),
            Column(_("Risk"), numeric=False),
            Column(_("Grade"), numeric=False),
            Column(_("Pass"), numeric=False),
            Column(_("Because"), numeric=False),
        ),
        lines=tuple(Line(row.roll_no, _changed_cells(row, words)) for row in rows),
        kind="changed",
    )


def _changed_cells(row: ChangedRow, words: Callable[..., str]) -> tuple[Cell, ...]:
    url = f"{reverse('student', args=[row.student_id])}?term={row.term_id}"
    return (
        Cell(row.name, url=url),
        Cell(row.place),
        Cell(row.average or "–"),
        Cell(row.attendance or "–"),
        *(Cell(_from_to(row, measure, words)) for measure in MEASURES),
        Cell(" ".join(row.reasons)),
    )


def _from_to(row: ChangedRow, measure: str, words: Callable[..., str]) -> str:
    was, now = (words(measure, side[measure]) for side in (row.before, row.after))
    return was if was == now else f"{was} → {now}"
