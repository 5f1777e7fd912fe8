"""How the columns of a source are read is said once, shown, and remembered."""

import pytest

from students.admin.reading_cards import reading_cards
from students.imports import identities, runs
from students.imports.options import Options
from students.imports.refusals import FileRefused, NotStorable
from students.imports.revisions import forget_mapping
from students.models import ImportMapping, ImportRun, Mark, Student
from students.tests import factories as make
from students.tests.imports.files import imported, register

pytestmark = pytest.mark.django_db
HEAD = "Kennung,Naam,branch,semester,M1\n"
FILE = f"{HEAD}A1,Asha,CSE,4,45\n".encode()
NEXT = f"{HEAD}A1,Asha,CSE,4,46\n".encode()
SAID = Options(columns=(("Kennung", "roll_no"), ("M1", "marks Mathematics (50)")))


@pytest.fixture(autouse=True)
def term():
    return make.term()


def mark() -> tuple:
    """Subject, score and maximum of the one mark."""
    return Mark.objects.values_list("subject__code", "score", "max_score").get()


def test_what_was_said_of_a_source_is_remembered_for_its_next_file():
    imported(FILE, options=SAID)

    again = imported(NEXT)

    assert mark() == ("MATHEMATICS", 46, 50)
    first = ImportRun.objects.earliest("pk")
    assert again.notes == (f"The columns are read as remembered from run {first.pk}.",)
    assert ImportMapping.objects.get().pairs[0] == ("Kennung", "roll_no")


def test_titles_are_the_same_however_they_are_capitalised():
    imported(FILE, options=SAID)

    assert imported(NEXT.replace(b"Kennung", b"KENNUNG ")).stored


@pytest.mark.parametrize("changed", [b"M1,M2", b"M2"])
def test_another_header_is_another_source(changed):
    imported(FILE, options=SAID)

    with pytest.raises(FileRefused, match="No column with roll numbers"):
        imported(NEXT.replace(b"M1", changed))


def test_what_one_institution_said_holds_for_no_other(term):
    imported(FILE, options=SAID)
    other = make.term(make.institution("OTHER"))

    with pytest.raises(FileRefused, match="No column with roll numbers"):
        imported(FILE, institution=other.institution)


def test_what_is_guessed_is_not_remembered():
    imported(b"roll_no,name,branch,semester,Physics\nA1,Asha,CSE,4,45\n")

    assert not ImportMapping.objects.exists()


def test_what_is_said_now_goes_before_what_is_remembered():
    imported(FILE, options=SAID)

    imported(NEXT, options=Options(columns=(("M1", "marks Physics"),)))
    physics = Mark.objects.get(subject__code="PHYSICS")
    assert (physics.score, physics.max_score) == (46, 50)
    with pytest.raises(FileRefused, match="No column with roll numbers"):
        imported(NEXT, options=Options(remembered=False))


def test_a_dry_run_and_a_refused_file_teach_nothing():
    imported(FILE, options=SAID, dry_run=True)
    imported(FILE.replace(b"45", b"51"), options=SAID)

    assert not ImportMapping.objects.exists()


def test_a_run_that_is_taken_back_has_taught_nothing():
    summary = imported(FILE, options=SAID)

    runs.undo(summary.run)

    assert not ImportMapping.objects.exists()


AS_PHYSICS = Options(columns=(("M1", "marks Physics (50)"),))


def taught() -> tuple[ImportRun, ImportRun]:
    """Two runs of one source; the second says that a column holds another subject."""
    return imported(FILE, options=SAID).run, imported(NEXT, options=AS_PHYSICS).run


def remembered() -> str:
    return ImportMapping.objects.get().pairs[-1][1]


def test_a_run_that_is_taken_back_leaves_what_was_taught_before_it():
    first, second = taught()
    before = ImportMapping.objects.get().run

    runs.undo(second)

    assert (before, ImportMapping.objects.get().run) == (second, first)
    assert remembered() == "marks Mathematics (50)"
    runs.undo(first)
    assert not ImportMapping.objects.exists()


def test_what_a_run_taught_that_was_itself_taken_back_does_not_come_again():
    first, second = taught()
    third = imported(NEXT, options=Options(columns=(("M1", "marks English (50)"),))).run
    runs.undo(second)
    assert remembered() == "marks English (50)"

    runs.undo(third)
    assert (remembered(), ImportMapping.objects.get().run) == ("marks Mathematics (50)", first)


def test_what_was_forgotten_by_hand_does_not_come_again():
    imported(FILE, options=SAID)
    ImportMapping.objects.all().delete()
    second = imported(NEXT, options=SAID).run

    runs.undo(second)

    assert not ImportMapping.objects.exists()


def test_whoever_chose_the_columns_is_named(term):
    sender, chooser = make.user("sender"), make.user("chooser")
    run = runs.preview("marks", FILE, "file.csv", user=sender, ask=True)
    runs.revise(run, sender, columns=(("[A]", "roll_no"),))
    runs.revise(run, chooser, columns=(("[A]", "roll_no"), ("[E]", "marks Physics")))

    columns = reading_cards(run, runs.plan_of(run))["columns_card"]["columns"]
    assert columns[0]["why"] == "chosen by sender"
    assert columns[-1]["why"] == "chosen by chooser"
    runs.commit(run, user=sender)
    assert ImportMapping.objects.get().by == chooser


def test_a_file_nobody_can_read_waits_for_somebody_to_say_how():
    run = runs.preview("marks", FILE, "file.csv", ask=True)
    with pytest.raises(NotStorable, match="No column with roll numbers"):
        runs.commit(run)
    before = register()

    runs.revise(run, columns=(("[A]", "roll_no"), ("[E]", "marks Physics")))
    assert register() == before
    runs.commit(run)

    assert mark() == ("PHYSICS", 45, 100)
    assert list(ImportRun.objects.values_list("state", flat=True)) == ["stored"]


def test_a_preview_read_anew_is_another_preview():
    run = runs.preview("marks", FILE, "file.csv", options=SAID)
    shown = run.plan_digest

    runs.revise(run, branch="IT", columns=(*SAID.columns, ("[C]", "left_out")))

    assert run.plan_digest != shown
    runs.commit(run)
    assert Student.objects.get().results.get().branch.code == "IT"
    with pytest.raises(NotStorable, match="stored already"):
        runs.revise(run, branch="CSE")


def test_a_reading_that_cannot_be_leaves_the_preview_as_it_was():
    run = runs.preview("marks", FILE, "file.csv", options=SAID)
    shown = run.plan_digest

    with pytest.raises(FileRefused, match="cannot be the header"):
        runs.revise(run, header_row=9)

    run.refresh_from_db()
    assert run.plan_digest == shown
    assert runs.commit(run).stored


def test_what_is_remembered_can_be_forgotten_in_the_preview():
    imported(FILE, options=SAID)
    run = runs.preview("marks", NEXT, "file.csv", ask=True)
    assert runs.plan_of(run).obstacles == ()

    forget_mapping(run)

    assert not ImportMapping.objects.exists()
    assert "No column with roll numbers" in runs.plan_of(run).obstacles[0]


def test_a_said_branch_moves_nobody():
    imported(b"roll_no,name,branch,semester,Physics\nA1,Asha,CSE,4,45\n")

    imported(b"roll_no,Physics\nA1,46\n", options=Options(branch="IT", semester="5"))

    result = Student.objects.get().results.get()
    assert (result.branch.code, result.semester) == ("CSE", 4)


def test_columns_and_other_names_cost_three_queries(django_assert_max_num_queries):
    imported(FILE, options=SAID)

    with django_assert_max_num_queries(30):
        imported(NEXT, dry_run=True)


def test_refused_rows_carry_what_was_said_of_their_file():
    head = "Kennung,Naam,Q1,Q2\nA1,Asha,4,5\nA2,Bela,4,500\n"
    said = (
        ("Kennung", "roll_no"),
        ("Q1", "marks Mathematics / Quiz 1 (10)"),
        ("Q2", "marks Mathematics / Quiz 2 (10)"),
    )
    imported(
        head.encode(), options=Options(columns=said, branch="CSE", semester="4"), skip_refused=True
    )
    run = ImportRun.objects.get()

    _, refused = runs.refused_rows_file(run)

    assert refused.decode("utf-8-sig").splitlines()[0] == (
        "roll_no,Naam,marks Mathematics / Quiz 1 (10),marks Mathematics / Quiz 2 (10),"
        "branch,semester,problem"
    )
    assert imported(refused.replace(b"500", b"5")).counts["new"] == 1
    placed = Student.objects.filter(results__branch__code="CSE", results__semester=4)
    assert set(placed.values_list("roll_no", flat=True)) == {"A1", "A2"}


def test_what_was_said_of_a_file_moves_nobody_in_its_refused_rows(term):
    make.result(term, make.student(term.institution, "A2", "Bela"), branch_code="IT")
    options = Options(columns=SAID.columns, branch="CSE", semester="4")
    imported(b"Kennung,Naam,M1\nA1,Asha,45\nA2,Bela,450\n", options=options, skip_refused=True)

    _, refused = runs.refused_rows_file(ImportRun.objects.get())

    assert refused.decode("utf-8-sig").splitlines()[1].startswith("A2,Bela,450,,,")


def test_refused_rows_keep_the_maximum_of_a_column_of_marks():
    head = b"roll_no,name,branch,semester,subject,Obt (50)\nA1,Asha,CSE,4,Physics,440\n"
    options = Options(columns=(("Obt (50)", "score"),))
    run = runs.preview("marks", head, "file.csv", options=options)

    refused = runs.refused_rows_file(run)[1].replace(b"440", b"44")

    assert b"score (50)" in refused
    imported(refused)
    assert mark() == ("PHYSICS", 44, 50)


def test_a_roll_number_that_was_altered_stands_in_the_problem_alone():
    run = runs.preview(
        "marks", b"roll_no,name,branch,semester,Physics\nMar-01,Asha,CSE,4,44\n", "f"
    )

    row = runs.refused_rows_file(run)[1].decode("utf-8-sig").splitlines()[1]

    assert row.startswith(",Asha,CSE,4,44,")
    assert "Mar-01" in row


def test_it_does_so_whatever_language_the_file_was_read_in(monkeypatch):
    monkeypatch.setattr(identities, "RETYPE", "इसे फिर से लिखें।")
    run = runs.preview(
        "marks", b"roll_no,name,branch,semester,Physics\nMar-01,Asha,CSE,4,44\n", "f"
    )

    row = runs.refused_rows_file(run)[1].decode("utf-8-sig").splitlines()[1]

    assert row.startswith(",Asha,CSE,4,44,")
    assert "इसे फिर से लिखें।" in row
