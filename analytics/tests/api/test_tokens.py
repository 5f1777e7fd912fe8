"""Asking the API by a token: as its owner, without a session, without a CSRF token."""

import pytest
from rest_framework.test import APIClient

from students.models import ApiToken, Membership, RecordChange, Student
from students.tests import factories

pytestmark = pytest.mark.django_db
URL = "/api/v1/students/"
NEW = {"roll_no": "CSE2199", "name": "Asha Rao", "branch": "CSE", "semester": 4}


def bearer(secret, **more):
    client = APIClient(enforce_csrf_checks=True, **more)
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


@pytest.fixture
def person(term):
    return factories.member("registrar", term.institution)


@pytest.fixture
def secret(person):
    return ApiToken.objects.issue(person, "a script")[1]


def test_a_token_has_exactly_its_owners_sight(secret, person, asking):
    by_token, by_session = bearer(secret).get(URL), asking(person).get(URL)
    assert by_token.status_code == 200
    assert by_token.json() == by_session.json()


def test_what_is_written_by_a_token_is_written_in_its_owners_name(secret, person):
    made = bearer(secret).post(URL, NEW, format="json")
    assert made.status_code == 201
    assert set(RecordChange.objects.values_list("user_id", "door")) == {(person.pk, "api")}
    assert ApiToken.objects.get().last_used_on


def test_a_use_is_noted_once_a_day(secret, django_assert_num_queries):
    client = bearer(secret)
    client.get(URL)
    with django_assert_num_queries(5) as first:
        client.get(URL)
    assert not any(query["sql"].startswith("UPDATE") for query in first)


@pytest.mark.parametrize("text", ["", "x", "pd_" + "x" * 43, "\u00e9", "a b"])
def test_a_token_that_is_none_opens_nothing(text, person):
    client = bearer(text)
    client.force_login(person)
    answer = client.get(URL)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert client.post(URL, NEW, format="json").status_code == 401
    assert not Student.objects.filter(roll_no="CSE2199").exists()


def test_a_token_falls_with_its_owner(secret, person):
    Membership.objects.filter(user=person).update(starts_on="2020-01-01", ends_on="2020-01-02")
    assert bearer(secret).get(URL).status_code == 403
    person.is_active = False
    person.save()
    assert bearer(secret).get(URL).status_code == 401


def test_a_demo_account_opens_nothing_outside_a_demo(secret, person):
    person.is_demo = True
    person.save()
    assert bearer(secret).get(URL).status_code == 401


def test_a_token_opens_the_api_and_no_page(secret):
    assert bearer(secret).get("/students/").url.startswith("/login/")


def test_who_asks_by_token_is_in_the_log(secret, person, caplog):
    with caplog.at_level("INFO", "perfdash.audit"):
        bearer(secret).get(URL)
    assert f"user={person.pk} GET api-students" in caplog.text
    assert secret not in caplog.text
