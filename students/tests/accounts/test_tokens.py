"""Tokens: made by their owner, shown once, as good as their owner and no longer than they last."""

import datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from students.models import ApiToken, Role
from students.models.tokens import MOST_VALID, digest_of
from students.tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/tokens/"


@pytest.fixture
def person():
    return factories.member(Role.PRINCIPAL, factories.institution(), name="meera")


@pytest.fixture
def page(client, person):
    client.force_login(person)
    return client


def made(person, **values):
    return ApiToken.objects.issue(person, "a script", **values)


def test_a_token_is_shown_once_and_only_its_digest_is_kept(page, person):
    answer = page.post(PAGE, {"name": "Attendance machine", "days": "30"})
    secret = answer.context["secret"]
    assert secret in answer.content.decode()
    assert secret not in page.get(PAGE).content.decode()
    token = ApiToken.objects.get()
    assert (token.digest, token.user) == (digest_of(secret), person)
    assert token.shown == secret[:9]
    lasts = token.expires_at - timezone.now()
    assert datetime.timedelta(days=29) < lasts <= datetime.timedelta(days=30)
    assert ApiToken.objects.of_secret(secret) == token
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "posted", [{}, {"name": " ", "days": "30"}, {"name": "x", "days": "9999"}, {"name": "a\u202e"}]
)
def test_a_token_has_a_name_and_an_end(page, posted):
    assert page.post(PAGE, posted).context["secret"] == ""
    assert not ApiToken.objects.exists()


def test_nobody_keeps_more_than_twenty(page, person):
    for _ in range(MOST_VALID):
        made(person)
    assert page.post(PAGE, {"name": "one more", "days": "30"}).context["secret"] == ""
    ApiToken.objects.filter(pk=ApiToken.objects.first().pk).revoke()
    assert page.post(PAGE, {"name": "one more", "days": "30"}).context["secret"]


def test_a_revoked_token_is_shut_out_at_once(page, person):
    token, secret = made(person)
    page.post(f"{PAGE}{token.pk}/revoke/")
    assert ApiToken.objects.of_secret(secret) is None
    assert "revoked" in page.get(PAGE).content.decode()


def test_nobody_sees_or_ends_the_token_of_another(client, person):
    token, secret = made(person)
    client.force_login(factories.user("somebody"))
    assert token.shown not in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}{token.pk}/revoke/").status_code == 404
    assert ApiToken.objects.of_secret(secret) == token


def test_tokens_end_by_themselves(person):
    _, secret = made(person, days=30)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31)):
        assert ApiToken.objects.of_secret(secret) is None


def test_a_command_makes_and_ends_tokens(person):
    out = StringIO()
    call_command("create_token", "meera", "--name", "nightly", "--days", "7", stdout=out)
    secret = out.getvalue().strip()
    assert ApiToken.objects.of_secret(secret).name == "nightly"
    call_command("revoke_tokens", "meera", "--token", secret[:9], stdout=StringIO())
    assert ApiToken.objects.of_secret(secret) is None
    with pytest.raises(CommandError, match="begins with"):
        call_command("revoke_tokens", "meera", "--token", secret[:9])


@pytest.mark.parametrize("days", [0, 367])
def test_a_command_knows_the_limits(person, days):
    with pytest.raises(CommandError, match="lasts from"):
        call_command("create_token", "meera", "--name", "x", "--days", str(days))
    with pytest.raises(CommandError, match="no active account"):
        call_command("create_token", "nobody", "--name", "x")


def test_a_stranger_is_sent_to_the_sign_in():
    assert Client().get(PAGE).url.startswith("/login/")
