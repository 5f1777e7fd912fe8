"""The demo has alerts of every kind, raised on several days, the same each time."""

import pytest

from analytics.alerts import RULES
from analytics.alerts.rows import rows_of
from analytics.models import Alert
from analytics.tests.contacts.test_demo import demo, seed  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db(transaction=True)  # to clear a register is no part of one
COLUMNS = ("result__student__roll_no", "kind", "since", "raised_on", "attendance_part", "mark_sum")


def test_the_demo_leaves_alerts_and_makes_the_same_ones_again(demo):  # noqa: F811
    first = list(Alert.objects.values_list(*COLUMNS))
    assert {kind for _, kind, *_ in first} == set(RULES)
    assert len({day for _, _, _, day, *_ in first}) > 1
    assert all(row.reasons for row in rows_of(Alert.objects.all()))

    seed(fresh=True)

    assert list(Alert.objects.values_list(*COLUMNS)) == first
