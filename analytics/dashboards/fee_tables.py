"""Fees of institutions, branches and batches side by side."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.choices import BATCH, BRANCH
from analytics.chosen import INSTITUTION
from analytics.dashboards.tables import NONE, Cell, Column, Line, Table
from analytics.fee_scopes import FeeScope
from analytics.metrics.fee_figures import FeeFigures
from analytics.metrics.fees import FeeSums
from analytics.numerals import amount_text, grouped
from analytics.wording import few

TITLES = {
    INSTITUTION: gettext_lazy("Institutions side by side"),
    BRANCH: gettext_lazy("Branches side by side"),
    BATCH: gettext_lazy("Batches side by side"),
}
CORNERS = {
    INSTITUTION: gettext_lazy("Institution"),
    BRANCH: gettext_lazy("Branch"),
    BATCH: gettext_lazy("Batch"),
}
NOWHERE = {
    INSTITUTION: gettext_lazy("Elsewhere"),
    BRANCH: gettext_lazy("In no branch"),
    BATCH: gettext_lazy("In no batch"),
}


def fee_tables(figures: FeeFigures) -> list[Table]:
    """A table for every way to tell the students apart that makes two parts at least."""
    found = ((name, figures.by(name)) for name in TITLES)
    return [_table(figures, name, parts) for name, parts in found if len(parts) > 1]


def _table(figures: FeeFigures, name: str, parts: dict) -> Table:
    scope = figures.scope
    lines = [_line(scope, name, row, parts[row.pk]) for row in _rows(scope, name, parts)]
    if None in parts:
        lines.append(Line(str(NOWHERE[name]), _cells(scope, parts[None], {})))
    return Table(
        title=str(TITLES[name]),
        subtitle=_("In rupees; the rate is of what was due by today"),
        corner=str(CORNERS[name]),
        columns=_columns(),
        lines=tuple(lines),
        whole=Line(_("All"), _cells(scope, figures.total, {})),
        kind=f"fees-{name}",
    )


def _rows(scope: FeeScope, name: str, parts: dict) -> list:
    rows = scope.institutions if name == INSTITUTION else scope.options[name]
    return [row for row in rows if row.pk in parts]


def _line(scope: FeeScope, name: str, row, sums: FeeSums) -> Line:
    """One part, which leads to this page of it alone."""
    place = {INSTITUTION: _code_of(scope, row), name: row.code}
    title = row.name if name == INSTITUTION else _title(scope, row)
    return Line(
        row.code, _cells(scope, sums, place), title, url="" if sums.few else _url(scope, place)
    )


def _title(scope: FeeScope, row) -> str:
    """The title of a branch or batch, with its institution where there are several."""
    several = [_code_of(scope, row)] if len(scope.institutions) > 1 else []
    return " · ".join([one for one in (row.title, *several) if one])


def _code_of(scope: FeeScope, row) -> str:
    number = getattr(row, "institution_id", row.pk)
    return next(one.code for one in scope.institutions if one.pk == number)


def _url(scope: FeeScope, place: dict) -> str:
    return f"{reverse('revenue')}?{scope.query(**place)}"


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Students")),
        Column(_("Due by today")),
        Column(_("Paid of it")),
        Column(_("Collection rate, %")),
        Column(_("Overdue")),
        Column(_("Not due yet")),
        Column(_("Paid ahead")),
    )


def _cells(scope: FeeScope, sums: FeeSums, place: dict) -> tuple[Cell, ...]:
    if sums.few:
        return (Cell(few()),) * len(_columns())
    rate = sums.collection_rate
    return (
        Cell(grouped(sums.students)),
        Cell(amount_text(sums.due)),
        Cell(amount_text(sums.collected)),
        Cell(rate or NONE, bar=float(rate) if rate else None),
        _linked(scope, sums.overdue, place, "overdue"),
        _linked(scope, sums.pending, place, "pending"),
        Cell(amount_text(sums.advance)),
    )


def _linked(scope: FeeScope, amount: int, place: dict, show: str) -> Cell:
    leads = scope.leads_to_students and place and amount
    url = f"{reverse('fees')}?{scope.students_query(**place, show=show)}" if leads else ""
    return Cell(amount_text(amount), url=url)
