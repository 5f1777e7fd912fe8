"""Forgotten passwords, and answers that do not tell who has an account."""

import re

import pytest
from django.core import mail

from students.tests import factories as make

pytestmark = pytest.mark.django_db
NEW = "a horse of another colour"


@pytest.fixture
def account():
    return make.user("registrar", email="registrar@college.example")


def same(page):
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page.content.decode())


def reset_link():
    return re.search(r"https?://[^/]+(/reset/\S+)", mail.outbox[0].body)[1]


def choose(client, link, password=NEW):
    form_at = client.get(link).url
    return client.post(form_at, {"new_password1": password, "new_password2": password})


def test_a_link_by_mail_leads_to_a_new_password_once(client, account):
    client.post("/password_reset/", {"email": account.email})
    link = reset_link()

    assert choose(client, link).url == "/reset/done/"

    assert sign_in(client, NEW)
    assert "new_password1" not in client.get(link).content.decode()


def sign_in(client, password):
    answer = client.post("/login/", {"username": "registrar", "password": password})
    return answer.status_code == 302


def test_a_new_password_ends_the_pause_wrong_ones_began(client, account):
    for _ in range(5):
        sign_in(client, "wrong")
    client.post("/password_reset/", {"email": account.email})

    choose(client, reset_link())

    assert sign_in(client, NEW)


def test_a_weak_new_password_is_refused(client, account):
    client.post("/password_reset/", {"email": account.email})

    assert choose(client, reset_link(), "registrar").status_code == 200
    assert sign_in(client, "correct horse")


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, account):
    known = client.post("/password_reset/", {"email": account.email}, follow=True)
    unknown = client.post("/password_reset/", {"email": "who@college.example"}, follow=True)

    assert same(known) == same(unknown)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("state", [{"is_active": False}, {"is_demo": True}, None])
def test_a_wrong_name_reads_like_a_wrong_password(client, account, state):
    wrong = client.post("/login/", {"username": "registrar", "password": "wrong"})
    name = "stranger"
    if state:
        name = make.user("closed", **state).username

    refused = client.post("/login/", {"username": name, "password": "correct horse"})

    assert refused.status_code == wrong.status_code == 200
    assert same(refused).replace(name, "registrar") == same(wrong)


def test_a_closed_name_is_paused_like_any_other(client):
    for _ in range(5):
        answer = client.post("/login/", {"username": "nobody", "password": "wrong"})

    assert answer.status_code == 429
    page = answer.content.decode()
    assert "Wait 5 minutes" in page
    assert "Nobody else is affected" in page


def test_a_password_is_changed_and_other_sessions_end(client, account):
    elsewhere = type(client)()
    elsewhere.force_login(account)
    client.force_login(account)
    form = {"old_password": "correct horse", "new_password1": NEW, "new_password2": NEW}

    assert client.post("/password_change/", form).url == "/password_change/done/"

    assert client.get("/password_change/done/").status_code == 200
    assert elsewhere.get("/password_change/").status_code == 302
