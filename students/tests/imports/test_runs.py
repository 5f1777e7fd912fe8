"""From a file into the register."""

from decimal import Decimal

import pytest

from students.imports import runs
from students.imports.options import Options
from students.models import (
    ImportRun,
    Institution,
    Mark,
    MarkChange,
    RecordChange,
    ResultSummary,
    Student,
    Term,
    TermResult,
)
from students.rules.units import SCALE
from students.tests import factories as make
from students.tests.imports.files import (
    imported,
    paper_csv,
    register,
    wide,
)

pytestmark = pytest.mark.django_db


def test_the_papers_file_gives_the_papers_table_in_an_empty_register():
    summary = imported(paper_csv())

    results = list(TermResult.objects.all())
    assert summary.stored
    assert (summary.institution, summary.term) == ("MAIN", Term.objects.get().code)
    assert summary.created["subjects"] == [
        "DATA_STRUCTURES Data Structures",
        "ENGLISH English",
        "MATHEMATICS Mathematics",
        "PHYSICS Physics",
        "PROGRAMMING Programming",
    ]
    assert len(results) == 10
    assert sum(result.average for result in results) == 6536 * SCALE // 10
    assert sum(result.attendance for result in results) == 751 * SCALE
    assert sum(result.passed for result in results) == 8
    assert [result.risk for result in results].count("High") == 3
    assert "".join(sorted(result.grade for result in results)) == "AAAA+BBCDFF"
    assert sum(row.students for row in ResultSummary.objects.all()) == 10
    assert not Mark.objects.filter(published=True).exists()


def test_an_import_gives_what_saving_one_by_one_gives():
    term = make.term()
    imported(paper_csv())
    by_import = list(
        TermResult.objects.order_by("student__roll_key").values_list("average", "risk")
    )

    other = make.term(make.institution("OTHER"))
    make.paper_ten(other)

    one_by_one = other.results.order_by("student__roll_key").values_list("average", "risk")
    assert by_import == list(one_by_one)
    assert term.results.count() == 10


def test_a_dry_run_writes_nothing():
    imported(paper_csv(), dry_run=True)

    assert not Institution.objects.exists()
    assert not ImportRun.objects.exists()


def test_the_same_file_twice_changes_nothing():
    imported(paper_csv())
    before = register()

    again = imported(paper_csv())

    assert (again.stored, again.counts["same"]) == (False, 10)
    assert register() == before
    assert ImportRun.objects.count() == 1


def test_a_changed_mark_is_shown_old_and_new_and_stored_with_its_history():
    imported(paper_csv())
    person = make.user("registrar")
    content = paper_csv().replace(b",97,", b",89,")
    run = runs.preview("marks", content, "file.csv", user=person)

    row = next(runs.plan_of(run).rows("changed"))
    assert [(cell.old, cell.text) for cell in row.cells if cell.old is not None] == [("97", "89")]
    assert row.after == "94.00 A+"

    summary = runs.commit(run)
    change = MarkChange.objects.get(run_id=run.pk)
    assert summary.counts["changed"] == 1
    assert (change.old_score, change.new_score) == (Decimal(97), Decimal(89))
    assert (change.user_id, change.door, change.roll_no) == (person.pk, "import", "CSE2101")
    assert ImportRun.objects.get(pk=run.pk).state == "stored"


def test_an_empty_cell_leaves_a_mark_as_it_is():
    imported(wide("physics", "50"))

    summary = imported(wide("physics,english", ",60"))

    assert summary.values["mark"] == {"new": 1}
    assert Mark.objects.get(subject__code="PHYSICS").score == 50


def test_a_name_that_differs_is_changed_and_capitals_are_not():
    imported(wide("physics", "50"))

    same = imported(wide("physics", "50").replace(b"Aarav Sharma", b"AARAV  SHARMA"))
    changed = imported(wide("physics", "50").replace(b"Aarav Sharma", b"Aarav Verma"))

    assert same.counts["same"] == 1
    assert changed.counts["changed"] == 1
    assert Student.objects.get().name == "Aarav Verma"
    assert RecordChange.objects.get(field="name").old == "Aarav Sharma"


def test_a_changed_placement_moves_the_student_and_the_summaries():
    imported(paper_csv())

    imported(wide("mathematics", "97").replace(b"CSE,4", b"IT,4").replace(b"Aarav Sharma", b""))

    assert TermResult.objects.get(student__roll_no="CSE2101").branch.code == "IT"
    rows = ResultSummary.objects.exclude(students=0).values_list("branch__code", "students")
    assert sorted(rows) == [("CSE", 3), ("ECE", 3), ("IT", 4)]


def test_marks_are_published_only_when_asked():
    imported(wide("physics", "50"), options=Options(publish=True))
    assert Mark.objects.get().published

    imported(wide("physics", "51"))
    assert Mark.objects.get().published


def test_large_files_take_few_queries(django_assert_max_num_queries):
    rows = [f"R{number},Student {number},CSE,4,{number % 101},50" for number in range(400)]
    content = "\n".join(["roll_no,name,branch,semester,physics,english", *rows]).encode()

    with django_assert_max_num_queries(200):
        summary = imported(content)

    assert summary.counts["new"] == 400


def test_publishing_alone_is_a_change_that_is_shown():
    imported(wide("physics", "50"))
    content = wide("physics", "50")
    run = runs.preview("marks", content, "file.csv", options=Options(publish=True))

    (row,) = runs.plan_of(run).rows("changed")

    assert [(cell.old, cell.text) for cell in row.cells if cell.old is not None] == [
        ("50 (not published)", "50")
    ]


@pytest.mark.parametrize(
    ("said", "begins"), [("2025-even", "2025-01-01"), ("2025-ODD", "2025-07-01")]
)
def test_a_first_term_may_be_named(said, begins):
    imported(wide("physics", "50"), institution="SPCE", term=said)

    assert Institution.objects.get().code == "SPCE"
    assert str(Term.objects.get().starts_on) == begins
