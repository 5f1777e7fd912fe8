"""The languages: chosen by cookie, browser or installation; programs are answered in English."""

import re

import pytest
from django.conf import settings
from django.http import StreamingHttpResponse
from django.test import RequestFactory
from django.utils import translation

from perfdash import script_texts
from perfdash.catalogues import compile_stale
from perfdash.languages import check_compiled, languages_in
from perfdash.speaking import speaking

HINDI = 'lang="hi"'


def page(client, **asked):
    return client.get("/login/", **asked).content.decode()


@pytest.mark.django_db
def test_a_browser_is_answered_in_its_language(client):
    assert f"<html {HINDI}" in page(client, headers={"Accept-Language": "hi-IN,hi;q=0.9,en;q=0.5"})
    assert '<html lang="en"' in page(client, headers={"Accept-Language": "ta"})
    assert '<html lang="en"' in page(client)


@pytest.mark.django_db
def test_the_choice_is_kept_and_leads_back_to_the_page(client):
    answer = client.post("/language/", {"language": "hi", "next": "/login/?next=/me/"})

    assert answer.url == "/login/?next=/me/"
    assert f"<html {HINDI}" in page(client, headers={"Accept-Language": "en"})
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME]["max-age"] > 300 * 24 * 3600


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["https://elsewhere.example/", "javascript:alert(1)"])
def test_it_leads_to_no_other_server(client, address):
    assert client.post("/language/", {"language": "hi", "next": address}).url == "/"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["", "xx", '"><script>', "../../etc", "h" * 5000])
def test_another_language_is_neither_kept_nor_believed(client, language):
    client.post("/language/", {"language": language})
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert '<html lang="en"' in page(client)


@pytest.mark.django_db
def test_the_sign_in_page_names_each_language_in_itself(client):
    assert "हिंदी</button>" in page(client)
    assert "English</button>" in page(client)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/api/v1/students/", "/api/v1/nowhere/", "/api/v1/schema/"])
def test_a_program_is_answered_in_english_whoever_asks(client, address):
    plain = client.get(address)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "hi"
    hindi = client.get(address, headers={"Accept-Language": "hi"})

    assert (hindi.status_code, hindi.content) == (plain.status_code, plain.content)
    assert hindi.headers["Content-Language"] == "en"
    assert "Accept-Language" not in hindi.headers.get("Vary", "")


def test_the_thread_speaks_as_before_when_the_answer_is_given():
    before = translation.get_language()
    request = RequestFactory().get("/", headers={"Accept-Language": "hi"})
    seen = []
    lines = (seen.append(translation.get_language()) or b"line" for _ in range(2))
    answer = speaking(lambda _: StreamingHttpResponse(lines))(request)

    assert translation.get_language() == before
    assert b"".join(answer) == b"lineline"
    assert seen == ["hi", "hi"]
    assert translation.get_language() == before


def test_a_catalogue_adds_its_language_and_is_compiled_once(tmp_path, settings):
    folder = tmp_path / "ta" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n'
    )
    settings.LOCALE_PATHS = [tmp_path]

    assert languages_in(tmp_path) == [("en", "English"), ("ta", "தமிழ்")]
    assert [problem.id for problem in check_compiled()] == ["perfdash.W011"]
    assert compile_stale(tmp_path) == [folder / "django.mo"]
    assert compile_stale(tmp_path) == check_compiled() == []


@pytest.mark.django_db
def test_the_scripts_have_their_texts_in_each_language_and_in_no_other(client):
    assert client.get("/language/hi/texts.js").headers["Content-Language"] == "hi"
    assert client.get("/language/xx/texts.js").status_code == 404
    assert "/language/hi/texts.js" not in page(client)
    assert "/language/hi/texts.js" in page(client, headers={"Accept-Language": "hi"})


@pytest.mark.django_db
def test_the_address_of_the_texts_changes_with_them(client, monkeypatch):
    hindi = page(client, headers={"Accept-Language": "hi"})
    (before,) = re.findall(r'src="(/language/hi/texts.js[^"]*)"', hindi)
    kept = client.get(before).headers["Cache-Control"]
    assert "immutable" in kept
    assert "max-age=31536000" in kept

    monkeypatch.setattr(script_texts, "texts_in", lambda code: b"// other texts")
    script_texts.fingerprint.cache_clear()

    assert before not in page(client, headers={"Accept-Language": "hi"})
    assert client.get(before).headers["Cache-Control"] == "no-cache"
    assert client.get("/language/hi/texts.js").headers["Cache-Control"] == "no-cache"
    script_texts.fingerprint.cache_clear()
