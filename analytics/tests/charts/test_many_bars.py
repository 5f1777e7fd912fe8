"""A chart of many subjects draws the lowest ten, says so, and keeps them all in its table."""

import pytest

from analytics.charts import CHARTS
from analytics.dashboards.cards import card
from analytics.metrics.figures import Figures
from analytics.scope import Scope
from analytics.views.charts import ChartView
from students.models import Mark, TermResult
from students.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def chart():
    term = make.term()
    result = make.result(term)
    with TermResult.objects.refreshing([result.pk]):
        Mark.objects.bulk_create(
            Mark(result=result, subject=make.subject(term.institution, f"S{score}"), score=score)
            for score in range(40, 53)
        )
    scope = Scope.of(make.member("principal", term.institution), {})
    return CHARTS["subjects"](Figures(scope))


def test_the_lowest_ten_are_drawn(chart):
    payload = ChartView.payload(chart)

    assert payload["data"]["datasets"][0]["data"] == [49, 48, 47, 46, 45, 44, 43, 42, 41, 40]
    assert payload["subtitle"].endswith("the 10 lowest of 13")


def test_the_table_has_them_all(chart):
    assert len(card(chart)["rows"]) == len(chart.table()) == 13
