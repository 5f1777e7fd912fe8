"""Who may read and write what over the API."""

from analytics.tests.walk.people import (
    ACCOUNTANT,
    CLASS_TEACHER,
    FACULTY,
    HEAD,
    MENTOR,
    PRINCIPAL,
    STUDENT,
)
from analytics.tests.walk.table import FIGURES, HOUSE, KEEPERS, STAFF, Row, within
from analytics.tests.walk.world import OURS

# A class teacher is told that marks of others' subjects are not theirs to enter.
ENTERING = KEEPERS | {FACULTY, CLASS_TEACHER}
ONE_CLASS = "?branch=CSE&semester=4"
WHOLE = HOUSE | {HEAD, CLASS_TEACHER, MENTOR}

RECORDS = (
    Row("api-summary", read=FIGURES),
    Row("api-kpis", read=FIGURES - {MENTOR} | {ACCOUNTANT}),
    Row("api-students", read=STAFF, write=KEEPERS, shows=("Qown Ananya",)),
    Row("api-student", read=STAFF, write=KEEPERS, kind="student", reach=within(STAFF)),
    Row("api-results", read=STAFF, shows=("Qown Ananya",)),
    Row("api-me", read=frozenset({STUDENT}), shows=("71.37",)),
    Row("api-result", read=STAFF, kind="termresult", reach=within(STAFF), shows=("71.37",)),
)

ENTRIES = (
    Row("api-marks", read=STAFF, write=ENTERING, shows=("71.37",)),
    Row(
        "api-mark",
        read=STAFF,
        write=ENTERING,
        kind="mark",
        reach=within(STAFF),
        shows=("71.37",),
    ),
    Row("api-subject-attendances", read=STAFF, write=ENTERING, shows=("QOWN1",)),
    Row(
        "api-subject-attendance",
        read=STAFF,
        write=ENTERING,
        kind="subjectattendance",
        reach=within(STAFF),
        shows=("QOWN1",),
    ),
    Row("api-term-attendances", read=STAFF, write=KEEPERS),
    Row(
        "api-term-attendance",
        read=STAFF,
        write=KEEPERS,
        kind="termattendance",
        reach=within(WHOLE),
    ),
)


def of_run(name, **how):
    """An address of one import run."""
    return Row(f"api-import{name}", read=HOUSE, kind="importrun", reach=within(HOUSE), **how)


IMPORTS = (
    Row("api-imports", read=HOUSE, write=KEEPERS),
    of_run(""),
    of_run("-rows", found=(409,)),  # the runs of this world are stored, and refused nothing
    of_run("-refused", found=(404,)),
    of_run("-commit", write=KEEPERS, found=(405,)),
    of_run("-discard", write=KEEPERS, found=(405,)),
    of_run("-undo", write=KEEPERS, found=(405,)),
)


def of_job(name, **how):
    """An address of one job: its owner's, who here is the principal, and nobody else's."""
    return Row(f"api-job{name}", read=HOUSE, kind="job", reach={PRINCIPAL: {OURS}}, **how)


JOBS = (
    Row("api-jobs", read=HOUSE),
    of_job(""),
    of_job("-cancel", write=HOUSE, found=(405,)),
    of_job("-again", write=HOUSE, found=(405,)),
)

OF_DECLARATION = {"kind": "declaration", "reach": within(HOUSE)}
DECLARATIONS = (
    Row("api-declarations", read=STAFF, write=HOUSE),
    Row("api-declaration-preview", read=STAFF, queries=(ONE_CLASS,), found=(200, 404)),
    # Its students sit in another class by now: their lines are seen with their records.
    Row("api-declaration", read=STAFF, kind="declaration", reach=within(WHOLE)),
    Row("api-declaration-revise", read=HOUSE, write=HOUSE, found=(405,), **OF_DECLARATION),
    Row("api-declaration-publish", read=HOUSE, write=HOUSE, found=(405,), **OF_DECLARATION),
)

OF_FIGURES = {"read": FIGURES, "reach": within(FIGURES)}
RULES = (
    Row("api-policies", read=FIGURES, write=KEEPERS),
    Row("api-policy", kind="policyversion", **OF_FIGURES),
    Row("api-policy-assignments", read=FIGURES, write=KEEPERS),
    Row("api-policy-assignment", kind="policyassignment", write=KEEPERS, **OF_FIGURES),
)

LISTS = ("institutions", "terms", "branches", "batches", "subjects", "components")
REFERENCES = tuple(Row(f"api-{name}", read=FIGURES) for name in LISTS)

TABLES = (
    Row("api-tables", read=FIGURES | {ACCOUNTANT}),
    Row("api-table", read=FIGURES | {ACCOUNTANT}, values=({"name": "dim_term"},)),
)

PAGES = (Row("api-schema"), Row("api-docs"))
ROWS = (*RECORDS, *ENTRIES, *IMPORTS, *JOBS, *DECLARATIONS, *RULES, *REFERENCES, *TABLES, *PAGES)
