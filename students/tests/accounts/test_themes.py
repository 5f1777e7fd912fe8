"""The theme: kept in a cookie, without leaving this server."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("choice", ["light", "dark", "auto"])
def test_a_choice_is_kept_and_leads_back(client, choice):
    answer = client.post("/theme/", {"theme": choice, "next": "/login/?next=/"})

    assert answer.url == "/login/?next=/"
    assert client.cookies["theme"].value == choice
    assert not client.cookies["theme"]["httponly"]
    assert f'data-theme-choice="{choice}"' in client.get("/login/").content.decode()


@pytest.mark.parametrize(
    "address", ["", "https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_it_leads_to_no_other_server(client, address):
    assert client.post("/theme/", {"theme": "dark", "next": address}).url == "/"


def test_another_word_is_refused_and_not_kept(client):
    assert client.post("/theme/", {"theme": "pink"}).status_code == 400
    assert "theme" not in client.cookies


def test_a_cookie_somebody_wrote_is_not_believed(client):
    client.cookies["theme"] = '"><script>'

    assert 'data-theme-choice="auto"' in client.get("/login/").content.decode()
