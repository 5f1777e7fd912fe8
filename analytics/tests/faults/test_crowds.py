"""Writers at all doors, one of them killed: what is stored is what follows from the facts."""

import pytest
from django.db import connection

from analytics.tests.faults.crowds import crowd

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="a database in memory goes with its process"
    ),
]


def test_figures_are_true_whenever_everybody_holds_still(tmp_path):
    found = crowd(tmp_path, seconds=1, writers=3, pauses=1)

    assert found.is_clean, found
    assert found.kills == 1
