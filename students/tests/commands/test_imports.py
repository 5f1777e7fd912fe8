"""The commands that import and take back: what they say, where, and how they end."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from students.imports.refusals import ImportRefused
from students.imports.runs import run_at_once
from students.models import ImportRun, Institution, Mark, Student, TermAttendance, TermResult
from students.rules.units import SCALE
from students.tests import factories as make
from students.tests.imports.files import PAPER, paper_csv, register, wide

pytestmark = pytest.mark.django_db


@pytest.fixture
def file_of(tmp_path):
    """Give a function that writes a file and gives its name."""

    def written(content: bytes, name="marks.csv") -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return written


def run(*arguments):
    """What a command says on stdout and on stderr."""
    out, err = io.StringIO(), io.StringIO()
    call_command(*arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def failed(*arguments):
    """The same of a command that ends with exit code 1."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError) as failure:
        call_command(*arguments, stdout=out, stderr=err)
    assert failure.value.returncode == 1
    return out.getvalue(), err.getvalue() + str(failure.value)


def test_the_papers_file_imports_into_an_empty_register(file_of):
    out, err = run("import_marks", file_of(paper_csv()))

    assert "10 new, 0 changed, 0 same, 0 refused" in out
    assert "institution MAIN" in out
    assert "branches CSE, ECE, IT" in out
    assert err == ""
    assert TermResult.objects.count() == 10


def test_the_real_file_of_the_papers_students_gives_its_table():
    run("import_marks", str(PAPER))

    results = list(TermResult.objects.all())
    assert sum(result.average for result in results) == 6536 * SCALE // 10
    assert Student.objects.get(roll_no="CSE2101").name == "Aarav Sharma"


def test_json_stands_alone_on_stdout(file_of):
    out, _ = run("import_marks", file_of(paper_csv()), "--json")

    summary = json.loads(out)
    assert summary["run"] == ImportRun.objects.get().pk
    assert summary["rows"] == {
        "new": 10,
        "changed": 0,
        "same": 0,
        "refused": 0,
        "changed_values": 0,
    }
    assert summary["values"]["marks"] == {"new": 50}
    assert summary["problems"] == []


def test_problems_are_told_on_stderr_and_nothing_is_stored(file_of):
    out, err = failed("import_marks", file_of(wide("physics", "101")), "--json")

    summary = json.loads(out)
    assert "Row 2, physics: “101”: It is above the maximum 100." in err
    assert (summary["stored"], summary["run"]) == (False, None)
    assert summary["problems"][0]["mend"].startswith("Correct the mark")
    assert not Institution.objects.exists()
    assert not ImportRun.objects.exists()


def test_many_equal_problems_are_folded(file_of):
    rows = [f"X{number},A,CSE,4,85%" for number in range(20)]
    content = "\n".join(["roll_no,name,branch,semester,physics", *rows]).encode()

    _, err = failed("import_marks", file_of(content))

    assert "… and 17 other rows: It is a percent." in err
    assert err.count("\n") == 4


def test_good_rows_are_stored_beside_refused_ones_when_asked(file_of):
    content = wide("physics", "101") + b"\nX2,Diya,CSE,4,50\n"

    out, err = run("import_marks", file_of(content), "--skip-refused")

    assert "1 new, 0 changed, 0 same, 1 refused" in out
    assert "above the maximum" in err
    assert Student.objects.get().roll_no == "X2"


def test_a_dry_run_says_what_it_would_do(file_of):
    out, _ = run("import_marks", file_of(paper_csv()), "--dry-run")

    assert "Nothing was stored, as asked" in out
    assert "To be made: institution MAIN" in out
    assert not Institution.objects.exists()


def test_a_dry_run_of_a_bad_file_fails(file_of):
    failed("import_marks", file_of(wide("physics", "101")), "--dry-run")


@pytest.mark.parametrize("command", ["import_marks", "import_students", "import_attendance"])
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(command, file_of, tmp_path):
    assert "There is no file" in failed(command, str(tmp_path / "none.csv"))[1]
    assert "is a folder" in failed(command, str(tmp_path))[1]
    assert "The file is empty." in failed(command, file_of(b""))[1]


def test_a_large_file_is_refused_unread(file_of, settings):
    settings.IMPORT_MAX_BYTES = 10
    assert "IMPORT_MAX_MB" in failed("import_marks", file_of(paper_csv()))[1]


def test_the_institution_and_term_may_be_named(file_of):
    make.term(make.institution("ONE"), "T1")
    make.term(make.institution("TWO"), "T1")
    path = file_of(wide("physics", "50"))

    assert "several institutions: ONE, TWO" in failed("import_marks", path)[1]
    run("import_marks", path, "--institution", "TWO", "--term", "T1")
    assert TermResult.objects.get().institution.code == "TWO"


def test_marks_are_published_when_asked(file_of):
    run("import_marks", file_of(wide("physics", "50")), "--publish")
    assert Mark.objects.get().published


def test_students_and_attendance_have_their_commands(file_of):
    run("import_students", file_of(b"roll_no,name,branch,semester\nX1,Aarav,CSE,4\n"))
    run("import_attendance", file_of(b"roll_no,attendance\nX1,80\n"))

    assert TermAttendance.objects.get().percent == 80


def test_an_import_is_taken_back(file_of):
    make.term()
    before = register()
    run("import_marks", file_of(paper_csv()))
    number = str(ImportRun.objects.get().pk)

    out, _ = run("undo_import", number, "--dry-run")
    assert "marks 50 removed" in out
    out, _ = run("undo_import", number, "--json")

    assert json.loads(out)["values"]["marks"] == {"removed": 50}
    assert register() == before
    assert "Only a stored run is undone" in failed("undo_import", number)[1]


def test_an_import_that_was_edited_since_is_taken_back_but_for_that(file_of):
    run("import_marks", file_of(wide("physics,english", "50,60")))
    number = str(ImportRun.objects.get().pk)
    mark = Mark.objects.get(subject__code="PHYSICS")
    mark.score = 51
    mark.save()

    assert (
        "CSE2101 PHYSICS: “51”: It was changed after the import."
        in failed("undo_import", number)[1]
    )
    run("undo_import", number, "--except-edited")

    assert list(Mark.objects.values_list("score", flat=True)) == [51]


def test_a_run_that_is_none_cannot_be_taken_back():
    assert "There is no run 99." in failed("undo_import", "99")[1]


def test_columns_and_names_are_said_on_the_command_line(file_of):
    make.subject(make.term().institution, "Mathematics")
    path = file_of(b"Kennung,name,Mathmatics\nA1,Asha,45\n")
    column = ("--map", "Kennung=roll_no", "--branch", "CSE", "--semester", "4")

    assert "No column with roll numbers" in failed("import_marks", path)[1]
    assert '--same "Mathmatics=MATHEMATICS"' in failed("import_marks", path, *column)[1]
    unasked = failed("import_marks", path, *column, "--same", "Mathmatic=Mathematics")
    assert "Mathmatics" in unasked[1]  # the one that is asked about is told first
    both = ("--same", "Mathmatics=Mathematics", "--same", "Mathmatic=Mathematics")
    assert (
        "Nothing of the file is asked about “Mathmatic”."
        in failed("import_marks", path, *column, *both)[1]
    )
    assert not Mark.objects.exists()
    out, _ = run("import_marks", path, *column, "--same", "Mathmatics=Mathematics")
    assert "“Mathmatics” is read as the subject MATHEMATICS" in out
    out, _ = run("import_marks", file_of(b"Kennung,name,Mathmatics\nA1,Asha,46\n"))

    assert "The columns are read as remembered from run" in out
    assert Mark.objects.get().score == 46
    assert "No column with roll numbers" in failed("import_marks", path, "--guess")[1]
    assert "has no two sides" in failed("import_marks", path, "--map", "Kennung")[1]


def test_an_option_is_named_by_the_command_and_never_by_a_text_of_pages(file_of):
    college = make.institution()
    make.term(college)
    make.institution("NEXT")
    place = ("--institution", college.code)
    _out, err = failed("import_marks", file_of(paper_csv()))
    assert "Say which is meant (institution).\nGive --institution CODE." in err

    register = file_of(b"roll_no,name,branch,semester,3 Aug\nR1,Asha,CSE,3,P\n", "register.csv")
    _out, err = failed("import_attendance", register, *place)
    assert "or add the column subject.\nGive --subject CODE." in err

    with pytest.raises(ImportRefused) as refusal:
        run_at_once("marks", paper_csv(), "marks.csv")
    assert "--" not in refusal.value.problems[0].sentence()
