"""Long lists of the administration: every row once, page by page, counted up to a limit."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from students.admin.access import ScopedAdmin
from students.models import MarkChange, Role, Student
from students.tests import factories as make
from students.tests.pages import steady

pytestmark = pytest.mark.django_db
NEXT = re.compile(r'rel="next" href="([^"]+)"')
BACK = re.compile(r'rel="prev" href="([^"]+)"')
LISTS = {
    "student": ("", "?o=-2", "?o=3.1", "?o=-5"),  # the third by another table, the fourth by few
    "termresult": ("", "?o=5", "?o=-7", "?q=student&o=-8"),
    "mark": ("", "?o=-2"),
    "markchange": ("",),
}


@pytest.fixture
def term(client, monkeypatch):
    monkeypatch.setattr(ScopedAdmin, "list_per_page", 4)
    monkeypatch.setattr(ScopedAdmin, "list_max_show_all", 3)
    term = make.term()
    make.paper_ten(term)
    make.paper_ten(make.term(make.institution("AWAY")))
    client.force_login(make.member(Role.REGISTRAR, term.institution))
    return term


def turned_through(client, url, link=NEXT):
    """The keys on each page, by its link to the next."""
    found, address = [], url
    while address:
        answer = client.get(address)
        assert answer.status_code == 200
        found.append([row.pk for row in answer.context["cl"].result_list])
        following = link.search(steady(answer.content).decode())
        address = following and url.partition("?")[0] + unescape(following[1])
    return found


@pytest.mark.parametrize("name", LISTS)
def test_every_row_comes_once_in_each_order(client, term, name):
    for order in LISTS[name]:
        url = f"/admin/students/{name}/{order}"
        queryset = client.get(url).context["cl"].queryset
        pages = turned_through(client, url)

        assert [pk for page in pages for pk in page] == [row.pk for row in queryset], order


def test_the_way_back_leads_through_the_same_pages(client, term):
    url = "/admin/students/student/"
    pages = turned_through(client, url)

    assert turned_through(client, f"{url}?p=3", BACK) == pages[::-1]


def test_the_key_of_a_page_stays_out_of_filters_and_other_orders(client, term):
    shown = client.get("/admin/students/student/").content.decode()
    second = client.get(f"/admin/students/student/{unescape(NEXT.search(shown)[1])}")

    assert second.context["cl"].page_num == 2
    page = second.content.decode()
    keyed = [link for link in re.findall(r'href="(\?[^"]*)"', page) if "at=" in link]
    assert keyed == [NEXT.search(page)[1]]
    assert 'name="at"' not in page


def test_of_very_many_it_is_said_that_there_are_more(client, term, monkeypatch):
    monkeypatch.setattr("students.keyed_pages.MOST_COUNTED", 4)
    monkeypatch.setattr("students.admin.long_lists.MOST_COUNTED", 4)
    shown = client.get("/admin/students/student/").content.decode()

    assert "more than 4 students" in shown
    assert "All more than 4 selected" in shown
    assert len(turned_through(client, "/admin/students/student/")) == 3
    assert client.get("/admin/students/student/?p=99").context["cl"].page_num == 3


def test_a_page_deep_down_is_counted_and_read_without_passing_over_rows(client, term):
    shown = client.get("/admin/students/mark/?p=2").content.decode()
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/admin/students/mark/{unescape(NEXT.search(shown)[1])}")

    queries = [one["sql"] for one in captured.captured_queries]
    assert not [one for one in queries if "OFFSET" in one and "students_mark" in one]
    (counted,) = [one for one in queries if "COUNT(*)" in one and "students_mark" in one]
    assert "LIMIT" in counted


def test_a_page_there_is_not_leads_to_the_first(client, term):
    assert client.get("/admin/students/student/?p=99").status_code == 302


def test_an_empty_key_or_a_false_one_is_as_if_it_were_not_there(client, term):
    second = client.get("/admin/students/student/?p=2").context["cl"].result_list

    for key in ("", "x", "%00", "2f0-99999"):
        found = client.get(f"/admin/students/student/?p=2&at={key}").context["cl"].result_list
        assert [row.pk for row in found] == [row.pk for row in second]


def test_rows_stay_in_their_institution_page_by_page(client, term):
    seen = {pk for page in turned_through(client, "/admin/students/student/") for pk in page}
    assert seen == set(
        Student.objects.filter(institution=term.institution).values_list("pk", flat=True)
    )
    changes = {pk for page in turned_through(client, "/admin/students/markchange/") for pk in page}
    theirs = MarkChange.objects.filter(institution_id=term.institution_id)
    assert changes == set(theirs.values_list("pk", flat=True))
