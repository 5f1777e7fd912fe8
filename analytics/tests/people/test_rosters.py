"""The list of students: exactly those behind a number, in words, in order, in pages."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analytics.charts import OVERVIEW
from analytics.dashboards.strip import strip
from analytics.metrics.figures import Figures
from analytics.people import rosters
from analytics.people.rosters import CONDITIONS
from analytics.scope import Scope
from analytics.tests.people.conftest import subject_teacher
from students.access import visible_to
from students.models import SubjectAttendance, TermResult
from students.tests import factories as make

pytestmark = pytest.mark.django_db
ROLL_NO = re.compile(r'roster-roll_no">(\w+)<')
COUNTS = {
    "": 10,
    "?risk=Medium": 2,
    "?risk=Low": 5,
    "?risk=unknown": 0,
    "?grade=A%2B": 1,
    "?grade=A": 3,
    "?grade=none": 0,
    "?passed=yes": 8,
    "?passed=no": 2,
    "?branch=CSE": 4,
    "?branch=CSE&risk=High": 1,
    "?subject=MATHEMATICS&grade=A": 3,
    "?subject=MATHEMATICS&passed=no": 2,
    "?risk=High&grade=B": 1,
    "?section=A": 0,
    "?search=2110": 1,
    "?search=ece": 3,
}
HEADING = re.compile(r"<h1>([\d,]+) students?\b")


def listed(house, name, query=""):
    """The roll numbers of a page, in their order."""
    return ROLL_NO.findall(house.get(name, f"/students/{query}"))


def test_the_papers_three_at_high_risk_are_listed_by_roll_number(house):
    page = house.get("principal", "/students/?risk=High")

    assert ROLL_NO.findall(page) == ["CSE2110", "ECE2106", "ECE2109"]
    assert "3 students at high risk" in page
    assert "The average is 34.40, below 40. Attendance is 55.0\u00a0%, below 60\u00a0%." in page


def test_each_condition_lists_exactly_its_students(house):
    for query, count in COUNTS.items():
        page = house.get("principal", f"/students/{query}")
        assert len(ROLL_NO.findall(page)) == count, query
        assert HEADING.search(page)[1] == str(count), query


@pytest.mark.parametrize("most", [rosters.MOST_FOUND, 1])
def test_who_is_found_is_the_same_however_many_there_are(house, monkeypatch, most):
    monkeypatch.setattr(rosters, "MOST_FOUND", most)
    found = {"ece": 3, "2110": 1, "nobody": 0}

    assert {text: len(listed(house, "principal", f"?search={text}")) for text in found} == found


def test_every_number_of_the_overview_leads_to_as_many_students(house):
    absent(house)
    for name in ("principal", "head", "class teacher", "mentor", "subject teacher"):
        for query in ({}, {"branch": "ECE"}, {"subject": "MATHEMATICS"}):
            assert_numbers_lead_to_students(house, name, query)


def absent(house):
    """Some states, so that not everybody has a grade."""
    for roll_no, state in (("CSE2101", "withheld"), ("ECE2106", "pending")):
        mark = house.results[roll_no].marks.get(subject__title="Mathematics")
        mark.state, mark.score = state, None
        mark.save()


def assert_numbers_lead_to_students(house, name, query):
    sight = visible_to(house.people[name])
    if query.get("branch") and name == "subject teacher":
        return  # a branch in which this person teaches nobody is no choice of theirs
    figures = Figures(Scope.of(sight, query))
    for chart in (make_chart(figures) for make_chart in OVERVIEW.values()):
        for row in chart.rows:
            if chart.kind == "bar" or not row.number:
                continue
            page = house.get(name, chart.url_of(row))
            assert HEADING.search(page)[1] == row.value, (name, query, chart.slug, row)
            assert len(ROLL_NO.findall(page)) == row.number
    for cell in strip(figures):
        if cell.value.isdigit() and cell.url:
            assert HEADING.search(house.get(name, cell.url))[1] == cell.value


def test_risk_is_on_no_plain_list_and_in_no_search(house):
    for query in ("", "?search=student", "?grade=F", "?branch=CSE"):
        page = house.get("principal", f"/students/{query}").partition("<main")[2]
        assert "risk" not in page
        assert "#s-high" not in page
    assert "risk" not in house.get("principal", "/students.csv").lower()


def test_conditions_are_said_in_words_and_can_be_taken_away(house):
    page = house.get("principal", "/students/?risk=High&grade=F&search=210&branch=ECE")

    for words in ("At high risk", "With grade F", "“210”"):
        assert words in page
    assert 'href="?branch=ECE&amp;grade=F&amp;search=210"' in page


def test_the_list_is_ordered_by_what_is_asked(house):
    for sort, first, last in (
        ("roll", "CSE2101", "IT2108"),
        ("-roll", "IT2108", "CSE2101"),
        ("average", "CSE2110", "CSE2101"),
        ("-average", "CSE2101", "CSE2110"),
        ("attendance", "CSE2110", "CSE2101"),
        ("-attendance", "CSE2101", "CSE2110"),
        ("nonsense", "CSE2101", "IT2108"),
    ):
        order = listed(house, "principal", f"?sort={sort}")
        assert (order[0], order[-1]) == (first, last)


def test_a_student_without_an_average_comes_last_either_way(house):
    make.result(house.term, make.student(house.term.institution, "A0"))

    assert listed(house, "principal", "?sort=average")[-1] == "A0"
    assert listed(house, "principal", "?sort=-average")[-1] == "A0"


def test_pages_follow_each_other_without_gap_or_double(house, monkeypatch):
    monkeypatch.setattr("analytics.views.rosters.PAGE", 4)
    pages = [listed(house, "principal", f"?sort=-average&page={page}") for page in (1, 2, 3)]

    assert [len(page) for page in pages] == [4, 4, 2]
    assert len({roll_no for page in pages for roll_no in page}) == 10
    assert listed(house, "principal", "?page=99") == listed(house, "principal", "?page=3")
    first = house.get("principal", "/students/?page=1&grade=A")
    assert 'rel="next"' not in first
    assert 'href="?sort=-average&amp;page=2&amp;at=' in house.get(
        "principal", "/students/?sort=-average"
    )


def test_no_address_of_a_page_tells_of_a_student(house, monkeypatch):
    monkeypatch.setattr("analytics.views.rosters.PAGE", 4)
    numbers = {str(one.pk) for one in house.results.values()}
    for sort in ("roll", "name", "-average", "attendance"):
        second = house.get("principal", f"/students/?sort={sort}&page=2")
        links = re.findall(r'rel="(?:prev|next)" href="[^"]*?(?:at=([^"]*))?"', second)
        assert len(links) == 2
        for key in filter(None, links):
            assert re.fullmatch(r"\d+[fb]\d-(\d+)", key)[1] in numbers


def test_who_is_out_of_sight_is_no_place_to_turn_a_page_from(house, monkeypatch):
    monkeypatch.setattr("analytics.views.rosters.PAGE", 2)
    far = make.term(make.institution("FAR"))
    elsewhere = make.result(far, make.student(far.institution, "F1", "Zoya"))
    theirs = [f"?sort=name&page=2&at=2f0-{pk}" for pk in (elsewhere.pk, 999_999)]

    assert listed(house, "principal", theirs[0]) == listed(house, "principal", theirs[1])


def test_a_search_finds_names_in_any_writing_and_roll_numbers_in_part(house):
    student = house.results["CSE2104" if "CSE2104" in house.results else "ECE2104"].student
    student.name = "Zoë  Ａｎｎａ यादव"
    student.save()

    for text in ("zoë anna", "ANNA", "यादव", "e2104", "ece 2104"):
        assert listed(house, "principal", f"?search={text}") == ["ECE2104"]
    assert listed(house, "principal", "?search=%25") == []


def test_who_is_not_in_this_term_is_still_found_by_searching(house):
    before = make.term(house.term.institution, "2025-ODD", year=2025)
    gone = make.result(before, make.student(house.term.institution, "OLD1", "Asha Gone"))
    page = house.get("principal", "/students/?search=asha")

    assert ROLL_NO.findall(page) == []
    assert f"/students/{gone.student_id}/" in page
    assert f"/students/{gone.student_id}/" not in house.get("head", "/students/?search=asha")


def test_a_subject_teacher_reads_the_own_subjects_figures_in_the_list(house):
    result = house.results["CSE2110"]
    subject = make.subject(result.institution, "Mathematics")
    SubjectAttendance.objects.create(result=result, subject=subject, held=40, attended=29)
    page = house.get("subject teacher", "/students/")

    assert "35.00" in page
    assert "72.5" in page
    assert "34.40" not in page
    assert "65.36" not in page
    assert ROLL_NO.findall(page) == ["CSE2101", "CSE2102", "CSE2107", "CSE2110"]


def test_neither_order_nor_condition_tells_a_subject_teacher_the_overall_average(house):
    """Mathematics and the average of all subjects order these two differently."""
    result = house.results["CSE2102"]
    for title in ("Physics", "Programming", "English", "Data Structures"):
        mark = result.marks.get(subject__title=title)
        mark.score = 100
        mark.save()
    by_average = listed(house, "subject teacher", "?sort=-average")

    assert by_average == ["CSE2101", "CSE2102", "CSE2107", "CSE2110"]
    assert listed(house, "principal", "?sort=-average")[0] == "CSE2102"
    for query in ("?grade=A%2B", "?grade=F", "?passed=yes", "?passed=no"):
        assert listed(house, "subject teacher", query) == []


def test_a_subject_teacher_is_told_the_level_of_risk_without_a_figure(house):
    page = house.get("subject teacher", "/students/?risk=High")

    assert ROLL_NO.findall(page) == ["CSE2110"]
    assert "The average of all subjects is below 40." in page
    assert "34.40" not in page


def test_a_teacher_of_two_subjects_reads_both_by_their_codes(house):
    house.people["both"] = both = subject_teacher(house.results["CSE2110"], "Physics", "both")
    teaching = both.staff_records.get().teachings.get()
    teaching.pk, teaching.subject = None, make.subject(house.term.institution, "English")
    teaching.save()
    page = house.get("both", "/students/?search=2110")

    assert "36.00 (ENGLISH), 33.00 (PHYSICS)" in page


def test_provisional_and_withheld_results_say_so(house):
    absent(house)
    page = house.get("principal", "/students/")

    assert "Withheld" in page
    assert "Provisional, 4 of 5 subjects" in page


def test_sections_can_be_chosen_within_a_class(house):
    make.result(house.term, make.student(house.term.institution, "B1"), section="B")
    page = house.get("principal", "/students/?branch=CSE&semester=4&section=b")

    assert ROLL_NO.findall(page) == ["B1"]
    assert '<option value="B"' in page


def test_an_empty_list_shows_the_way_out(house):
    page = house.get("principal", "/students/?risk=unknown&branch=IT")

    assert "No student here meets these conditions." in page
    assert 'href="/students/?branch=IT"' in page


ODD = ("'", "%00", "-1", "0", "1" * 60, "१२", "<script>", "%F0%9F%98%80", "%ff", "[]", "None")


def test_no_parameter_can_break_the_list(house):
    client = house.as_("principal")
    for name in (*CONDITIONS, "page", "sort", "records", "term"):
        for value in ODD:
            response = client.get(f"/students/?{name}={value}")
            assert response.status_code in (200, 404)
            assert b"<script>" not in response.content


def test_an_unknown_place_is_not_found(house):
    for query in ("?branch=NOPE", "?institution=NEXT", "?term=x", "?subject=CANARYSTUDIES"):
        assert house.as_("principal").get(f"/students/{query}").status_code == 404


def test_the_number_of_queries_does_not_depend_on_the_students(house):
    names = {"principal": 12, "subject teacher": 17, "mentor": 14}
    few = {name: queries(house, name) for name in names}
    more(house)

    for name, budget in names.items():
        assert queries(house, name) == few[name] <= budget


def queries(house, name):
    house.as_(name)
    with CaptureQueriesContext(connection) as captured:
        house.client.get("/students/")
    return len(captured)


def more(house):
    """Fifty more students in the same class."""
    place = house.term.institution
    with TermResult.objects.refreshing():
        for number in range(50):
            one = make.result(house.term, make.student(place, f"CSE3{number:03}"))
            make.mark(one, "Mathematics", number)
            house.people["mentor"].staff_records.get().mentorships.create(student=one.student)
