"""The rows of a plan, as its preview shows them."""

from students.imports.items import REFUSED, state_of_row
from students.imports.plans import PlanCell, PlanRow
from students.imports.rows import Compared
from students.imports.tables import Row, Table


def plan_row(row: Compared, table: Table, after: str = "", policy: int = 1) -> PlanRow:
    """One row with its cells; `after` says the grade and average it would come to."""
    entry = row.entry
    bad = {problem.column for problem in entry.problems}
    cells = tuple(
        PlanCell(_text(entry.row, column), row.olds.get(column.title), column.title in bad)
        for column in shown_columns(table)
    )
    if entry.problems:
        return PlanRow(
            entry.row.number, REFUSED, entry.roll_no, cells, problems=tuple(entry.problems)
        )
    state, items = state_of_row(row.items), tuple(row.items)
    return PlanRow(entry.row.number, state, entry.roll_no, cells, items, (), after, policy)


def _text(row: Row, column) -> str:
    cell = row.cell(column)
    return cell.shown if column.name == "roll_no" and cell.shown else cell.text


def shown_columns(table: Table) -> list:
    """The columns a preview shows: those that are read."""
    return [column for column in table.columns if column.title and not column.left_out]
