"""The file of a list of students: every page of it, cell by cell as shown."""

import csv
import io
import re

import pytest

from analytics.tests.writers.books import texts_of
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def rows_of(house, name, query=""):
    text = house.get(name, f"/students.csv{query}")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_file_holds_every_page_in_the_order_shown(house, monkeypatch):
    monkeypatch.setattr("analytics.views.rosters.PAGE", 4)
    monkeypatch.setattr("analytics.people.roster_rows.ROWS_AT_ONCE", 3)
    rows = rows_of(house, "principal", "?sort=-average")

    assert [row["Roll number"] for row in rows][:2] == ["CSE2101", "CSE2102"]
    assert len(rows) == 10
    assert rows[0] | {"Name": "", "As of": ""} == {
        "Roll number": "CSE2101",
        "Name": "",
        "Branch": "CSE",
        "Semester": "4",
        "Section": "",
        "Average": "95.60",
        "Grade": "A+",
        "Attendance, %": "94.0",
        "Standing": "",
        "As of": "",
    }


@pytest.mark.parametrize("query", ["", "?risk=High", "?subject=PHYSICS&sort=-average"])
def test_the_workbook_is_the_csv_cell_by_cell(house, query):
    text = house.get("principal", f"/students.csv{query}").removeprefix("\ufeff")
    book = house.as_("principal").get(f"/students.xlsx{query}")

    assert texts_of(book.content) == list(csv.reader(io.StringIO(text)))


def test_the_file_says_when_and_by_which_policy(house):
    page, rows = house.as_("principal").get("/students/").text, rows_of(house, "principal")
    shown = re.search(r"As of <time[^>]*>([^<]*)</time> · policy 1", page)[1]

    assert {row["As of"] for row in rows} == {f"{shown} · policy 1"}


def test_the_file_keeps_the_conditions_and_their_reasons(house):
    rows = rows_of(house, "principal", "?risk=High&branch=ECE")

    assert [row["Roll number"] for row in rows] == ["ECE2106", "ECE2109"]
    assert {row["Risk"] for row in rows} == {"High"}
    assert rows[0]["Reasons"] == "Attendance is 57.0\u00a0%, below 60\u00a0%."


def test_no_cell_is_taken_for_a_formula(house):
    place = house.term.institution
    for number, start in enumerate("=+-@"):
        make.result(house.term, make.student(place, f"{start}R{number}", f"{start}1+1"))
    rows = rows_of(house, "principal")

    names = [row["Name"] for row in rows if row["Name"].endswith("1+1")]
    assert sorted(names) == ["'+1+1", "'-1+1", "'=1+1", "'@1+1"]
    assert sum(row["Roll number"].startswith("'") for row in rows) == 4


def test_a_name_in_devanagari_arrives_as_it_was_written(house):
    student = house.results["CSE2101"].student
    student.name = "प्रिया यादव"
    student.save()

    assert rows_of(house, "principal")[0]["Name"] == "प्रिया यादव"


def test_a_subject_teachers_file_holds_the_own_subject_alone(house):
    rows = rows_of(house, "subject teacher")

    assert [row["Percent"] for row in rows] == ["97.00", "86.00", "56.00", "35.00"]
    assert {row["Attendance, %"] for row in rows} == {""}


def test_a_class_teachers_file_ends_with_the_class(house):
    rows = rows_of(house, "class teacher")

    assert {row["Branch"] for row in rows} == {"ECE"}
    assert len(rows) == 3
