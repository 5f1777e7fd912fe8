"""The frame of every page: sign-in pages, the pause after wrong passwords, errors, menus."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from students.models import User

SIGN_IN_PAGES = {
    "/login/": "Sign in",
    "/login/?next=/students/": "Sign in to see this page.",
    "/password_reset/": "Send the link",
    "/password_reset/done/": "Look into your mail",
    "/reset/MQ/wrong-token/": "This link no longer works",
    "/reset/done/": "Your new password is saved",
}
ERRORS = ("400.html", "403.html", "403_csrf.html", "404.html", "500.html")


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "words"), SIGN_IN_PAGES.items())
def test_every_page_of_signing_in_is_open_and_says_its_purpose(client, address, words):
    answer = client.get(address)
    assert answer.status_code == 200
    assert words in answer.content.decode()


@pytest.mark.parametrize("template", ERRORS)
def test_an_error_page_needs_nothing_and_leads_home(template):
    page = render_to_string(template)
    assert page.lstrip().startswith("<!doctype html>")
    assert 'href="/"' in page


@pytest.mark.django_db
def test_a_request_for_another_host_is_refused_and_breaks_nothing(client):
    answer = client.get("/", headers={"Host": "elsewhere.example"})

    assert answer.status_code == 400
    assert "elsewhere" not in answer.content.decode()


def test_the_pause_says_how_long_and_that_others_are_not_affected():
    context = {"cooloff_timedelta": timedelta(minutes=5), "failure_limit": 5, "username": "asha"}
    page = render_to_string("registration/locked_out.html", context)
    assert "Wait 5 minutes" in page
    assert "Nobody else is affected" in page


@pytest.mark.django_db
def test_a_signed_in_person_finds_the_theme_and_the_way_out(client):
    client.force_login(User.objects.create_user("asha", first_name="Asha", last_name="Rao"))
    page = client.get(reverse("password_change")).content.decode()
    assert f'action="{reverse("theme")}"' in page
    assert f'action="{reverse("logout")}"' in page
    assert ">AR</span>" in page


@pytest.mark.django_db
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_server_writes_the_chosen_theme_so_that_nothing_flashes(client, theme):
    client.cookies["theme"] = theme
    assert f'data-bs-theme="{theme}"' in client.get("/login/").content.decode()


@pytest.mark.django_db
def test_the_mail_for_a_new_password_has_a_link_and_no_markup(client, mailoutbox):
    User.objects.create_user("asha", email="asha@example.org", password="long enough to sign in")
    client.post("/password_reset/", {"email": "asha@example.org"})
    assert mailoutbox[0].subject == "A new password for PerfDash"
    assert "/reset/" in mailoutbox[0].body
    assert "<" not in mailoutbox[0].body
