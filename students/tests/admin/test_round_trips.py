"""What the administration exports, it imports again: unchanged it changes nothing."""

import csv
import io

import pytest
from django.urls import reverse

from students.imports import runs
from students.imports.refusals import FileRefused
from students.models import (
    Mark,
    Role,
    Student,
    Subject,
    SubjectAttendance,
    TermAttendance,
)
from students.tests import factories as make
from students.tests.kept_worlds import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def term():
    """One student with a mark, an absence, a combined mark, a later attempt, and attendance."""
    term = make.term()
    result = make.result(term, make.student(term.institution, "R1", "Asha Rao"))
    make.mark(result, "Physics", 45)
    make.mark(result, "English", None, state="absent")
    combined = make.mark(result, "Mathematics", 50)
    make.component_mark(combined, "QUIZ", 7)
    make.mark(result, "English", 61, attempt=2, sat_term=term)
    make.attendance(result, percent="75.5")
    counted = make.result(term, make.student(term.institution, "R2", "=Ravi"))
    make.attendance(counted, held=40, attended=30)
    physics = Subject.objects.get(title="Physics")
    SubjectAttendance.objects.create(result=counted, subject=physics, held=40, attended=29)
    return term


@pytest.fixture
def registrar(client, term):
    client.force_login(make.member(Role.REGISTRAR, term.institution))
    return client


def exported(client, model, file_format="0") -> bytes:
    """The file a list gives out: 0 is CSV, 1 is XLSX."""
    address = reverse(f"admin:students_{model.__name__.lower()}_export")
    answer = client.post(address, {"format": file_format})
    assert answer.status_code == 200
    return answer.content


def plan_for(content: bytes, kind: str, term):
    said = {"institution": term.institution, "term": term}
    return runs.plan_of(runs.preview(kind, content, "export", **said))


@pytest.mark.parametrize("file_format", ["0", "1"])
@pytest.mark.parametrize(
    ("model", "kind"),
    [
        (Student, "students"),
        (Mark, "marks"),
        (TermAttendance, "attendance"),
        (SubjectAttendance, "attendance"),
    ],
)
def test_an_export_that_comes_back_changes_nothing(registrar, term, model, kind, file_format):
    plan = plan_for(exported(registrar, model, file_format), kind, term)

    assert [problem.sentence() for problem in plan.problems()] == []
    assert plan.does_nothing
    assert plan.counts["same"] == model.objects.count()


def rows_of(content: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def file_of(rows: list[dict]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.fixture
def physics(registrar):
    """The exported row of Physics, 45 then."""
    return next(row for row in rows_of(exported(registrar, Mark)) if row["Score"] == "45.00")


def test_a_mark_edited_in_the_file_alone_is_stored(physics, term):
    plan = plan_for(file_of([physics | {"Score": "47"}]), "marks", term)

    assert plan.counts["changed"] == 1


@pytest.mark.parametrize("score", ["47", "45"])
def test_a_mark_edited_since_the_export_is_refused_with_both_values(physics, term, score):
    Mark.objects.get(score=45).delete()
    make.mark(Student.objects.get(roll_no="R1").results.get(), "Physics", 52)

    (problem,) = plan_for(file_of([physics | {"Score": score}]), "marks", term).problems()

    assert problem.reason == (
        "Since this file was exported, the register went from present, 45 of 100 to present, 52 of "
        f"100; the file says present, {score} of 100."
    )


def test_a_mark_removed_since_the_export_does_not_come_back_unawares(physics, term):
    Mark.objects.get(score=45).delete()

    (problem,) = plan_for(file_of([physics]), "marks", term).problems()

    assert "from present, 45 of 100 to no mark" in problem.reason


def test_the_same_edit_on_both_sides_is_no_conflict(physics, term):
    mark = Mark.objects.get(score=45)
    mark.score = 52
    mark.save()

    assert plan_for(file_of([physics | {"Score": "52"}]), "marks", term).does_nothing


def test_the_files_value_is_stored_when_its_note_is_emptied(physics, term):
    mark = Mark.objects.get(score=45)
    mark.score = 52
    mark.save()

    plan = plan_for(file_of([physics | {"Score": "47", "Exported as": ""}]), "marks", term)

    assert plan.counts["changed"] == 1


def test_the_refused_rows_of_a_stale_export_import_once_their_note_is_emptied(physics, term):
    mark = Mark.objects.get(score=45)
    mark.score = 52
    mark.save()
    said = {"institution": term.institution, "term": term}
    run = runs.preview("marks", file_of([physics | {"Score": "47"}]), "export.csv", **said)

    (row,) = rows_of(runs.refused_rows_file(run)[1])
    mended = runs.preview("marks", file_of([row | {"Exported as": ""}]), "mended.csv", **said)

    assert runs.plan_of(mended).counts["changed"] == 1


def test_an_export_of_another_term_is_refused_in_one_sentence(physics, term):
    other = make.term(term.institution, code="2030-EVEN", year=2030)
    with pytest.raises(FileRefused) as refusal:
        plan_for(file_of([physics, physics | {"Subject": "X"}]), "marks", other)

    (problem,) = refusal.value.problems
    assert problem.reason == f"The file is of term {term.code}, and the import goes to 2030-EVEN."


def test_a_file_of_several_terms_is_refused(physics, term):
    with pytest.raises(FileRefused, match="several terms"):
        plan_for(file_of([physics, physics | {"Term": "2030-EVEN"}]), "marks", term)


def test_a_command_finds_the_term_in_the_file(physics, term):
    make.term(term.institution, code="2030-EVEN", year=2030)

    summary = runs.run_at_once("marks", file_of([physics]), "export.csv")

    assert (summary.term, summary.counts["same"]) == (term.code, 1)
