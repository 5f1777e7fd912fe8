"""A dashboard as a written report: the same figures and sentences, to be read and kept."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from analytics.charts.chart import Chart
from analytics.dashboards.dashboard import Dashboard
from analytics.dashboards.insights import Insights
from analytics.dashboards.strip import Figure
from analytics.dashboards.tables import Table
from analytics.documents import Block, Document, Grid, Heading, Paragraph


def report(board: Dashboard, written_at: datetime) -> Document:
    """What is on the page, from the finding to the method."""
    return Document(
        title=board.report_title,
        subtitle=board.heading,
        language=get_language() or "",
        blocks=tuple(_blocks(board, written_at)),
    )


def _blocks(board: Dashboard, written_at: datetime) -> Iterator[Block]:
    shown = board.context()
    yield Paragraph(shown["lede"])
    yield Paragraph(_("Filters: %(filters)s") % {"filters": shown["filters"]["words"]}, weak=True)
    yield Paragraph(_moments(shown["as_of"], written_at), weak=True)
    if board.empty:
        yield Paragraph(board.empty)
    if board.strip:
        yield from _strip(board.strip)
    if board.insights:
        yield from _insights(board.insights)
    for table in board.tables:
        yield from _table(table)
    for chart in board.charts:
        yield from _chart(chart)
    if board.notes:
        yield Heading(_("How these figures are made"))
        yield from (Paragraph(note) for note in board.notes)


def _moments(as_of: datetime | None, written_at: datetime) -> str:
    written = date_format(localtime(written_at), "j M Y, H:i")
    if as_of is None:
        return _("Written %(written)s") % {"written": written}
    known = date_format(localtime(as_of), "j M Y, H:i")
    return _("Figures as of %(known)s · written %(written)s") % {
        "known": known,
        "written": written,
    }


def _strip(figures: tuple[Figure, ...]) -> Iterator[Block]:
    yield Heading(_("Key figures"))
    rows = [(str(one.label), f"{one.value}{one.unit}", str(one.note)) for one in figures]
    yield Grid((_("Figure"), _("Value"), _("Of whom")), (False, True, False), rows)


def _insights(insights: Insights) -> Iterator[Block]:
    yield Heading(_("What the figures support"))
    yield Paragraph(insights.note, weak=True)
    for one in insights.rows:
        yield Paragraph(one.finding, strong=True)
        yield Paragraph(one.figures)
        yield Paragraph(one.advice)
    if not insights.rows:
        yield Paragraph(insights.none)


def _table(table: Table) -> Iterator[Block]:
    yield Heading(table.title)
    yield Paragraph(table.subtitle, weak=True)
    heads = [_beside(column.title, column.second) for column in table.columns]
    lines = (*table.lines, *((table.whole,) if table.whole else ()))
    rows = [
        [line.label, *(_beside(cell.text, cell.second) for cell in line.cells)] for line in lines
    ]
    numeric = [False, *(column.numeric for column in table.columns)]
    yield Grid([table.corner, *heads], numeric, rows)


def _beside(text: str, second: str) -> str:
    if not second:
        return str(text)
    return _("%(figure)s (%(beside)s)") % {"figure": text, "beside": second}


def _chart(chart: Chart) -> Iterator[Block]:
    yield Heading(chart.title)
    yield Paragraph(chart.empty or chart.says, weak=True)
    if chart.rows:
        yield Grid([str(title) for title in chart.columns], chart.numeric, chart.table())
