"""A filter that names what is not theirs answers as one that names nothing at all."""

import pytest

from analytics.tests.walk.people import SIGNED_IN, SUPERUSER
from analytics.tests.walk.rows import TABLE
from analytics.tests.walk.steps import Walker
from analytics.tests.walk.verdicts import Case, body, leaks

pytestmark = pytest.mark.django_db
FILTERED = ("overview", "chart", "chart-csv", "students", "students-csv", "api-summary")
FILTERED += ("api-students", "shortage", "shortage-csv", "dashboard", "dashboard-file")
FILTERED += ("chart-xlsx", "students-xlsx", "shortage-xlsx")
FILTERED += ("alerts", "alerts-csv", "alerts-xlsx")
FILTERED += ("worklist", "worklist-csv", "worklist-xlsx")
FILTERED += ("early-warning", "early-warning-csv", "early-warning-xlsx", "api-predictions")
FILTERED += ("batches", "batches-table", "trainers", "trainers-table")
FILTERED += ("api-results", "api-marks", "api-subject-attendances", "api-subjects")
OF_OTHERS = {
    "institution": "QNEXT",
    "term": "QNEXT-TERM",
    "branch": "QNEXT-CSE",
    "batch": "QNEXT-CSE24",
    "subject": "QNEXTMATHEMATICS",
}
NOTHING = "ZZZZZ"


def pages(known_addresses):
    """Row and path of every page that takes filters."""
    for address in known_addresses:
        if address.name in FILTERED:
            row = TABLE[address.name]
            yield row, address.path(**row.values[0])


def answer(walker, path, name, code):
    """Status and words of the answer, without what was typed."""
    got = walker.step("GET", f"{path}?{name}={code}")
    return got.status_code, body(got).replace(code.encode(), b"")


@pytest.mark.parametrize("person", [who for who in SIGNED_IN if who != SUPERUSER])
def test_what_others_have_is_as_if_it_were_not(world, known_addresses, person):
    walker, faults = Walker(world.users[person]), []
    for row, path in pages(known_addresses):
        for name, code in OF_OTHERS.items():
            theirs, nothing = answer(walker, path, name, code), answer(walker, path, name, NOTHING)
            if theirs != nothing:
                faults.append(f"{path}?{name}={code}: {theirs[0]}, not as {NOTHING}: {nothing[0]}")
            case = Case(person, "GET", row, path)
            faults += [f"{path}?{name}={code}: shows {word}" for word in leaks(case, theirs[1])]

    assert not faults, "\n".join(faults)
