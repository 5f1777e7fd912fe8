"""Who is let in, who is slowed down, and who is out at once."""

import datetime

import pytest
import time_machine
from django.test import override_settings

from students.models import User

PASSWORD = "a password of its own"

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return User.objects.create_user("registrar", password=PASSWORD)


def sign_in(client, username="registrar", password=PASSWORD, address="10.0.0.1"):
    """Post the sign-in form from an address and return the answer."""
    form = {"username": username, "password": password}
    return client.post("/login/", form, REMOTE_ADDR=address)


def is_signed_in(client):
    return client.get("/password_change/").status_code == 200


def test_a_name_and_its_password_sign_in(client, account):
    assert sign_in(client).status_code == 302
    assert is_signed_in(client)


def test_a_disabled_account_is_out_at_its_next_request(client, account):
    client.force_login(account)

    User.objects.update(is_active=False)

    assert not is_signed_in(client)


def test_a_demo_account_signs_in_only_in_a_demo(client, account):
    User.objects.update(is_demo=True)

    sign_in(client)
    assert not is_signed_in(client)

    with override_settings(DEMO=True):
        sign_in(client)
        assert is_signed_in(client)
    assert not is_signed_in(client)


def test_wrong_passwords_slow_the_account_and_waiting_opens_it(client, account):
    with time_machine.travel("2026-11-02 09:00+05:30", tick=False) as clock:
        for _ in range(5):
            answer = sign_in(client, password="wrong")
        assert answer.status_code == 429
        assert sign_in(client).status_code == 429

        clock.shift(datetime.timedelta(minutes=5, seconds=1))

        assert sign_in(client).status_code == 302


def test_trying_during_the_wait_does_not_prolong_it(client, account):
    with time_machine.travel("2026-11-02 09:00+05:30", tick=False) as clock:
        for _ in range(5):
            sign_in(client, password="wrong")
        clock.shift(datetime.timedelta(minutes=4))
        assert sign_in(client).status_code == 429

        clock.shift(datetime.timedelta(minutes=1, seconds=1))

        assert sign_in(client).status_code == 302


def test_one_persons_wrong_passwords_shut_out_nobody_else(client, account):
    User.objects.create_user("principal", password=PASSWORD)
    for _ in range(6):
        sign_in(client, password="wrong")

    assert sign_in(client, "principal").status_code == 302
    assert sign_in(client, address="10.0.0.2").status_code == 302


def test_a_header_does_not_choose_the_address(client, account):
    for number in range(5):
        form = {"username": "registrar", "password": "wrong"}
        client.post("/login/", form, headers={"x-forwarded-for": f"10.0.1.{number}"})

    assert sign_in(client, address="127.0.0.1").status_code == 429


def test_a_page_is_closed_to_a_stranger_unless_it_says_otherwise(client):
    answer = client.get("/password_change/")

    assert answer.status_code == 302
    assert answer.url.startswith("/login/")
