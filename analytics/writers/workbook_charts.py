"""Native charts of a sheet's columns, below its table."""

from collections.abc import Mapping

from analytics.books import BARS, COLUMNS, LINES, SHARE, STACKED, Chart
from analytics.writers.workbook_looks import NUMBERS
from analytics.writers.workbook_prints import ROWS_OF_A_PAGE
from analytics.writers.xlsx import GROUPED

TYPES = {
    COLUMNS: {"type": "column"},
    BARS: {"type": "bar"},
    LINES: {"type": "line"},
    STACKED: {"type": "column", "subtype": "stacked"},
}
COLOURS = ("#2F5D9B", "#C46A1B", "#3D7F55", "#8A4F8D", "#7A6A2F")
SIZE = {"width": 760, "height": 320}
FAINT = {"visible": True, "line": {"color": "#DDE2EA", "width": 0.75}}
ROWS_EACH = 18  # of the sheet, covered by one chart


def add_chart(table, chart: Chart, number: int):
    """Put a chart below the table, the others of the sheet above it."""
    drawn = table.workbook.add_chart(dict(TYPES[chart.kind]))
    for name, colour in zip(chart.series, COLOURS, strict=False):
        drawn.add_series(_series(table, chart, name, colour))
    drawn.set_title({"name": chart.title, "name_font": {"size": 12}, "overlay": False})
    of = {column.name: column.kind for column in table.sheet.columns}
    drawn.set_y_axis({"name": chart.axis, "min": 0, "major_gridlines": FAINT, **_scale(of, chart)})
    drawn.set_x_axis({"text_axis": True, "num_format": NUMBERS[of[chart.categories]]})
    if len(chart.series) == 1:
        drawn.set_legend({"none": True})
    else:
        drawn.set_legend({"position": "bottom"})
    drawn.set_size(SIZE)
    table.worksheet.insert_chart(row_of(table, number), 0, drawn)


def row_of(table, number: int) -> int:
    """The row in which a chart begins, counted from 0."""
    return table.part.last + 3 + number * ROWS_EACH


def page_breaks(table, count: int) -> list[int]:
    """The rows above so many charts where pages begin, so that none is cut, frame included."""
    room = ROWS_OF_A_PAGE - ROWS_EACH
    fresh = table.part.last + 3 > room
    return [row_of(table, number) - 1 for number in range(count) if fresh or number]


def _series(table, chart: Chart, name: str, colour: str) -> dict:
    filled = {"line": {"color": colour, "width": 2.25}, "marker": {"type": "circle"}}
    if chart.kind != LINES:
        filled = {"fill": {"color": colour}, "gap": 60}
    return {
        "name": [table.part.tab, table.header, table.place_of[name]],
        "categories": [table.part.tab, *table.cells(chart.categories)],
        "values": [table.part.tab, *table.cells(name)],
        "categories_data": table.drawn[chart.categories],
        "values_data": table.drawn[name],
        **filled,
    }


def _scale(of: Mapping[str, str], chart: Chart) -> dict:
    """Percents from nothing to all, amounts without their places."""
    if of[chart.series[0]] == SHARE:
        return {"max": 1, "num_format": "0%"}
    return {"num_format": GROUPED}
