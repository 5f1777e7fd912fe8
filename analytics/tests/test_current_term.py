"""Every page opens with the same term where none is asked for."""

import datetime

import pytest
from django.utils import timezone

from analytics.people.terms import NEWEST_FIRST, chosen_result
from analytics.places import Places
from students.access import visible_to
from students.models import Role, Term, TermResult
from students.models.structure import current_term
from students.tests import factories as make

pytestmark = pytest.mark.django_db
PAGES = {
    "/marks/": lambda context: context["term"],
    "/attendance/": lambda context: context["chosen"].chosen[0],
    "/results/": lambda context: context["term"],
}


@pytest.fixture
def principal():
    """Of a college with a term of today, a short one begun later and over, and one to come."""
    place, today = make.institution(), timezone.localdate()
    days = {"NOW": (-60, 60), "SUPP": (-30, -20), "NEXT": (70, 160)}
    student = make.student(place)
    for code, (first, last) in days.items():
        starts, ends = (today + datetime.timedelta(day) for day in (first, last))
        make.teaching(make.result(make.term(place, code, starts_on=starts, ends_on=ends), student))
    return make.member(Role.PRINCIPAL, place)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_opens_with_the_term_of_today(client, principal, address):
    client.force_login(principal)

    assert PAGES[address](client.get(address).context).code == "NOW"


def test_the_figures_and_a_students_page_open_with_the_term_of_today(principal):
    places = Places.of(visible_to(principal))
    results = TermResult.objects.select_related("term").order_by(*NEWEST_FIRST)

    assert [term.code for term in places.terms_of(places.institutions, "")] == ["NOW"]
    assert chosen_result(list(results), None).term.code == "NOW"
    assert chosen_result(list(results), results[0].term_id).term.code == "NEXT"


@pytest.mark.parametrize(
    ("today", "code"),
    [
        ("2025-01-01", "T2026"),
        ("2026-08-01", "T2026"),
        ("2027-03-01", "T2026"),
        ("2029-01-01", "T2028"),
    ],
)
def test_without_a_term_of_today_it_is_the_last_begun_else_the_first_to_come(today, code):
    college = make.institution()
    for year in (2026, 2027, 2028):
        make.term(college, code=f"T{year}", year=year)

    assert Term.objects.current(datetime.date.fromisoformat(today)).code == code


def test_of_no_term_none_is_current():
    assert current_term([]) is None
