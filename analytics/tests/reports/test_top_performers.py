"""Top Performers: ranked by exact averages among those one sees; and who is not ranked."""

import pytest

from analytics.reports import REPORTS
from analytics.tests.reports.opened import needs_soffice, opened, table, written
from analytics.tests.reports.worlds import book, class_teacher, college, head
from students.access import visible_to
from students.models import Role
from students.tests import factories as make

pytestmark = pytest.mark.django_db
SLUG = "top-performers"


@pytest.fixture
def results():
    return college()


def ranks(made, tmp_path, tab=0):
    rows = table(written(made, tmp_path / "top.xlsx"), tab)[1:]
    return [(row[0], row[1]) for row in rows]


def test_equal_averages_share_a_rank_and_who_failed_has_none(results, tmp_path):
    place = results["A"].institution
    made = book(SLUG, make.member(Role.PRINCIPAL, place), place)

    assert ranks(made, tmp_path) == [(1, "A"), (2, "B"), (2, "C"), (4, "D")]
    assert ranks(made, tmp_path, 1) == [(1, "A"), (2, "B"), (2, "C"), (1, "D")]
    assert ranks(made, tmp_path, 2) == [(1, "A"), (2, "B"), (1, "C"), (2, "D")]


def test_a_row_says_what_the_average_is_made_of(results, tmp_path):
    place = results["A"].institution
    made = book(SLUG, make.member(Role.PRINCIPAL, place), place)
    rows = table(written(made, tmp_path / "top.xlsx"))
    assert rows[1][1:] == ["A", "=Name A", "CSE", "B1", 4, 170, 2, 85, "A", 0.9]


def test_who_awaits_a_mark_is_not_ranked(results, tmp_path):
    make.mark(results["A"], "Physics", None, state="pending")
    place = results["A"].institution
    made = book(SLUG, make.member(Role.REGISTRAR, place), place)
    assert ranks(made, tmp_path) == [(1, "B"), (1, "C"), (3, "D")]


def test_before_anybody_is_ranked_in_a_term_the_newest_ranks_are_given_and_it_is_said(
    results, tmp_path
):
    place = results["A"].institution
    newer = make.term(place, "2027-EVEN", 2027)
    result = make.result(newer, results["A"].student)
    make.mark(result, "Physics", None, state="pending")
    made = book(SLUG, make.member(Role.PRINCIPAL, place), place, newer.starts_on)

    assert "2026-ODD" in made.place
    assert made.sheets[0].notes[0] == (
        "Nobody is ranked yet in 2027-EVEN: these are the ranks of 2026-ODD."
    )
    assert ranks(made, tmp_path) == [(1, "A"), (2, "B"), (2, "C"), (4, "D")]


def test_a_head_and_a_class_teacher_have_the_own_students(results, tmp_path):
    place = results["A"].institution
    assert ranks(book(SLUG, head(place, "ECE"), place), tmp_path) == [(1, "D")]
    mine = book(SLUG, class_teacher(results["A"]), place)
    assert {roll_no for _, roll_no in ranks(mine, tmp_path)} == {"A", "B", "C"}


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ACCOUNTANT, Role.STUDENT])
def test_who_sees_no_student_is_given_no_report(results, role):
    person = make.member(role, results["A"].institution)
    assert not REPORTS[SLUG].allowed(visible_to(person))


@needs_soffice
def test_every_rank_is_what_the_spreadsheet_counts(results, tmp_path):
    place = results["A"].institution
    made = book(SLUG, make.member(Role.PRINCIPAL, place), place)
    found = opened(written(made, tmp_path / "top.xlsx"))
    assert len(found.formulas()) == 2 * 12
    assert found.differences() == {}


@needs_soffice
def test_equal_averages_of_unlike_counts_share_a_rank_where_it_is_worked_out(tmp_path):
    term = make.term()
    batch = make.batch(term.institution)
    for roll_no, subjects in (("F", 4), ("G", 5), ("H", 1)):
        one = make.result(term, make.student(term.institution, roll_no), "CSE", batch=batch)
        for number in range(subjects):
            make.mark(one, f"Subject {number}", "40.00" if roll_no == "H" else "40.01")
    made = book(SLUG, make.member(Role.PRINCIPAL, term.institution), term.institution)

    found = opened(written(made, tmp_path / "top.xlsx"))

    assert ranks(made, tmp_path) == [(1, "F"), (1, "G"), (3, "H")]
    assert found.differences() == {}
