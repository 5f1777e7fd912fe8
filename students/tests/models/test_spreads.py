"""Indexes whose values a database has looked at."""

import pytest
from django.db import connection

from students.models.spreads import learn_spreads
from students.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="MariaDB looks at its indexes itself")
def test_sqlite_knows_how_the_values_of_its_indexes_are_spread():
    term = make.term()
    for _ in range(3):
        make.result(term)

    learn_spreads()

    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE idx = 'result_by_risk'")
        assert cursor.fetchone() == ("3 3 3 3 3",)
