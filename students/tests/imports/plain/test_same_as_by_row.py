"""A file read and stored many rows at once comes to what it comes to row by row."""

import io
from contextlib import contextmanager

import openpyxl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as some

from students.imports import runs
from students.imports.items import PLACEMENT, SAME, STUDENT
from students.imports.options import Options
from students.imports.plain import lines
from students.imports.plain.shown import StagedRows
from students.imports.refusals import ImportRefused
from students.models import Mark, MarkChange
from students.tests import factories as make
from students.tests.imports.files import imported, register

pytestmark = pytest.mark.django_db
ROLLS = ("R1", "R2", "R3", "R4", "r2", " R 3", "'R1", "GONE", "NEW", "", "1E+10", "Total")
SUBJECTS = ("PHYSICS", "Physics", "physics ", "CHEMISTRY", "Chem", "QUIZZED", "Biology", "")
SCORES = ("61", "61.5", "7.00", "AB", "wh", "MP", "EX", "PENDING", "-", "–", "", "101", "-1", "x")
ATTEMPTS, MAXIMA, TOLD = ("", "1", "2"), ("", "100", "50", "0"), ("", "yes", "no", "maybe")
FIRST = "roll_no,subject,score"
ROW = some.tuples(*map(some.sampled_from, (ROLLS, SUBJECTS, SCORES, MAXIMA, TOLD, ATTEMPTS)))
PLAIN = some.tuples(
    some.sampled_from(ROLLS[:5]),
    some.sampled_from(SUBJECTS[:4]),
    some.sampled_from(SCORES[:8]),
    some.sampled_from(MAXIMA[:2]),
    some.sampled_from(TOLD[:3]),
    some.just(""),
)
PLAINEST = ("R1", "PHYSICS", "61", "", "", "")
NAMED = (
    ("Student R1", "CSE", "4", ""),
    ("", "", "", ""),
    ("student r2", "", "4", ""),
    ("Another", "CSE", "4", ""),
    ("", "ECE", "", ""),
    ("", "CSE", "5", "B"),
    ("", "", "x", ""),
)
FEW = {
    "max_examples": 20,
    "deadline": None,
    "phases": (Phase.explicit, Phase.generate),
    "suppress_health_check": list(HealthCheck),
}


@pytest.fixture
def term():
    """Four students of a term, one who is in none, two subjects, and one marked by components."""
    term = make.term()
    make.subject(term.institution, "Physics")
    make.subject(term.institution, "Chemistry")
    for number in (1, 2, 3, 4):
        result = make.result(
            term, make.student(term.institution, f"R{number}", f"Student R{number}")
        )
        if number < 3:
            make.mark(result, "Physics", 61, published=number == 1)
        if number == 3:
            make.mark(result, "Physics", None, state="absent")
            make.component_mark(make.mark(result, "Quizzed", 50))
    make.student(term.institution, "GONE")
    return term


@settings(**FEW)
@given(some.lists(ROW | PLAIN | PLAIN, min_size=1, max_size=12), some.booleans())
@example([("R1", "PHYSICS", "62", "", "", "")] * 2, False)
@example([("R1", "PHYSICS", "62", "", "", ""), ("R1", "CHEMISTRY", "x", "", "", "")], True)
@example([("Total", "", "61", "", "", ""), ("R2", "PHYSICS", "WH", "", "", "")], False)
def test_any_file_comes_to_the_same(term, rows, publish):
    content = file_of(rows)

    assert many(content, publish) == by_row(content, publish)


@settings(**FEW)
@given(some.lists(ROW | PLAIN | PLAIN, min_size=1, max_size=12), some.booleans())
@example([("R1", "PHYSICS", "62", "", "", "")] * 2, True)
@example([("Total", "", "61", "", "", ""), ("R2", "PHYSICS", "WH", "", "", "")], False)
def test_any_workbook_comes_to_the_same(term, rows, publish):
    content = book_of(rows)

    assert many(content, publish) == by_row(content, publish)


def test_rows_of_a_workbook_are_plain_though_its_table_stands_apart(term):
    content = book_of([PLAINEST, ("R2", "CHEMISTRY", "7.25", "", "", "")], above=2, beside=1)

    assert many(content, False, plain=2) == by_row(content, False)


@settings(**FEW)
@given(some.lists(PLAIN, min_size=1, max_size=12, unique_by=lambda row: (row[0], row[1])))
def test_plain_rows_come_to_the_same_and_none_of_them_is_read_alone(term, rows):
    rows = [row for row in rows if row[0] in ("R1", "R2", "R4")]
    rows = [row for row in rows if row[1] in ("PHYSICS", "CHEMISTRY")] or [PLAINEST]
    content = file_of(rows)

    assert many(content, False, plain=len(rows)) == by_row(content, False)


@settings(**FEW)
@given(some.lists(some.tuples(PLAIN, some.sampled_from(NAMED)), min_size=1, max_size=12))
def test_rows_that_name_their_persons_come_to_the_same(term, rows):
    titles = f"{FIRST},name,branch,semester,section"
    content = "\n".join([titles, *(",".join((*row[:3], *named)) for row, named in rows)]).encode()

    assert many(content, False) == by_row(content, False)


def test_rows_that_name_their_persons_as_the_register_does_are_plain(term):
    content = f"{FIRST},name,semester\nR1,PHYSICS,70,student  r1,4\nR2,PHYSICS,70,,\n".encode()

    with looked_at(content, False, fewest=0) as run:
        assert not list(runs.plan_of(run).single_rows())


def test_a_page_of_rows_stands_in_the_order_of_the_file_whatever_was_read_how(term):
    rows = [(roll, "PHYSICS", "70", "", "", "") for roll in ("R1", "R3", "X1", "R2", "X2", "R4")]
    with looked_at(file_of(rows), False, fewest=0) as run:
        plan = runs.plan_of(run)

        assert [row.roll_no for row in plan.rows()] == ["R1", "R3", "X1", "R2", "X2", "R4"]
        assert [row.roll_no for row in plan.rows(start=1, limit=3)] == ["R3", "X1", "R2"]
        assert [row.roll_no for row in plan.rows("refused", start=1)] == ["X2"]
        assert [row.roll_no for row in plan.rows("changed", start=1, limit=1)] == ["R3"]
        assert [row.roll_no for row in plan.single_rows()] == ["X1", "X2"]


def test_a_new_subject_is_made_for_those_who_have_it_beside_plain_rows(term):
    rows = [("R1", "PHYSICS", "70", "", "", ""), ("R2", "Biology", "80", "", "", "")]
    lines.FEWEST, usual = 0, lines.FEWEST
    try:
        summary = imported(file_of(rows))
    finally:
        lines.FEWEST = usual

    assert summary.created["subjects"] == ["BIOLOGY Biology"]
    assert (summary.counts["new"], summary.counts["changed"]) == (1, 1)
    assert Mark.objects.get(subject__code="BIOLOGY").score == 80
    assert Mark.objects.get(result__student__roll_no="R1", subject__code="PHYSICS").score == 70


def many(content: bytes, publish: bool, plain: int | None = None):
    """What comes of a file read many rows at once, of which so many have to be plain."""
    with looked_at(content, publish, fewest=0) as run:
        if plain is not None:
            source = runs.plan_of(run).source
            assert isinstance(source, StagedRows)
            assert not list(source.single())
            assert len(list(source.rows(None, 0, None))) == plain
        return come_of(run)


def by_row(content: bytes, publish: bool):
    """What comes of a file read row by row."""
    with looked_at(content, publish, fewest=10**9) as run:
        return come_of(run)


@contextmanager
def looked_at(content: bytes, publish: bool, fewest: int):
    """A preview, of which nothing stays; the problems of a file that cannot be read."""
    usual = lines.FEWEST, lines.ROWS_AT_ONCE
    lines.FEWEST, lines.ROWS_AT_ONCE = fewest, 3
    try:
        with transaction.atomic():
            try:
                yield runs.preview(
                    "marks", content, "m.csv", options=Options(create=False, publish=publish)
                )
            except ImportRefused as refusal:
                yield refusal.problems
            transaction.set_rollback(True)
    finally:
        lines.FEWEST, lines.ROWS_AT_ONCE = usual


def come_of(run):
    """All that is shown of a preview, and what storing its good rows leaves behind."""
    if isinstance(run, tuple):
        return run
    plan = runs.plan_of(run)
    head = plan.head() | {"rows": [shown(row) for row in plan.rows()]}
    try:
        summary = runs.commit(run, skip_refused=True, despite_alarms=True)
    except ImportRefused as refusal:
        return head, refusal.problems
    return head, (summary.counts, summary.values, summary.problems), register(), history()


def shown(row):
    """A row without what is the same anyway in every row of a student who is there."""
    person = (STUDENT, PLACEMENT)
    items = [one for one in row.items if one.what not in person or one.state != SAME]
    return row.number, row.state, row.roll_no, row.cells, items, row.problems, row.after, row.policy


def history() -> list[tuple]:
    names = {field.attname for field in MarkChange._meta.fields} - {"id", "at", "run_id"}
    return sorted(MarkChange.objects.values_list(*sorted(names)), key=repr)


def file_of(rows) -> bytes:
    return "\n".join([f"{FIRST},max,published,attempt", *map(",".join, rows), ""]).encode()


def book_of(rows, above: int = 0, beside: int = 0) -> bytes:
    """The same as a workbook, numbers as numbers; so many empty rows and columns before it."""
    book = openpyxl.Workbook()
    for line, row in enumerate(file_of(rows).decode().splitlines(), above + 1):
        for place, text in enumerate(row.split(","), beside + 1):
            book.active.cell(line, place, number_in(text))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def number_in(text: str) -> float | str | None:
    try:
        return float(text)
    except ValueError:
        return text or None
