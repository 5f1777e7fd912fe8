"""Whoever asks too often is told when to come back, and nobody else is."""

import environ
import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from analytics.api.throttles import RequestThrottle
from perfdash.rates import rate_from
from students.models import ApiToken
from students.tests import factories

pytestmark = pytest.mark.django_db
URL = "/api/v1/terms/"


@pytest.fixture(autouse=True)  # before anybody signs in: sessions of the tests are in the cache too
def clock(monkeypatch):
    """Two requests a minute and one upload an hour, and a time that the test moves on."""

    class Clock:
        now = 1_000_000.0

    cache.clear()
    rates = {"requests": "2/minute", "uploads": "1/hour"}
    monkeypatch.setattr(RequestThrottle, "THROTTLE_RATES", rates)
    monkeypatch.setattr(RequestThrottle, "timer", lambda self: Clock.now)
    yield Clock
    cache.clear()


def with_token(person, name):
    _, secret = ApiToken.objects.issue(person, name)
    return APIClient(headers={"Authorization": f"Bearer {secret}"})


def test_the_third_request_of_a_minute_is_told_to_wait(registrar, clock):
    assert [registrar.get(URL).status_code for _ in range(2)] == [200, 200]
    clock.now += 20
    refused = registrar.get(URL)
    assert (refused.status_code, refused["Retry-After"]) == (429, "40")
    assert refused.json().keys() == {"detail"}
    clock.now += 40
    assert registrar.get(URL).status_code == 200


def test_a_refused_write_stores_nothing(registrar, clock):
    for _ in range(2):
        registrar.get(URL)
    body = {"roll_no": "NEW", "name": "New", "branch": "CSE", "semester": 4}
    assert registrar.post("/api/v1/students/", body, format="json").status_code == 429


def test_every_token_and_every_person_counts_by_itself(term, asking, clock):
    person = factories.member("registrar", term.institution)
    one, other = with_token(person, "one"), with_token(person, "other")
    assert [one.get(URL).status_code for _ in range(3)] == [200, 200, 429]
    assert other.get(URL).status_code == 200
    assert asking(person).get(URL).status_code == 200
    assert asking(factories.member("principal", term.institution)).get(URL).status_code == 200


def test_files_are_counted_besides_and_reading_their_list_is_not(registrar, clock, monkeypatch):
    def send():
        file = SimpleUploadedFile("marks.csv", b"roll_no,Physics\nCSE2101,5\n")
        return registrar.post("/api/v1/imports/", {"file": file, "kind": "marks"})

    rates = {"requests": None, "uploads": "1/hour"}
    monkeypatch.setattr(RequestThrottle, "THROTTLE_RATES", rates)
    assert [send().status_code, send().status_code] == [201, 429]
    assert registrar.get("/api/v1/imports/").status_code == 200


@pytest.mark.parametrize("text", ["", "600", "0/minute", "600/fortnight", "many/minute", "-1/day"])
def test_a_rate_that_says_nothing_stops_the_start(monkeypatch, text):
    monkeypatch.setenv("API_RATE", text)
    with pytest.raises(ImproperlyConfigured, match="API_RATE"):
        rate_from(environ.Env(), "API_RATE", "600/minute")


@pytest.mark.parametrize(("text", "rate"), [("off", None), ("20/hour", "20/hour")])
def test_a_rate_can_be_set_and_switched_off(monkeypatch, text, rate):
    monkeypatch.setenv("API_RATE", text)
    assert rate_from(environ.Env(), "API_RATE", "600/minute") == rate
