"""Whoever is shown a student's record, by a program, in a file or on a page, leaves a trail."""

from types import SimpleNamespace

import pytest
from django.urls import resolve

from analytics.tests.walk.addresses import Address
from analytics.tests.walk.people import REGISTRAR, SUPERUSER
from analytics.tests.walk.rows import TABLE
from analytics.tests.walk.steps import Walker
from analytics.tests.walk.world import OTHER, OURS, OWN, World
from students import trails
from students.middleware import shows_individuals

pytestmark = pytest.mark.django_db

# Lists on the screen are in the log file and in nobody's trail, see decision 015.
ON_SCREEN = {"students", "shortage", "backlogs", "worklist", "attendance-take-back", "what-if"}
ON_SCREEN |= {"alerts", "alerts-seen", "early-warning", "fees", "quality-records", "quality-fees"}
# Rows of the registrar's own file which the register did not take.
OWN_FILES = {"api-import-refused"}
OF_STUDENTS = ("student", "termresult", "declaredresult")
OF_FILES = (".csv", ".xlsx")
HOME = (OWN, OURS)


@pytest.fixture
def noted(monkeypatch):
    """The numbers of students whose looks were written down."""
    found = set()

    def note(lines):
        for line in lines:
            found.update(line["students"])

    monkeypatch.setattr(trails, "_store", note)
    return found


def places(world: World, known: list[Address], person: str):
    """Name and path of every address that somebody may read, of each kind of row."""
    for address in known:
        row = TABLE[address.name]
        if address.route.startswith("admin/") or person not in row.read:
            continue
        if row.kind:
            paths = [world.path(address, row, ownership) for ownership in HOME]
        else:
            every = [(values, query) for values in row.values for query in row.queries]
            paths = [address.path(**values) + query for values, query in every]
        yield from ((address.name, path) for path in paths if path)


def is_noted(name: str, path: str) -> bool:
    """Whether what is shown at an address is to be told to the students in it."""
    plain = path.partition("?")[0]
    of_student = TABLE[name].kind in OF_STUDENTS
    listed = shows_individuals(SimpleNamespace(resolver_match=resolve(plain)))
    wanted = plain.startswith("/api/") or plain.endswith(OF_FILES) or listed or of_student
    return wanted and name not in ON_SCREEN | OWN_FILES


def content_of(answer) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace")


def test_every_record_that_is_shown_is_noted(world, known_addresses, noted, settings, tmp_path):
    settings.TRAIL_DIR = tmp_path
    walker, faults, seen = Walker(world.users[SUPERUSER]), [], set()
    students = [world.rows[ownership]["student"] for ownership in HOME]
    for name, path in places(world, known_addresses, SUPERUSER):
        if not is_noted(name, path):
            continue
        noted.clear()
        answer = walker.step("GET", path)
        shown = content_of(answer)
        assert trails.gather()
        for student in students:
            if student.roll_no in shown or student.name in shown:
                seen.add(name)
                faults += [f"{name}: {path} shows {student}"] * (student.pk not in noted)

    assert not faults, "\n".join(faults)
    assert seen >= {"students-csv", "result-sheet-csv", "api-mark", "api-declaration", "api-result"}
    assert {name for name, _ in places(world, known_addresses, SUPERUSER)} >= ON_SCREEN | OWN_FILES


def test_a_record_of_another_house_is_not_noted(world, known_addresses, noted, settings, tmp_path):
    settings.TRAIL_DIR = tmp_path
    walker, number = Walker(world.users[REGISTRAR]), world.rows[OTHER]["student"].pk
    for address in known_addresses:
        row = TABLE[address.name]
        path = row.kind and world.path(address, row, OTHER)
        if path and is_noted(address.name, path):
            walker.step("GET", path)
    trails.gather()

    assert number not in noted
