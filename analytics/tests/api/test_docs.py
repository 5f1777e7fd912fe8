"""The page that describes the API says what the description says, under the product's policy."""

import pytest
from django.test import Client

from analytics.tests.api.fuzzing import description

pytestmark = pytest.mark.django_db
URL = "/api/v1/docs/"


def test_every_operation_and_shape_is_on_the_page(registrar):
    page = registrar.get(URL).content.decode()
    described = description()
    for path, methods in described["paths"].items():
        for method in methods:
            assert f"<b>{method.upper()}</b> {path}" in page
    for name in described["components"]["schemas"]:
        assert f'id="shape-{name}"' in page
    assert "style=" not in page
    assert "https://" not in page


def test_a_stranger_is_told_401_and_led_to_the_sign_in():
    answer = Client().get(URL)
    assert answer.status_code == 401
    assert f"/login/?next={URL}" in answer.content.decode()
    assert Client().post(URL).status_code == 401


def test_every_operation_says_what_it_does_and_how_it_refuses():
    for path, methods in description()["paths"].items():
        for operation in methods.values():
            assert operation["description"], path
            assert {"401", "403"} <= operation["responses"].keys(), path
