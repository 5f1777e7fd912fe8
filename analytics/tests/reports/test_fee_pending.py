"""Fee Pending: whom it lists, what it adds up, and who is given which sheets."""

import datetime

import pytest

from analytics.charts import fee_ages
from analytics.chosen import ScopeError
from analytics.fee_scopes import FeeScope
from analytics.metrics.fee_figures import FeeFigures
from analytics.reports import REPORTS
from analytics.tests.reports.opened import needs_soffice, opened, table, written
from students.access import visible_to
from students.models import Role
from students.tests import factories as make

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 22)
REPORT = REPORTS["fee-pending"]


def ago(days):
    return DAY - datetime.timedelta(days=days)


@pytest.fixture
def place():
    """Three students of two batches: one long overdue, one a little, one has paid everything."""
    here = make.institution()
    one, two = make.batch(here, "=B*1"), make.batch(here, "B2")
    rows = [make.student(here, f"S{number}", f"=Name {number}") for number in (1, 2, 3)]
    for student, batch in zip(rows, (one, two, two), strict=True):
        make.admission(student, batch)
    make.fee_due(rows[0], "I1", ago(100), 1000)
    make.fee_due(rows[0], "I2", ago(10), "500.50")
    make.payment(rows[0], "300.25", ago(90))
    make.fee_due(rows[1], "I1", ago(40), 800)
    make.fee_due(rows[1], "I2", ago(-5), 200)
    make.fee_due(rows[2], "I1", ago(40), 800)
    make.payment(rows[2], 800, ago(41))
    return here


def sight_of(role, place):
    branch = make.branch(place) if role == Role.HEAD else None
    return visible_to(make.member(role, place, branch=branch))


def book(role, place):
    sight = sight_of(role, place)
    assert REPORT.allowed(sight)
    return REPORT.book(sight, place, DAY)


def test_who_has_something_open_is_listed_the_most_overdue_first(place, tmp_path):
    path = written(book(Role.ACCOUNTANT, place), tmp_path / "fees.xlsx")
    head, first, second, total = table(path)

    assert head[:5] == ["Roll number", "Name", "Branch", "Batch", "Fee plan"]
    assert first[:5] == ["S1", "=Name 1", None, "=B*1", None]
    assert first[5:9] == [1500.5, 300.25, 1200.25, 0]
    assert first[9:14] == [500.5, 0, 0, 699.75, 1200.25]
    assert first[14:] == [100, datetime.datetime(2026, 8, 24), "Over 90 days late"]
    assert second[5:9] == [1000, 0, 1000, 200]
    assert second[14:] == [40, None, "31–60 days late"]
    assert total[5:14] == [2500.5, 300.25, 2200.25, 200, 500.5, 800, 0, 699.75, 2000.25]


def test_batches_and_ages_are_the_revenue_pages_figures(place, tmp_path):
    path = written(book(Role.ACCOUNTANT, place), tmp_path / "fees.xlsx")
    figures = FeeFigures(FeeScope.of(sight_of(Role.PRINCIPAL, place), {}), DAY)

    whole = figures.total
    rows = table(path, 1)[1:]
    assert [row[:5] for row in rows] == [
        ["=B*1", 1, 1500.5, 300.25, pytest.approx(300.25 / 1500.5)],
        ["B2", 2, 1600, 800, 0.5],
        ["Total shown", 3, 3100.5, 1100.25, pytest.approx(1100.25 / 3100.5)],
    ]
    assert [row[5:] for row in rows] == [
        [0, 500.5, 0, 0, 699.75, 1200.25],
        [200, 0, 800, 0, 0, 800],
        [200, 500.5, 800, 0, 699.75, 2000.25],
    ]
    assert [row[1] * 100 for row in table(path, 2)[1:]] == [
        whole.pending,
        *(whole.ages[span] for span in ("1-30", "31-60", "61-90", "over-90")),
        whole.pending + whole.overdue,
    ]
    assert rows[-1][2] * 100 == whole.due


def test_a_manager_is_given_no_students_and_no_figures_of_few(place, tmp_path):
    made = book(Role.MANAGER, place)
    path = written(made, tmp_path / "fees.xlsx")

    assert [sheet.key for sheet in made.sheets] == ["batches", "ages"]
    assert {cell for row in table(path)[1:-1] for cell in row[1:4]} == {"few"}
    assert "S1" not in str(table(path))


@pytest.mark.parametrize("role", [Role.HEAD, Role.FACULTY, Role.MENTOR, Role.ADMINISTRATOR])
def test_who_sees_no_fees_is_given_no_report(place, role):
    sight = sight_of(role, place)

    assert not REPORT.allowed(sight)
    with pytest.raises(ScopeError):
        REPORT.book(sight, place, DAY)


def test_of_another_institution_there_is_none(place):
    elsewhere = make.institution("OTHER")
    with pytest.raises(ScopeError):
        REPORT.book(sight_of(Role.ACCOUNTANT, elsewhere), place, DAY)


def test_without_fees_the_sheets_say_so(tmp_path):
    place = make.institution()
    path = written(book(Role.PRINCIPAL, place), tmp_path / "fees.xlsx")
    assert table(path)[1][0] == "Nobody has fees open."


@needs_soffice
@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.MANAGER])
def test_every_formula_gives_what_the_file_says(place, role, tmp_path):
    found = opened(written(book(role, place), tmp_path / "fees.xlsx"))

    assert len(found.formulas()) > 10
    assert found.differences() == {}


def test_money_of_who_joined_a_batch_of_elsewhere_counts_as_of_no_batch(tmp_path):
    place = make.institution()
    student = make.student(place)
    make.admission(student, make.batch(make.institution("OTHER"), "FAR"))
    make.fee_due(student, due_on=ago(10), amount=400)

    made = book(Role.ACCOUNTANT, place)
    path = written(made, tmp_path / "fees.xlsx")

    assert table(path)[1][3] == "In no batch"
    assert [row[:2] for row in table(path, 1)[1:]] == [["In no batch", 1], ["Total shown", 1]]
    monthly = REPORTS["monthly-analysis"].book(sight_of(Role.PRINCIPAL, place), place, DAY)
    batches = table(written(monthly, tmp_path / "month.xlsx"), 1)
    assert [row[-1] for row in batches[1:]] == [400, 400]


def test_a_manager_is_not_told_the_one_of_many_who_is_late_for_long(place, tmp_path):
    here = make.institution("WIDE")
    for number in range(6):
        student = make.student(here)
        make.admission(student, make.batch(here, "B1"))
        make.fee_due(student, due_on=ago(10 if number else 100), amount=1000)

    path = written(book(Role.MANAGER, here), tmp_path / "fees.xlsx")

    assert table(path)[1] == ["B1", 6, 6000, 0, 0, 0, *("few",) * 5]
    assert {row[1] for row in table(path, 1)[1:-1]} == {"few"}
    figures = FeeFigures(FeeScope.of(sight_of(Role.MANAGER, here), {}), DAY)
    assert fee_ages.chart(figures).empty == "Too few students to tell of."
    assert book(Role.ACCOUNTANT, here).sheets[2].rows[-1][1].value == 1000
