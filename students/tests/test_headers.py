"""What a page tells the browser."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from perfdash.headers import page_headers

pytestmark = pytest.mark.django_db


def test_a_page_may_run_no_script_and_load_nothing_but_our_own(client):
    policy = client.get("/login/").headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy


def test_a_page_is_kept_by_no_cache_and_shown_in_no_frame(client):
    headers = client.get("/login/").headers

    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_view_that_sets_its_own_header_keeps_it():
    own = HttpResponse(headers={"Cache-Control": "private, max-age=60"})

    answer = page_headers(lambda request: own)(RequestFactory().get("/"))

    assert answer.headers["Cache-Control"] == "private, max-age=60"
