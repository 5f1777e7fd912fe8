"""Rows of an office file held against the register: what is new, changed, the same."""

from students.imports.items import Item, state_of_row
from students.imports.office.lines import Fact, Line
from students.imports.office.reading import Said
from students.imports.office.sheets import Sheet
from students.imports.plans import REFUSED, PlanCell, PlanRow
from students.imports.tables import Table
from students.models import Institution


def plan_rows(sheet: Sheet, said: Said, institution: Institution, table: Table) -> list[PlanRow]:
    """A row of the plan for each row of the file; one query for five hundred records of a sort."""
    stored, merged = _stored(sheet, said, institution), _merged(said)
    return [
        _plan_row(sheet, line, [merged[fact.what, fact.key] for fact in facts], stored, table)
        for line, facts in said
    ]


def _merged(said: Said) -> dict[tuple, Fact]:
    """What all rows together say of each record."""
    merged: dict[tuple, Fact] = {}
    for _line, facts in said:
        for fact in facts:
            known = merged.setdefault((fact.what, fact.key), Fact(fact.what, fact.key, {}))
            known.values.update(fact.values)
    return merged


def _stored(sheet: Sheet, said: Said, institution: Institution) -> dict[tuple, dict]:
    """The values of every record that is spoken of and there, by sort and key."""
    if institution.pk is None:
        return {}
    found = {}
    for sort in sheet.sorts:
        keys = dict.fromkeys(
            fact.key for _line, facts in said for fact in facts if fact.what == sort.what
        )
        records = sort.stored(institution, keys)
        found |= {(sort.what, key): record.values for key, record in records.items()}
    return found


def _plan_row(sheet: Sheet, line: Line, facts: list[Fact], stored: dict, table: Table) -> PlanRow:
    entry = line.entry
    items = [_item(sheet, fact, stored.get((fact.what, fact.key))) for fact in facts]
    for item in items:
        if reason := sheet.sort(item.what).problem(item.new):
            entry.refuse("", entry.roll_no, reason)
    said = (tuple(map(list, line.mends)), tuple(map(list, line.doubts)))
    if entry.problems:
        shown, problems = _cells(line, table, {}), tuple(entry.problems)
        return PlanRow(
            entry.row.number, REFUSED, entry.roll_no, shown, problems=problems, doubts=said[1]
        )
    shown = _cells(line, table, _olds(sheet, line, items))
    row = (entry.row.number, state_of_row(items), entry.roll_no, shown, tuple(items))
    return PlanRow(*row, mends=said[0], doubts=said[1])


def _item(sheet: Sheet, fact: Fact, old: dict | None) -> Item:
    """A cell of the plan: values the row does not say stay as they are."""
    sort = sheet.sort(fact.what)
    if old is None:
        return Item(fact.what, fact.key, None, _blank(sheet, fact.what) | fact.values)
    said = {name: value for name, value in fact.values.items() if name not in sort.said_once}
    return Item(fact.what, fact.key, old, old | said)


def _blank(sheet: Sheet, what: str) -> dict:
    """The values of a new record of which nothing is said."""
    sort = sheet.sort(what)
    return {name: sort.defaults.get(name, sort.empty(name)) for name in sort.columns}


def _olds(sheet: Sheet, line: Line, items: list[Item]) -> dict[str, str]:
    """The register's values that would change, by the column that shows them."""
    olds = {}
    for item in items:
        for name in item.new if item.old is not None else ():
            if item.old[name] == item.new[name]:
                continue
            own = line.shown.get((item.what, item.key))
            if columns := (own,) if own else sheet.shows(item.what, name):
                column = next(filter(line.text, columns), columns[0])
                olds[column] = "" if item.old[name] is None else str(item.old[name])
    return olds


def _cells(line: Line, table: Table, olds: dict[str, str]) -> tuple[PlanCell, ...]:
    bad = {problem.column for problem in line.entry.problems}
    became = {mend.column: mend.became for mend in line.mends}
    return tuple(
        PlanCell(
            line.entry.row.cell(column).text,
            olds.get(column.name),
            column.title in bad,
            became.get(column.title),
        )
        for column in table.columns
        if column.title and not column.left_out
    )
