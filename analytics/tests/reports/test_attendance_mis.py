"""Attendance MIS: everybody against the line, added up as the dashboard does, within a sight."""

import datetime

import pytest

from analytics.metrics.dimensions import BATCH, BRANCH
from analytics.metrics.figures import Figures
from analytics.metrics.lines import standings
from analytics.scope import Scope
from analytics.tests.reports.opened import needs_soffice, opened, table, written
from analytics.tests.reports.worlds import book, class_teacher, college, head, subject_teacher
from students.access import visible_to
from students.models import Role, SubjectAttendance
from students.tests import factories as make

pytestmark = pytest.mark.django_db
SLUG = "attendance-mis"


@pytest.fixture
def results():
    return college()


def sheets(made, tmp_path):
    """By key, the rows of each sheet."""
    path = written(made, tmp_path / "attendance.xlsx")
    return {sheet.key: table(path, place)[1:] for place, sheet in enumerate(made.sheets)}


def rolls(rows):
    return [row[0] for row in rows if row[0] in "ABCDE"]


def test_everybody_is_held_against_the_line_exactly_and_in_words(results, tmp_path):
    place = results["A"].institution
    found = sheets(book(SLUG, make.member(Role.PRINCIPAL, place), place), tmp_path)["students"]

    assert [row[:4] for row in found[:-1]] == [
        ["A", "=Name A", "CSE", "B1"],
        ["B", "=Name B", "CSE", "B1"],
        ["C", "=Name C", "CSE", "B2"],
        ["E", "=Name E", "ECE", "No batch"],
        ["D", "=Name D", "ECE", "B2"],
    ]
    assert [row[6:] for row in found[:-1]] == [
        [40, 36, None, 0.9, 75, 60, None],
        [40, 30, None, 0.75, 75, 60, None],  # exactly the line is not below it
        [40, 29, None, 0.725, 75, 60, "Below the line"],
        [None, None, 74.99, 0.7499, 75, 60, "Below the line"],
        [40, 23, None, 0.575, 75, 60, "Below the lower line"],
    ]
    mean = (0.9 + 0.75 + 0.725 + 0.7499 + 0.575) / 5  # of percents, not of classes: 118 of 160
    assert found[-1][6:10] == [160, 118, None, pytest.approx(mean)]


@pytest.mark.parametrize("by", [BRANCH, BATCH])
def test_parts_are_the_dashboards_figures(by, results, tmp_path):
    place = results["A"].institution
    person = make.member(Role.PRINCIPAL, place)
    found = sheets(book(SLUG, person, place), tmp_path)[by.name]
    shown = standings(Figures(Scope.of(visible_to(person), {})), by)

    assert [(row[0], row[2], row[3], row[6], row[7]) for row in found[:-1]] == [
        (
            one.part.label,
            one.tally.students,
            one.tally.attendance_known,
            one.below["medium"],
            one.below["high"],
        )
        for one in shown
    ]
    assert [f"{row[5] * 100:.1f}" for row in found[:-1]] == [one.tally.attendance for one in shown]
    assert found[-1][2:] == [
        *(5, 5, pytest.approx(3.6999), pytest.approx(3.6999 / 5), 3, 1, pytest.approx(0.6))
    ]


def test_a_head_has_the_own_branch_and_a_class_teacher_the_own_class(results, tmp_path):
    place = results["A"].institution
    for person in (head(place), class_teacher(results["A"])):
        made = book(SLUG, person, place)
        found = sheets(made, tmp_path)
        assert rolls(found["students"]) == ["A", "B", "C"]
        assert [row[0] for row in found["branch"]] == ["CSE", "Total shown"]


def test_a_manager_has_figures_and_no_student(results, tmp_path):
    place = results["A"].institution
    made = book(SLUG, make.member(Role.MANAGER, place), place)
    found = sheets(made, tmp_path)

    assert [sheet.key for sheet in made.sheets] == ["branch", "batch", "months"]
    assert "=Name" not in str(found)
    assert {cell for row in found["branch"][:-1] for cell in row[2:5]} == {"few"}


def test_a_subject_teacher_has_the_registers_of_the_own_subject_alone(results, tmp_path):
    place = results["A"].institution
    for one in results.values():
        for title, attended in (("Mathematics", 5), ("English", 9)):
            subject = make.subject(place, title)
            SubjectAttendance.objects.create(
                result=one, subject=subject, held=10, attended=attended
            )
    made = book(SLUG, subject_teacher(results["A"]), place)
    found = sheets(made, tmp_path)

    assert list(found) == ["subjects"]
    assert [(row[0], row[1], row[7], row[8], row[-1]) for row in found["subjects"][:-1]] == [
        ("Mathematics", roll_no, 10, 5, "Below the lower line") for roll_no in "ABC"
    ]


def test_months_count_who_was_in_class(results, tmp_path):
    place = results["A"].institution
    make.presences(results["A"], "PPA", start=datetime.date(2026, 7, 30))
    make.presences(results["B"], "ALE", start=datetime.date(2026, 7, 30))
    found = sheets(book(SLUG, make.member(Role.PRINCIPAL, place), place), tmp_path)["months"]
    assert [row[0].month for row in found[:-1]] == [7, 8]
    assert [row[1:4] for row in found] == [[2, 4, 3], [2, 2, 0], [None, 6, 3]]


@needs_soffice
def test_every_formula_gives_what_the_file_says(results, tmp_path):
    place = results["A"].institution
    make.presences(results["A"], "PPA", start=datetime.date(2026, 7, 30))
    made = book(SLUG, make.member(Role.PRINCIPAL, place), place)
    found = opened(written(made, tmp_path / "attendance.xlsx"))
    assert len(found.formulas()) > 40
    assert found.differences() == {}
