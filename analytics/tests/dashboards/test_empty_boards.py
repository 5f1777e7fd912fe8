"""What holds for every dashboard there is where nothing is stored yet."""

import pytest

from analytics.tests.dashboards.test_boards import address, every_board
from students.tests import factories

pytestmark = pytest.mark.django_db


@every_board
def test_it_stands_an_empty_register(client, slug):
    client.force_login(factories.member("principal", factories.institution()))
    page = client.get(address(slug))
    assert page.status_code == 200
    assert page.context["start"]
    assert client.get(f"/dashboards/{slug}/1.csv").status_code == 404
