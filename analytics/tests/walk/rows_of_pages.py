"""Who may open the pages: sign-in, homes, students, dashboards."""

from analytics.tests.walk.people import FACULTY, MENTOR, PRINCIPAL, STUDENT
from analytics.tests.walk.table import ALL, FIGURES, HOUSE, KEEPERS, STAFF, Row, within
from analytics.tests.walk.world import OURS
from students.grids.classes import grid_url

SIGN_IN = (
    Row("home", found=(200, 302)),
    Row("theme", write=ALL, open=True, found=(405,)),
    Row("login", write=ALL, open=True),
    Row("logout", write=ALL, found=(405,)),
    Row("password_change", write=ALL),
    Row("password_change_done"),
    Row("password_reset", write=ALL, open=True),
    Row("password_reset_done", open=True),
    Row(
        "password_reset_confirm",
        write=ALL,
        open=True,
        values=({"uidb64": "MQ", "token": "abc-def"}, {"uidb64": "-", "token": "set-password"}),
    ),
    Row("password_reset_complete", open=True),
)

CHARTS = tuple({"slug": slug} for slug in ("grades", "risks", "subjects", "branches"))

FIGURES_SHOWN = (
    Row("overview", read=FIGURES),
    Row("chart", read=FIGURES, values=CHARTS),
    Row("chart-csv", read=FIGURES, values=CHARTS),
)

STUDENTS = (
    Row("students", read=STAFF, shows=("Qown Ananya",)),
    Row("students-csv", read=STAFF, shows=("Qown Ananya",)),
    Row("student", read=STAFF, kind="student", reach=within(STAFF), shows=("71.37",)),
    Row("own-record", read=frozenset({STUDENT}), shows=("71.37",)),
)

GRID_READERS = STAFF - {MENTOR}


def grid_of(mark) -> str:
    """The address of the grid in which a mark stands."""
    result = mark.result
    numbers = (result.term_id, result.branch_id, result.semester, mark.subject_id)
    return grid_url(*numbers, result.section)


MARKS = (
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

API = (
    Row("api-summary", read=FIGURES),
    Row("api-students", read=STAFF, write=KEEPERS, shows=("Qown Ananya",)),
    Row("api-student", read=STAFF, write=KEEPERS, kind="student", reach=within(STAFF)),
    Row("api-schema"),
)


def of_job(page, **how):
    """A page of one job: its owner's, who here is the principal, and nobody else's."""
    name = f"job-{page}" if page else "job"
    return Row(name, read=HOUSE, kind="job", reach={PRINCIPAL: {OURS}}, **how)


JOBS = (
    Row("jobs", read=HOUSE),
    of_job(""),
    of_job("json"),
    of_job("file"),
    of_job("cancel", write=HOUSE, found=(405,)),
    of_job("again", write=HOUSE, found=(405,)),
)

ROWS = (*SIGN_IN, *FIGURES_SHOWN, *STUDENTS, *MARKS, *API, *JOBS)
