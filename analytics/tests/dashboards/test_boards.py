"""What holds for every dashboard there is beyond the overview, and every one to come."""

import copy
import csv
import html
import io
import re

import pytest

from analytics.dashboards.catalogue import DASHBOARDS
from analytics.tests.dashboards.houses import house
from analytics.tests.writers.books import texts_of
from analytics.writers.csv import inert
from students.models import Branch, TermResult
from students.tests import factories

pytestmark = pytest.mark.django_db
every_board = pytest.mark.parametrize("slug", DASHBOARDS)
LOOKS = (
    ("heatmap", ""),
    ("heatmap", "?by=section&show=difference"),
    ("heatmap", "?by=batch"),
    ("comparison", "?sort=-average"),
    ("comparison", "?by=section"),
    ("comparison", "?by=term"),
    ("comparison", "?subject=ENGLISH"),
    ("attendance", ""),
    ("attendance", "?branch=CSE&by=section"),
    ("attendance", "?subject=MATHEMATICS"),
    ("subject", ""),
    ("subject", "?subject=ENGLISH"),
)
every_look = pytest.mark.parametrize(("slug", "query"), LOOKS)
MOST_QUERIES = 17
CELL = re.compile(r"<t[dh](?![^>]*scope=\"col\")[^>]*>(.*?)</t[dh]>", re.S)


@pytest.fixture(scope="module")
def built(module_database):
    return house()


@pytest.fixture
def term(built):
    return copy.deepcopy(built)


@pytest.fixture
def principal(term, client):
    client.force_login(factories.member("principal", term.institution))
    return client


def address(slug, query=""):
    return f"/dashboards/{slug}/{query}"


def file_of(client, slug, query, kind):
    answer = client.get(f"/dashboards/{slug}/1.{kind}{query}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith(f'.{kind}"')
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def shown_in(page):
    """The texts of the cells of the page's table, each line with its label, in their order."""
    table = re.search(r"<table.*?</table>", page.text, re.S)[0]
    lines = re.findall(r"<tr>(.*?)</tr>", table, re.S)[1:]
    return [[words for cell in CELL.findall(line) for words in _texts(cell)] for line in lines]


def _texts(cell):
    cell = re.sub(r'<span class="note">.*?</span>', "", cell, flags=re.S)
    first, *second = re.split(r'<span class="second">', cell)
    strip = lambda text: html.unescape(re.sub(r"<[^>]+>", "", text)).strip()  # noqa: E731
    return [strip(first), *(strip(one) for one in second)]


@every_look
def test_the_page_the_csv_and_the_workbook_say_the_same(principal, slug, query):
    page = principal.get(address(slug, query))
    text = file_of(principal, slug, query, "csv").decode("utf-8-sig")
    of_csv = list(csv.reader(io.StringIO(text)))
    of_xlsx = texts_of(file_of(principal, slug, query, "xlsx"))

    assert [[inert(cell) for cell in row] for row in of_xlsx] == of_csv
    shown = shown_in(page)
    assert len(shown) == len(of_xlsx) - 1 > 0
    assert [list(filter(None, row)) for row in of_xlsx[1:]] == [
        list(filter(None, row)) for row in shown
    ]


@every_look
def test_every_link_leads_to_a_page_and_every_count_to_as_many(principal, slug, query):
    page = principal.get(address(slug, query))
    links = re.findall(r'<a href="(/students/\?[^"]*)">([^<]*)</a>', page.text)
    assert links or slug == "subject"
    for url, text in links:
        found = principal.get(html.unescape(url))
        assert found.status_code == 200
        if text.isdigit():
            assert len(found.context["rows"]) == int(text), (url, text)


@every_look
def test_it_keeps_to_its_queries_however_many(
    term, principal, slug, query, django_assert_max_num_queries
):
    with django_assert_max_num_queries(MOST_QUERIES):
        principal.get(address(slug, query))
    with TermResult.objects.refreshing():
        for number in range(20):
            result = factories.result(term, branch_code=f"B{number % 7}", section=f"{number % 4}")
            factories.mark(result, f"Subject {number % 6}", score=number)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert principal.get(address(slug, query)).status_code == 200


@every_board
@pytest.mark.parametrize(
    ("role", "status"),
    [("registrar", 200), ("manager", 200), ("accountant", 403), ("student", 403)],
)
def test_it_is_for_those_who_have_figures(term, client, slug, role, status):
    client.force_login(factories.member(role, term.institution))
    assert client.get(address(slug)).status_code == status
    assert (client.get(f"/dashboards/{slug}/1.csv").status_code == 403) == (status == 403)


@every_look
def test_a_manager_is_led_to_nobody(term, client, slug, query):
    client.force_login(factories.member("manager", term.institution))
    page = client.get(address(slug, query))
    assert page.status_code == 200
    assert '"/students/' not in page.text


@every_board
@pytest.mark.parametrize("value", ["%00", "9" * 4000, "-", "%F0%9F%98%80", "'"])
def test_odd_parameters_are_as_if_they_were_not_there(principal, slug, value):
    for name in ("by", "show", "sort"):
        assert principal.get(address(slug, f"?{name}={value}")).status_code == 200
    assert principal.get(address(slug, f"?branch={value}")).status_code == 404


def test_there_is_no_other_dashboard_table_or_kind_of_file(principal):
    for path in ("other/", "other/1.csv", "heatmap/2.csv", "heatmap/1.pdf", "trends/1.csv"):
        assert principal.get(f"/dashboards/{path}").status_code == 404


def test_the_way_to_the_others_keeps_the_filters(principal):
    page = principal.get(address("heatmap", "?branch=CSE&by=batch"))
    tabs = page.context["tabs"]
    assert [tab["title"] for tab in tabs if tab["active"]] == ["Heat map"]
    assert [tab["title"] for tab in tabs if not tab["url"].endswith("/?branch=CSE")] == [
        "Saved views"
    ]


def test_a_head_sees_the_own_branch_alone(term, client):
    branch = Branch.objects.get(code="CSE")
    client.force_login(factories.member("head", term.institution, branch=branch))
    for slug in DASHBOARDS:
        text = client.get(address(slug)).text
        assert "ECE" not in text, slug


def test_a_subject_teacher_sees_the_own_subject_alone(term, client):
    result = term.results.filter(branch__code="CSE", section="A").first()
    person = factories.member("faculty", term.institution)
    staff = factories.staff(term.institution, person=person)
    factories.teaching(result, "English", staff)
    client.force_login(person)
    for slug in DASHBOARDS:
        page = client.get(address(slug))
        assert page.status_code == 200
        assert "Mathematics" not in page.text, slug
        assert "CSE 4 B" not in page.text, slug
    assert [row[0] for row in shown_in(client.get(address("heatmap", "?by=section")))] == [
        "CSE 4 A",
        "All",
    ]
