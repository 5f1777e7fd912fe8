"""Engagement and outcomes where little is known: what the page then leaves unsaid."""

import pytest

from analytics.tests.dashboards.test_engagement import PAGE
from analytics.tests.metrics.engagement.courses import (
    FAILED,
    PASSED,
    WITHDRAWN,
    enrolled,
    past_term,
)
from students.models import TermActivity
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def test_where_courses_tell_only_who_left_the_page_says_so(client):
    term = past_term()
    for number in range(12):
        one = enrolled(term, WITHDRAWN if number < 3 else "completed")
        TermActivity.objects.create(enrolment=one, login_days=number)
    client.force_login(make.member("principal", term.institution))
    page = client.get(PAGE)

    assert page.context["heading"] == "75.0\u00a0% stayed to the end"
    passed, failed = page.context["figures"][2:4]
    assert (passed.value, passed.note) == ("–", "no course tells who passed")
    assert (failed.value, failed.note) == ("–", "no course tells who passed")
    assert "whole-terms" in {table.kind for table, _ in page.context["tables"]}


def test_where_nothing_is_certain_nothing_is_said(client):
    term = past_term()
    for number in range(12):
        enrolled(term, PASSED if number % 3 else FAILED, (number % 7,))
    client.force_login(make.member("principal", term.institution))
    page = client.get(PAGE)

    assert page.context["insights"].rows == ()
    assert "None of the differences is large enough" in page.text


def test_a_running_course_has_no_share_of_those_who_stayed(client):
    term = make.term()
    for number in range(12):
        enrolled(
            term, WITHDRAWN if number < 3 else "", left_on=term.starts_on if number < 3 else None
        )
    client.force_login(make.member("principal", term.institution))
    page = client.get(PAGE)

    assert page.context["heading"] == "3 of 12 enrolments have left so far"
    assert "Nothing can be said yet" in page.text
    assert page.context["figures"][1].value == "–"
