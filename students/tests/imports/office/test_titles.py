"""Titles as offices write them: in Hindi, in two rows, on forms; days with a time behind them."""

import io

import pytest
from openpyxl import Workbook

from students.imports import runs
from students.imports.cells import text_cell
from students.imports.columns import word_of
from students.imports.office.cell_values import Altered
from students.imports.office.dates import day_of
from students.imports.office.kinds import SHEETS
from students.imports.refusals import Refused
from students.models import Admission, FeeDue, Payment, Staff, TrainerRating
from students.tests import factories as make
from students.tests.imports.office.files import imported, lines, payers

pytestmark = pytest.mark.django_db


def workbook(*rows: tuple) -> bytes:
    """A workbook of these rows; a text over several columns is merged as offices merge it."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_hindi_titles_of_admissions_are_known():
    make.institution()
    content = lines(
        "क्रमांक,प्रवेश क्रमांक,छात्र का नाम,पाठ्यक्रम,बैच,प्रवेश तिथि", "1,X1,सुनीता यादव,DA,DA-1,०५/०९/२०२६"
    )
    assert imported("admissions", content).stored
    found = Admission.objects.get()
    assert (found.student.name, str(found.admitted_on)) == ("सुनीता यादव", "2026-09-05")


def test_hindi_titles_of_dues_are_known_and_sums_left_out():
    payers()
    rows = ("प्रवेश क्रमांक;किस्त;देय तिथि;राशि", "R1;1;15/09/2026;₹ 1,20,000", "कुल;;;1,20,000")
    assert imported("dues", lines(*rows)).stored
    assert FeeDue.objects.get().amount == 120_000


def test_a_header_in_two_rows_is_read_as_one():
    payers()
    content = workbook(
        ("Fee Collection - Nov 2026",),
        ("Receipt", "Student", None, "Payment", None, None),
        ("No", "Adm No", "Name", "Date", "Amount (₹)", "Mode"),
        ("A-1", "R1", "Student R1", "03-11-26", "1,20,000", "UPI"),
        ("GRAND TOTAL", None, None, None, "=SUM(E4:E4)", None),
    )
    assert runs.run_at_once("payments", content, "file.xlsx").stored
    assert (Payment.objects.get().receipt, Payment.objects.get().amount) == ("A-1", 120_000)


def test_a_title_merged_over_two_rows_stands_above_nothing():
    payers()
    content = workbook(
        ("Receipt No", "Roll No", "Payment", None),
        (None, None, "Date", "Amount"),
        ("A-1", "R1", "03-11-26", "500"),
    )
    assert runs.run_at_once("payments", content, "file.xlsx").stored
    assert Payment.objects.get().receipt == "A-1"


@pytest.mark.parametrize("title", ["Faculty Name", "Teacher Name", "Employee Name"])
def test_trainers_go_by_what_they_are_called(title):
    make.institution()
    assert imported("trainers", lines(f"Faculty Code,{title}", "T1,Meera Nair")).stored
    assert Staff.objects.get().name == "Meera Nair"


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_no_further_title_takes_one_away_from_a_field_that_has_it(sheet):
    for field in sheet.fields:
        own = map(word_of, (field.name, *field.words.split(",")))
        assert {sheet.words[word] for word in own if word} == {field.name}


@pytest.mark.parametrize(
    "text",
    [
        "20/11/2026 10:25",
        "20/11/2026 10:25:31",
        "2026/11/20 7:14:09 PM GMT+5:30",
        "2026-11-20T19:14:09.123Z",
        "20-Nov-26, 7:14 pm",
        "२०/११/२०२६",
    ],
)
def test_a_time_behind_a_day_is_passed_over(text):
    found = day_of(text_cell(text))
    assert (found.value if isinstance(found, Altered) else found) == "2026-11-20"


@pytest.mark.parametrize("text", ["20/11/2026 P2", "20/11/2026 about noon"])
def test_what_else_stands_beside_a_day_is_refused_without_a_word_of_periods(text):
    with pytest.raises(Refused) as refusal:
        day_of(text_cell(text))
    assert "period" not in f"{refusal.value.reason} {refusal.value.mend}"


def test_an_average_with_its_number_is_no_answer():
    of = make.institution()
    make.staff(of, "Meera Nair")
    content = lines("Trainer,Rating,Comments", "Meera Nair,4,", ",Average: 4.4,")
    summary = imported("ratings", content)
    assert summary.stored
    assert summary.notes == ("Row 3 is left out: “Average: 4.4” sums up other rows.",)


def test_what_is_made_is_counted_behind_its_name():
    make.institution()
    told = [*imported("batches", lines("Batch", "DS-1")).sentences()]
    assert "Made: batches 1." in told


def test_a_students_name_beside_the_roll_number_is_not_taken_for_it():
    payers("R1")
    titles = "Receipt No.,Enrolment No,Student,Date of payment,Amt Recd,Mode of Payment"

    summary = imported("payments", lines(titles, "A-1,R1,Asha,2 Nov 2026,12k,G-Pay"))

    assert (summary.stored, Payment.objects.get().amount) == (True, 12_000)


def test_student_alone_is_still_the_roll_number():
    payers("R1")

    imported("payments", lines("Receipt,Student,Date,Amount", "A-1,R1,02/11/2026,5"))

    assert Payment.objects.get().student.roll_no == "R1"


def test_student_beside_a_roll_number_is_the_name_in_admissions():
    make.institution()

    imported("admissions", lines("Adm No,Student,Batch,Joining", "N1,Asha Rao,DA-1,01/09/2026"))

    found = Admission.objects.get()
    assert (found.student.name, str(found.admitted_on)) == ("Asha Rao", "2026-09-01")


def test_questions_of_a_form_are_titles_and_say_the_maximum():
    make.staff(make.institution(), "Rehan Sen")
    titles = "Submitted at,Which trainer?,Your batch,Your rating out of 10,Any comments"

    summary = imported("ratings", lines(titles, "20/11/2026 10:00,Rehan Sen,,8,Explains well"))
    assert summary.problems == ()

    found = TrainerRating.objects.get()
    assert (found.score, found.max_score, found.comment) == (8, 10, "Explains well")
