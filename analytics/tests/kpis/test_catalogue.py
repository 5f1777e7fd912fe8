"""What holds for every key figure there is and every one to come."""

from pathlib import Path

import pytest

from analytics import kpis as folder
from analytics.kpis import KPIS
from analytics.kpis.weighing import usual
from analytics.tests.kpis.worlds import readings, two_batches, worked
from students.tests import factories as make

pytestmark = pytest.mark.django_db
every_kpi = pytest.mark.parametrize("slug", KPIS)
MOST_QUERIES = 24


def test_every_file_that_makes_a_figure_is_in_the_catalogue():
    files = Path(folder.__file__).parent.glob("*.py")
    making = {one.stem for one in files if "\nKPI = Kpi(" in one.read_text("utf-8")}
    assert making == set(KPIS)


@every_kpi
def test_it_has_a_title_a_why_a_formula_and_a_source(slug):
    kpi = KPIS[slug]
    module = Path(folder.__file__).parent / f"{slug}.py"
    assert "Source:" in module.read_text("utf-8").split('"""')[1]
    for text in (kpi.title, kpi.why, kpi.formula, kpi.nobody, kpi.counted):
        assert str(text).strip()
    assert all(weight.least <= float(weight.usual) <= weight.most for weight in kpi.weights)
    assert len(usual(kpi.weights)) == len(kpi.weights)


@every_kpi
def test_it_survives_an_empty_institution_and_says_why_it_is_empty(slug):
    one = readings(make.member("principal", make.institution())).of(KPIS[slug])
    assert one.value is None
    assert one.why_empty


def test_all_of_them_keep_their_budget_of_queries(django_assert_max_num_queries):
    person = make.member("principal", worked().institution)
    with django_assert_max_num_queries(MOST_QUERIES):
        list(readings(person).all())


def test_more_students_cost_no_more_queries(django_assert_max_num_queries):
    person = make.member("principal", two_batches().institution)
    with django_assert_max_num_queries(MOST_QUERIES):
        list(readings(person).all())
