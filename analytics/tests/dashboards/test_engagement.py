"""Engagement and outcomes as a page, its charts, its tables as files, and the written report."""

import copy
import csv
import datetime
import io
import json
import re
import zipfile

import pytest
from defusedxml import ElementTree
from django.utils import translation

from analytics.charts import ENGAGEMENT
from analytics.tests.metrics.engagement.courses import (
    FAILED,
    PASSED,
    WITHDRAWN,
    enrolled,
    first_work,
    handed_in,
    past_term,
    scored,
)
from analytics.tests.writers.books import texts_of
from analytics.views import live
from students.models import Branch, EngagementChange, Mentorship, TermResult
from students.models.marks import result_keys
from students.tests import factories as make

pytestmark = pytest.mark.django_db
PAGE = "/dashboards/engagement/"
REPORT = f"{PAGE}report.docx"
MOST_QUERIES = 32
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NO_CAUSES = re.compile(r"\b(because|cause[sd]?|leads? to|due to|results? in|thanks to)\b", re.I)


@pytest.fixture(scope="module")
def past(module_database):
    """80 in Mathematics, half of them silent in the first weeks and most of these lost; 12 in
    Physics."""
    term = past_term()
    with TermResult.objects.refreshing():
        _fill(term, first_work(term))
    return term


@pytest.fixture
def term(past):
    return copy.deepcopy(past)


def _fill(term, work):
    for number in range(80):
        silent, lost = number < 40, number % 8 == 0 or number < 32
        one = enrolled(
            term,
            (FAILED if number % 2 else WITHDRAWN) if lost else PASSED,
            () if silent else (1 + number % 7, 2, 3, 1, 1),
            left=40 if lost and not number % 2 else None,
        )
        scored(one, 30 if silent else 70)
        if number % 5:
            handed_in(one, work, 18)
    make.teaching(one.result, "Mathematics", make.staff(term.institution, "Asha"))
    for _ in range(12):
        enrolled(term, PASSED, (3, 3, 3, 3), title="Physics", branch_code="IT")


@pytest.fixture
def principal(term, client):
    client.force_login(make.member("principal", term.institution))
    return client


def report_of(client, query=""):
    """The paragraphs of the report, and its tables."""
    answer = client.get(REPORT + query)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith('.docx"')
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        parts = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}
    body = parts["word/document.xml"].find(f"{WORD}body")
    words = ["".join(one.itertext()) for one in body.findall(f"{WORD}p")]
    tables = [_cells(table) for table in body.findall(f"{WORD}tbl")]
    return words, tables, parts


def _cells(table):
    rows = (row.findall(f"{WORD}tc") for row in table.findall(f"{WORD}tr"))
    return [["".join(cell.itertext()) for cell in row] for row in rows]


def test_the_page_says_who_stayed_and_what_the_figures_support(principal):
    page = principal.get(PAGE)
    text = page.text

    assert page.context["heading"] == "76.1\u00a0% stayed to the end, 58.7\u00a0% passed"
    assert "It is the newest term with known ends." not in text  # it is the only term
    findings = [one.finding for one in page.context["insights"].rows]
    assert findings[0].startswith("Of 40 enrolments without any activity in the first two weeks")
    assert not any(
        NO_CAUSES.search(one.finding + one.figures) for one in page.context["insights"].rows
    )
    assert [table.kind for table, _ in page.context["tables"]] == [
        "factors",
        "courses",
        "instructors",
    ]
    assert [chart["slug"] for chart in page.context["cards"]] == list(ENGAGEMENT)


def test_a_term_nobody_chose_stays_on_the_page(term, principal):
    make.term(term.institution)  # the current one, without ends
    page = principal.get(PAGE)
    shown = page.context

    assert "It is the newest term with known ends." in page.text
    assert f"Newest with known ends ({term.title})" in page.text
    assert not any("term=" in tab["url"] for tab in shown["tabs"])
    assert "term=" not in shown["save_url"]
    (lines,) = (table.lines for table, _ in shown["tables"] if table.kind == "courses")
    assert all("term=2025-ODD" in line.url for line in lines)
    for card in shown["cards"]:
        chart = json.loads(principal.get(card["data_url"]).content)
        assert (chart["title"], chart["data"]) == (card["title"], card["payload"]["data"])


def test_the_tables_and_their_files_say_the_same(principal):
    tables = principal.get(PAGE).context["tables"]
    for place, (table, files) in enumerate(tables, 1):
        assert files["csv"] == f"{PAGE}{place}.csv"
        answer = principal.get(files["csv"])
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        book = texts_of(principal.get(files["xlsx"]).content)
        assert book[0] == table.titles()
        assert book[1:] == list(table.rows())
        assert len(list(csv.reader(io.StringIO(text)))) == len(book)


def test_the_report_has_the_figures_of_the_page(principal):
    shown = principal.get(PAGE).context
    words, tables, _ = report_of(principal)

    assert words[:2] == ["Engagement and outcomes", shown["heading"]]
    for one in shown["insights"].rows:
        assert one.finding in words
        assert one.advice in words
    cells = {cell for table in tables for row in table for cell in row}
    for table, _ in shown["tables"]:
        assert table.title in words
        for line in table.lines:
            for cell in line.cells:
                assert (f"{cell.text} ({cell.second})" if cell.second else cell.text) in cells
    for chart in shown["cards"]:
        assert chart["title"] in words
        assert {row["value"] for row in chart["rows"]} <= cells
    assert set(shown["notes"]) <= set(words)
    assert any(one.startswith("Figures as of") for one in words)


def test_the_report_is_in_the_language_of_the_reader(principal, settings):
    with translation.override("hi"):
        principal.cookies[settings.LANGUAGE_COOKIE_NAME] = "hi"
        _, _, parts = report_of(principal)
    assert parts["word/styles.xml"].find(f".//{WORD}lang").get(f"{WORD}val") == "hi-IN"


def test_the_report_keeps_the_filters_and_tells_of_an_empty_selection(term, principal):
    words, tables, _ = report_of(principal, "?branch=IT")
    assert any("Filters: IT" in one for one in words)
    assert not any("Mathematics" in cell for table in tables for row in table for cell in row)

    other = make.member("principal", make.institution("FAR"))
    principal.force_login(other)
    words, tables, _ = report_of(principal)
    assert tables == []
    assert any("No enrolment in an online course" in one for one in words)


def test_there_is_no_report_of_other_dashboards(principal):
    assert principal.get("/dashboards/heatmap/report.docx").status_code == 404
    assert principal.get("/dashboards/other/report.docx").status_code == 404
    assert principal.get(f"{REPORT}?branch=NONE").status_code == 404


@pytest.mark.parametrize("slug", ENGAGEMENT)
def test_its_charts_are_read_by_their_addresses(term, principal, slug):
    chart = json.loads(principal.get(f"/charts/{slug}.json").content)

    assert not chart["empty"]
    assert 0 < len(chart["title"].split()) <= 11
    assert len(chart["table"]) == len(chart["data"]["labels"]) > 1
    assert all(len(one["data"]) == len(chart["table"]) for one in chart["data"]["datasets"])
    text = principal.get(f"/charts/{slug}.csv").content.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text)))) == len(chart["table"]) + 1


def test_it_keeps_to_its_queries_however_many(term, principal, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUERIES):
        principal.get(PAGE)
    for number in range(12):
        enrolled(term, PASSED, (1, 2), title=f"Subject {number % 6}", section=f"{number % 3}")
    with django_assert_max_num_queries(MOST_QUERIES):
        assert principal.get(PAGE).status_code == 200


def test_a_head_sees_the_own_branch_a_manager_no_few_and_a_student_nothing(term, client):
    branch = Branch.objects.get(code="IT")
    client.force_login(make.member("head", term.institution, branch=branch))
    assert client.get(PAGE).context["figures"][0].value == "12"

    enrolled(term, PASSED, title="Rarity")
    client.force_login(make.member("manager", term.institution))
    page = client.get(PAGE)
    lines = {
        line.label: line.cells[0].text
        for table, _ in page.context["tables"]
        for line in table.lines
    }
    assert lines["RARITY"] == "few"
    assert client.get(REPORT).status_code == 200

    client.force_login(make.member("student", term.institution))
    assert client.get(PAGE).status_code == client.get(REPORT).status_code == 403


def test_a_subject_teacher_sees_the_own_class_alone(term, client):
    result = term.results.filter(branch__code="IT").first()
    make.mark(result, "Physics", 60)
    person = make.member("faculty", term.institution)
    make.teaching(result, "Physics", make.staff(term.institution, "Bela", person))
    client.force_login(person)
    page = client.get(PAGE)

    assert page.context["figures"][0].value == "12"
    assert "Mathematics" not in page.text


def lists_of(page):
    """The addresses of the students behind the factors, by what the table calls these."""
    (factors,) = (table for table, _ in page.context["tables"] if table.kind == "factors")
    return {line.label: line.cells[1] for line in factors.lines}


def test_every_factor_leads_to_the_students_who_had_it(term, principal):
    gone = list(TermResult.objects.filter(enrolments__outcome=WITHDRAWN))
    with TermResult.objects.refreshing([one.pk for one in gone]):
        TermResult.objects.filter(pk__in=[one.pk for one in gone]).update(status="withdrawn")
    page = principal.get(PAGE)
    cells = lists_of(page)
    assert len(cells) > 3
    for cell in cells.values():
        heading = principal.get(cell.second_url).context["heading"]
        assert heading.startswith(f"{cell.second} students ")

    silent = cells["Not active in the first two weeks"]
    listed = principal.get(silent.second_url)
    assert listed.context["heading"] == (
        "40 students who were not active in the first two weeks of a course"
    )
    narrowed = principal.get(f"{silent.second_url}&passed=yes")
    assert narrowed.status_code == 200
    assert silent.second_url in [one.students_url for one in page.context["insights"].rows]
    assert principal.get("/students/?early=nonsense").status_code == 200


def test_the_students_behind_are_told_to_who_may_look_them_up_alone(term, client):
    client.force_login(make.member("manager", term.institution))
    page = client.get(PAGE)
    assert not any(cell.second_url for cell in lists_of(page).values())
    assert not any(one.students_url for one in page.context["insights"].rows)
    assert client.get("/students/?early=inactive&term=2025-ODD").status_code == 403

    mentor = make.member("mentor", term.institution)
    silent = term.results.filter(enrolments__weeks=None, enrolments__subject__code="MATHEMATICS")
    mine = silent.order_by("pk").first().student
    staff = make.staff(term.institution, "Meera", mentor)
    Mentorship.objects.create(staff=staff, student=mine)
    client.force_login(mentor)
    listed = client.get("/students/?early=inactive&term=2025-ODD")
    assert [row.name for row in listed.context["rows"]] == [mine.name]


@pytest.fixture
def no_memory(monkeypatch):
    """Each question looks at the database anew."""
    monkeypatch.setattr(live, "LOOKS", live.Looks(every=0))
    monkeypatch.setattr(live, "LOOKS_AT_ENGAGEMENT", live.Looks(live.engagement_pulses, every=0))


def test_the_page_follows_weeks_that_come_in(term, principal, time_machine, no_memory):
    following = principal.get(PAGE).context["live"]
    one = enrolled(term, PASSED, (1,))
    again = principal.get(PAGE).context["live"]
    time_machine.move_to(datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1))
    make.week(one, 1)
    page = principal.get(PAGE)

    assert following["stamp"] != again["stamp"] != page.context["live"]["stamp"]
    assert page.context["as_of"] == EngagementChange.objects.latest("pk").at
    assert principal.get(page.context["live"]["url"]).text == page.context["live"]["stamp"]


def test_a_change_committed_late_under_a_lower_number_is_seen(term, principal, no_memory):
    one = enrolled(term, PASSED, (1,))
    last = EngagementChange.objects.latest("pk").pk
    place = {**result_keys(one.result, one.subject), "kind": "week", "week": 0}
    EngagementChange.objects.create(pk=last + 10, **place)
    page = principal.get(PAGE).context["live"]
    EngagementChange.objects.create(pk=last + 5, **place)

    assert principal.get(page["url"]).text != page["stamp"]


def test_what_comes_in_elsewhere_makes_no_page_of_this_stale(term, principal, no_memory):
    page = principal.get(PAGE).context
    make.week(enrolled(past_term(make.institution("OTHER")), PASSED))
    again = principal.get(PAGE).context

    assert principal.get(page["live"]["url"]).text == page["live"]["stamp"]
    assert (again["live"]["stamp"], again["as_of"]) == (page["live"]["stamp"], page["as_of"])


def test_a_course_alone_is_as_old_as_its_own_changes(term, principal, time_machine):
    before = principal.get(f"{PAGE}?subject=PHYSICS").context["as_of"]
    time_machine.move_to(datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1))
    make.week(term.results.filter(enrolments__subject__code="MATHEMATICS")[0].enrolments.get(), 30)

    assert principal.get(f"{PAGE}?subject=PHYSICS").context["as_of"] == before
    assert principal.get(PAGE).context["as_of"] > before
