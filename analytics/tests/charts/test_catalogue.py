"""What holds for every chart there is and every one to come."""

import csv
import json

import pytest

from analytics.charts import CHARTS, ENGAGEMENT
from analytics.tests.dashboards.houses import house
from analytics.tests.writers.books import texts_of
from students.models import TermResult
from students.tests import factories
from students.tests.kept_worlds import kept

pytestmark = pytest.mark.django_db
every_chart = pytest.mark.parametrize("slug", CHARTS)
MOST_QUERIES = 9
OF_CLASSES = ("components", "weeks")
OF_OTHER_FACTS = (*OF_CLASSES, *ENGAGEMENT)  # than the paper's ten have


@pytest.fixture
@kept
def ten():
    term = factories.term()
    factories.paper_ten(term)
    return term


def chart_of(client, person, slug, query=""):
    client.force_login(person)
    answer = client.get(f"/charts/{slug}.json{query}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert "no-store" in answer["Cache-Control"]
    return json.loads(answer.content, parse_constant=pytest.fail)


def principal(term):
    return factories.member("principal", term.institution)


@every_chart
def test_it_says_its_finding_and_has_a_row_for_each_mark(ten, client, slug):
    chart = chart_of(client, principal(ten), slug)
    series = chart["data"]["datasets"]
    assert 0 < len(chart["title"].split()) <= 11
    assert not chart["title"].endswith(".")
    assert chart["subtitle"]
    assert chart["type"] in ("doughnut", "pie", "bar", "line", "lines", "columns")
    assert all(len(one["data"]) == len(chart["table"]) for one in series)
    assert all("key" in one or len(one["keys"]) == len(one["data"]) for one in series)
    assert [row["label"] for row in chart["table"]] == chart["data"]["labels"]
    assert bool(chart["empty"]) == (slug in OF_OTHER_FACTS)


@pytest.mark.parametrize("slug", OF_CLASSES)
def test_one_of_other_facts_has_its_rows_too(client, slug):
    person = principal(house())
    query = "?subject=ENGLISH" if slug == "components" else ""
    chart = chart_of(client, person, slug, query)
    assert not chart["empty"]
    assert len(chart["table"]) == 2
    assert not any(row["url"] for row in chart["table"])


@every_chart
def test_it_stands_an_empty_register(client, slug):
    person = factories.member("principal", factories.institution())
    assert chart_of(client, person, slug)["empty"]
    client.force_login(person)
    assert client.get(f"/charts/{slug}.csv").status_code == 200


@every_chart
def test_it_keeps_to_its_queries_however_many_students(
    ten, client, slug, django_assert_max_num_queries
):
    client.force_login(principal(ten))
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(f"/charts/{slug}.json")
    with TermResult.objects.refreshing():
        for _ in range(60):
            factories.mark(factories.result(ten))
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(f"/charts/{slug}.json").status_code == 200


@every_chart
def test_its_file_has_what_is_shown(ten, client, slug):
    person = principal(ten)
    shown = chart_of(client, person, slug)["table"]
    client.force_login(person)
    answer = client.get(f"/charts/{slug}.csv")
    assert answer["Content-Disposition"] == f'attachment; filename="{slug}.csv"'
    lines = answer.content.decode("utf-8-sig").splitlines()[1:]
    for line, row in zip(lines, shown, strict=True):
        cells = line.split(",")
        assert cells[0] == row["label"]
        assert row["value"] in cells


@every_chart
def test_its_workbook_is_its_csv(ten, client, slug):
    client.force_login(principal(ten))
    lines = client.get(f"/charts/{slug}.csv").content.decode("utf-8-sig").splitlines()
    book = client.get(f"/charts/{slug}.xlsx")
    assert book["Content-Disposition"] == f'attachment; filename="{slug}.xlsx"'
    assert texts_of(book.content) == list(csv.reader(lines))


@every_chart
def test_every_number_leads_to_as_many_students(ten, client, slug):
    for row in chart_of(client, principal(ten), slug)["table"]:
        page = client.get(row["url"])
        assert page.status_code == 200
        if row["value"].isdigit():
            found = page.context["rows"]
            assert len(found) == int(row["value"])


@every_chart
def test_a_manager_gets_no_way_to_students(ten, client, slug):
    chart = chart_of(client, factories.member("manager", ten.institution), slug)
    assert not any(row["url"] for row in chart["table"])


@every_chart
@pytest.mark.parametrize(
    ("role", "status"),
    [("registrar", 200), ("accountant", 403), ("student", 403), ("administrator", 403)],
)
def test_it_is_for_those_who_have_figures(ten, client, slug, role, status):
    client.force_login(factories.member(role, ten.institution))
    assert client.get(f"/charts/{slug}.json").status_code == status
    assert client.get(f"/charts/{slug}.csv").status_code == status


@every_chart
def test_a_stranger_sees_nothing_of_it(ten, client, slug):
    stranger = factories.member("principal", factories.institution("FAR"))
    assert chart_of(client, stranger, slug)["empty"]
    theirs, nowhere = (
        client.get(f"/charts/{slug}.json?institution={code}") for code in ("MAIN", "NONE")
    )
    assert theirs.status_code == nowhere.status_code == 404
    assert theirs.content.replace(b"MAIN", b"NONE") == nowhere.content


def test_there_is_no_other_chart(ten, client):
    client.force_login(principal(ten))
    assert client.get("/charts/other.json").status_code == 404
    assert client.get("/charts/other.csv").status_code == 404
    client.logout()
    assert client.get("/charts/grades.json").status_code == 302


def test_the_papers_findings(ten, client):
    person = principal(ten)
    titles = {slug: chart_of(client, person, slug)["title"] for slug in CHARTS}
    assert titles == {
        "grades": "Most common grade is A, 3 of 10",
        "risks": "30.0\u00a0% at high risk, 20.0\u00a0% at medium",
        "subjects": "No subject lies more than two points below the average",
        "branches": "ECE is lowest, 4.83 below the average",
        "trend_average": "Average is 65.36 in the only term",
        "trend_attendance": "Attendance is 75.1\u00a0% in the only term",
        "trend_pass_rate": "Pass rate is 80.0\u00a0% in the only term",
        "trend_high_risk": "High risk is 30.0\u00a0% in the only term",
        "distribution": "Most common is 80 to 90, 3 of 10",
        "components": "No components yet",
        "weeks": "No attendance by week yet",
        "dropout": "No dropout by week yet",
        "dropout_courses": "No dropout by course yet",
        "weekly_activity": "No activity by week yet",
        "early_activity": "No activity with known ends yet",
    }


def test_other_letters_take_their_place_on_the_ramp(client):
    term = factories.term()
    bands = [{"letter": letter, "at_least": line} for letter, line in (("O", "80"), ("P", "40"))]
    definition = factories.policy_version(term.institution, _bands(bands))
    factories.mark(factories.result(term, policy_version=definition), score=85)
    chart = chart_of(client, principal(term), "grades")
    assert chart["data"]["datasets"][0]["keys"] == ["ramp-0", "ramp-12", "f"]


def _bands(bands):
    return {
        "bands": [*bands, {"letter": "F", "at_least": "0"}],
        "risk": {
            "high": {"average_below": "40", "attendance_below": "60"},
            "medium": {"average_below": "55", "attendance_below": "75"},
        },
        "pass": {"average_at_least": "40"},
        "subject_pass": {"percent_at_least": "40"},
    }
