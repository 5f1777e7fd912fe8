"""Who may open the marks grids, and store in them."""

from analytics.tests.walk.people import FACULTY, MENTOR
from analytics.tests.walk.table import KEEPERS, STAFF, Row, within
from students.grids.classes import grid_url

GRID_READERS = STAFF - {MENTOR}


def grid_of(mark) -> str:
    """The address of the grid in which a mark stands."""
    result = mark.result
    numbers = (result.term_id, result.branch_id, result.semester, mark.subject_id)
    return grid_url(*numbers, result.section)


ROWS = (
    Row("marks", read=GRID_READERS, queries=("", "?term=1")),
    Row(
        "marks-grid",
        read=GRID_READERS,
        write=KEEPERS | {FACULTY},
        kind="mark",
        reach=within(GRID_READERS),
        address=grid_of,
        shows=("71.37",),
    ),
)
