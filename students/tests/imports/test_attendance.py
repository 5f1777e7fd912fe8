"""Attendance of the term and of subjects, as a percent or counted."""

import pytest

from students.imports import runs
from students.models import SubjectAttendance, TermAttendance, TermResult
from students.rules.units import SCALE
from students.tests import factories as make
from students.tests.imports.files import imported, reasons, register, xlsx_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def result():
    in_term = make.term()
    return make.result(in_term, make.student(in_term.institution, "X1", "Aarav"))


def attendance(text: str):
    return imported(text.encode(), "attendance")


def test_a_percent_is_stored_as_reported(result):
    attendance("roll_no,attendance\nX1,87.5\n")

    result.refresh_from_db()
    assert result.attendance == 875 * SCALE // 10


@pytest.mark.parametrize(
    "text", ["roll_no,Attendance %\nX1,87.5%\n", "roll_no;percent\nX1;87.50\n"]
)
def test_a_percent_is_written_in_many_ways(result, text):
    attendance(text)

    assert TermAttendance.objects.get().percent == 875 / 10


def test_a_formatted_percent_is_one(result):
    imported(xlsx_of([["roll_no", "attendance"], ["X1", 0.875]], {"B2": "0.0%"}), "attendance")

    assert TermAttendance.objects.get().percent == 875 / 10


def test_classes_are_counted(result):
    attendance("roll_no,held,attended,excused\nX1,40,30,2\n")

    result.refresh_from_db()
    row = TermAttendance.objects.get()
    assert (row.held, row.attended, row.excused) == (40, 30, 2)
    assert result.attendance == 75 * SCALE


def test_subjects_are_counted_apart(result):
    make.subject(result.institution, "Physics")
    attendance("roll_no,subject,held,attended\nX1,physics,40,30\nX1,English,60,60\n")

    result.refresh_from_db()
    assert SubjectAttendance.objects.count() == 2
    assert result.attendance == 90 * SCALE


def test_the_same_file_twice_changes_nothing_and_a_change_is_undone(result):
    text = "roll_no,subject,held,attended\nX1,physics,40,30\n"
    attendance(text)
    before = register()
    assert attendance(text).counts["same"] == 1

    run = attendance(text.replace("30", "31")).run
    assert SubjectAttendance.objects.get().attended == 31
    runs.undo(run)

    assert register() == before


@pytest.mark.parametrize("cell", ["18/20", "18 / 20", "18 of 20", "18 out of 20"])
def test_counts_may_stand_in_one_cell_beside_percents(result, cell):
    make.result(result.term, make.student(result.institution, "X2", "Bina"))

    attendance(f"roll_no,Attended/Total\nX1,{cell}\nX2,90%\n")

    counted, percent = TermAttendance.objects.order_by("result__student__roll_key")
    assert (counted.held, counted.attended) == (20, 18)
    assert (percent.held, percent.percent) == (None, 90)


BAD = {
    "more of fewer": (
        "roll_no,attendance\nX1,21/20\n",
        "More classes were attended than the 20 held.",
    ),
    "above 100": ("roll_no,attendance\nX1,101\n", "A percent lies between 0 and 100."),
    "below 0": ("roll_no,attendance\nX1,-1\n", "A percent lies between 0 and 100."),
    "a share": (
        "roll_no,attendance\nX1,0.94\n",
        "It looks like a share of 1 rather than a percent.",
    ),
    "more attended than held": (
        "roll_no,held,attended\nX1,40,41\n",
        "Attended and excused together are more than the 40 held.",
    ),
    "half a class": ("roll_no,held,attended\nX1,40,30.5\n", "It is not a whole number"),
    "one of two": ("roll_no,held,attended\nX1,40,\n", "Held and attended go together."),
    "unknown student": ("roll_no,attendance\nX2,50\n", "No student has this roll number"),
}


@pytest.mark.parametrize("name", BAD)
def test_attendance_that_cannot_be_is_refused(result, name):
    text, reason = BAD[name]

    found = reasons(text.encode(), "attendance")

    assert found[0][0] == 2
    assert found[0][3].startswith(reason)
    assert not TermAttendance.objects.exists()


@pytest.mark.parametrize("header", ["roll_no", "roll_no,held", "roll_no,shoe,percent"])
def test_a_file_needs_the_columns_of_attendance_and_no_others(result, header):
    with pytest.raises(Exception, match=r"attendance|other column|not known"):
        attendance(f"{header}\nX1,1,1,1\n".replace(",1,1,1", ",1" * header.count(",")))


def test_a_row_says_either_a_percent_or_counts(result):
    header = "roll_no,percent,held,attended\n"

    (refused,) = reasons(f"{header}X1,75,4,3\n".encode(), "attendance")

    assert refused == (2, "percent", "", "The row has a percent and counts.")
    attendance(f"{header}X1,75,,\n")
    assert TermAttendance.objects.get().percent == 75


def test_a_percent_beside_counted_classes_agrees_or_is_a_problem(result):
    attendance("roll_no,held,attended\nX1,43,31\n")

    assert attendance("roll_no,attendance\nX1,72.1\n").counts["same"] == 1
    ((_, column, value, reason),) = reasons(b"roll_no,attendance\nX1,80\n", "attendance")
    assert (column, value) == ("attendance", "80")
    assert reason == "The registers say 31 of 43 classes, which is another percent."


def test_a_student_not_in_the_term_needs_a_place_in_it(result):
    make.student(result.institution, "X2", "Diya")

    ((_, column, _, reason),) = reasons(b"roll_no,attendance\nX2,80\n", "attendance")
    assert column == "branch"
    assert "not yet in term 2026-ODD" in reason

    attendance("roll_no,branch,semester,attendance\nX2,CSE,4,80\n")
    assert TermResult.objects.count() == 2


def test_a_total_beside_classes_taken_one_by_one_agrees_with_them_or_is_a_problem(result):
    make.presences(result, "PPEA")
    same = attendance("roll_no,subject,held,attended\nX1,Mathematics,4,2\n")
    assert same.counts["same"] == 1
    assert SubjectAttendance.objects.get().excused == 1

    text = b"roll_no,subject,held,attended\nX1,Mathematics,40,30\n"
    ((row, _, value, reason),) = reasons(text, "attendance")
    assert (row, value) == (2, "30 of 40")
    assert reason == "This subject is taken class by class, which comes to 2 of 4 classes."
    assert SubjectAttendance.objects.get().held == 4


def test_undoing_a_total_that_sessions_have_overtaken_leaves_the_sessions(result):
    make.subject(result.institution)
    run = attendance("roll_no,subject,held,attended\nX1,Mathematics,1,1\n").run
    make.presences(result, "P")
    runs.undo(run, except_edited=True)

    row = SubjectAttendance.objects.get()
    assert (row.held, row.attended, row.by_session) == (1, 1, True)


def test_a_column_of_shares_is_refused_as_a_whole(result):
    rows = "roll_no,name,branch,semester,attendance\n" + "".join(
        f"X{number},A,CSE,4,{text}\n"
        for number, text in enumerate(("0.85", "1", "0", "1%", "87"), 1)
    )

    summary = imported(rows.encode(), "attendance", skip_refused=True)

    assert [(one.row, one.value, one.mend) for one in summary.problems] == [
        (2, "0.85", "Write 85% or 0.85%, whichever is meant."),
        (3, "1", "Write 100% or 1%, whichever is meant."),
        (4, "0", "Write 0%."),
    ]
    assert set(TermAttendance.objects.values_list("percent", flat=True)) == {1, 87}


def test_one_percent_is_one_where_no_share_stands_beside_it(result):
    attendance("roll_no,attendance\nX1,1\n")

    assert TermAttendance.objects.get().percent == 1
