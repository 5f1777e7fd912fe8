"""Monthly Analysis: figures as their pages tell them, and the month before beside them."""

import datetime

import pytest

from analytics.chosen import ScopeError
from analytics.kpis.histories import store_snapshots
from analytics.kpis.words import figure_text
from analytics.models import KpiTarget
from analytics.numerals import grouped
from analytics.reports import REPORTS
from analytics.tests.kpis.worlds import TODAY, readings, worked
from analytics.tests.reports.opened import needs_soffice, opened, table, written
from students.access import visible_to
from students.models import Role
from students.tests import factories as make

pytestmark = pytest.mark.django_db
REPORT = REPORTS["monthly-analysis"]
BEFORE = datetime.date(2026, 8, 31)


@pytest.fixture
def place():
    here = worked().institution
    store_snapshots(here, BEFORE)
    for kpi, value in (("attendance_rate", 60), ("pass_rate", 100), ("overdue_fees", 0)):
        KpiTarget.objects.create(institution=here, kpi=kpi, value=value, from_day=BEFORE)
    return here


def made(place, role):
    person = make.member(role, place)
    return person, REPORT.book(visible_to(person), place, TODAY)


def rows(book, key, tmp_path):
    path = written(book, tmp_path / "month.xlsx")
    return table(path, [sheet.key for sheet in book.sheets].index(key))[1:]


def test_key_figures_are_those_of_their_page(place, tmp_path):
    person, book = made(place, Role.PRINCIPAL)
    found = {row[0]: row for row in rows(book, "kpis", tmp_path)}
    shown = [one for one in readings(person).all() if not one.kpi.of_batches]

    assert set(found) == {str(one.kpi.title) for one in shown}
    for one in shown:
        row = found[str(one.kpi.title)]
        if one.value is None:
            assert row[2] is None
            assert row[-1] == one.why_empty
        else:
            assert row[2] == pytest.approx(float(one.value))
            assert row[-1] == f"{grouped(one.found.count)} {one.kpi.counted}"
            assert figure_text(one.value, one.kpi.unit)  # what the page has in its place


def test_the_month_before_and_the_target_stand_beside_them(place, tmp_path):
    _, book = made(place, Role.PRINCIPAL)
    found = {row[0]: row for row in rows(book, "kpis", tmp_path)}

    # On 31 August nobody had paid of the three dues, whose days had all passed.
    assert found["Overdue fees"][2:5] == [35_000, 60_000, -25_000]
    assert found["Overdue fees"][5:8] == ["lower", 0, "Missed"]
    assert found["Attendance rate"][2:8] == [70, 70, 0, "higher", 60, "Reached"]


def test_batches_fees_and_admissions_add_up(place, tmp_path):
    _, book = made(place, Role.PRINCIPAL)
    batches, fees = rows(book, "batches", tmp_path), rows(book, "fees", tmp_path)

    assert [sheet.key for sheet in book.sheets] == [
        *("kpis", "batches", "fees", "months", "admissions", "outreach")
    ]
    # No admission is known, so that fees and results are of the batch of the term.
    assert [row[0] for row in batches] == ["B1", "Total shown"]
    assert batches[-1][1:3] == [3, 3]
    assert batches[-1][8:] == [60_000, 25_000, pytest.approx(25 / 60), 35_000]
    assert [row[1:] for row in fees] == [[25_000, 0, 25_000, 2]] * 2


def test_a_manager_is_told_nothing_of_so_few(place, tmp_path):
    _, book = made(place, Role.MANAGER)
    found = {row[0]: row for row in rows(book, "kpis", tmp_path)}
    assert found["Attendance rate"][2:5] == [None, None, None]
    assert {cell for cell in rows(book, "batches", tmp_path)[0][1:4]} == {"few"}


@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.FACULTY, Role.MENTOR, Role.STUDENT])
def test_it_is_for_who_answers_for_the_institution(place, role):
    sight = visible_to(make.member(role, place))
    assert not REPORT.allowed(sight)
    with pytest.raises(ScopeError):
        REPORT.book(sight, place, TODAY)


@needs_soffice
def test_every_formula_gives_what_the_file_says(place, tmp_path):
    _, book = made(place, Role.PRINCIPAL)
    found = opened(written(book, tmp_path / "month.xlsx"))
    assert len(found.formulas()) > 25
    assert found.differences() == {}
