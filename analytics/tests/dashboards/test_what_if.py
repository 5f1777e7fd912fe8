"""A policy is held against a term: who would change is told, and nothing is changed by asking."""

import csv
import html
import io
import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analytics.tests.writers.books import texts_of
from students.models import Branch, PolicyVersion, TermResult
from students.models.recompute import recomputed
from students.rules.policy import PAPER_POLICY
from students.tests import factories as make
from students.tests.kept_worlds import kept
from students.tests.pages import steady

pytestmark = pytest.mark.django_db
ADDRESS = "/dashboards/what-if/"
MOST_QUERIES = 17
LOWER = "?attendance_medium=70&average_medium=45"


@pytest.fixture
@kept
def term():
    """The paper's ten: two are at Medium, with 54.40 and 73 %, and with 49.20 and 70 %."""
    term = make.term()
    make.paper_ten(term)
    return term


@pytest.fixture
def principal(term, client):
    client.force_login(make.member("principal", term.institution))
    return client


def page(client, query=""):
    answer = client.get(f"{ADDRESS}{query}")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def rows_in(text, kind):
    """The cells of a table's body, row by row, as they are read."""
    table = re.search(rf'<table class="[^"]*\b{kind}">.*?</table>', text, re.S)[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table.partition("<tbody>")[2], re.S)
    return [
        [
            re.sub(r"<[^>]+>", " ", cell).split()
            for cell in re.findall(r"<t[dh].*?</t[dh]>", row, re.S)
        ]
        for row in rows
    ]


def main_of(text):
    """What is shown, without the bar, which knows the address."""
    return steady(text.partition("<main")[2].encode())


def words(row):
    return [" ".join(cell) for cell in row]


def file_of(client, place, kind, query):
    answer = client.get(f"{ADDRESS}{place}.{kind}{query}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_nobody_would_change_under_the_lines_in_force(principal):
    text = page(principal)

    assert "What if the policy were another?" in text
    assert 'name="attendance_medium" value="75"' in text
    assert "would change under" not in text
    assert 'class="table table-blocks changed"' not in text


def test_a_lower_line_says_who_would_leave_a_level_and_why(principal):
    text = page(principal, LOWER)

    assert "2 of 10 students would change, 2 from medium risk to low risk" in text
    assert [words(row) for row in rows_in(text, "moves-risk")] == [
        ["High", "3", "0", "0", "3"],
        ["Medium", "0", "0", "2", "2"],
        ["Low", "0", "0", "5", "5"],
    ]
    listed = [words(row) for row in rows_in(text, "changed")]
    assert [row[0] for row in listed] == ["CSE2107", "IT2108"]
    assert listed[0][5] == "Medium → Low"
    assert listed[0][6] == "C"
    assert listed[0][8] == (
        "Average 54.40 is below 55, not below 45. Attendance 73.0 % is below 75, not below 70."
    )


def test_a_line_of_grades_moves_those_between_the_old_and_the_new_one(principal):
    text = page(principal, "?band2=80&pass_average=50")

    assert "4 of 10" not in text
    grades = {row[0][0]: words(row)[1:] for row in rows_in(text, "moves-grade")}
    assert grades["A"][:3] == ["0", "3", "0"]
    passes = [words(row) for row in rows_in(text, "moves-passed")]
    assert passes == [["Passed", "7", "1", "8"], ["Not passed", "0", "2", "2"]]


def test_a_number_leads_to_the_students_behind_it(principal):
    text = page(principal, LOWER + "&pass_average=50")
    (link,) = re.findall(r'href="(\?[^"]*of=risk[^"]*)#changed-title"', text)

    moved = page(principal, link)

    assert "Students from Medium to Low" in moved
    assert len(rows_in(moved, "changed")) == 2
    assert "Show all who would change" in moved


def test_what_is_asked_changes_no_table(principal, term):
    make.policy_version(term.institution, PAPER_POLICY.definition())
    before = everything()

    with CaptureQueriesContext(connection) as captured:
        page(principal, LOWER + "&band1=85")
        file_of(principal, 0, "xlsx", LOWER)

    assert everything() == before
    written = [one["sql"] for one in captured if not one["sql"].lstrip("(").startswith("SELECT")]
    assert written == []
    assert not [one["sql"] for one in captured if "FOR UPDATE" in one["sql"]]


def everything():
    """Every row of every table but those of the session."""
    models = (one for one in apps.get_models(include_auto_created=True))
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in models
        if model._meta.label != "sessions.Session"
    }


def test_an_institution_without_a_version_is_given_none(client):
    term = make.term()
    client.force_login(make.member("principal", term.institution))

    assert "no results here that a policy" in page(client, LOWER)
    assert not PolicyVersion.objects.exists()


def test_it_comes_to_what_storing_the_policy_and_rebinding_to_it_does(principal, term):
    query = LOWER + "&average_high=43&band4=45&pass_average=45"
    told = [words(row)[0] for row in rows_in(page(principal, query), "changed")]
    definition = PAPER_POLICY.definition()
    definition["risk"] = {
        "high": {"average_below": "43", "attendance_below": "60"},
        "medium": {"average_below": "45", "attendance_below": "70"},
    }
    definition["bands"][3]["at_least"] = definition["pass"]["average_at_least"] = "45"
    version = make.policy_version(term.institution, definition)
    ids = TermResult.objects.values_list("pk", flat=True)

    moved = [one for chunk in recomputed(ids, version, dry_run=True) for one in chunk]

    told_of = {"grade", "risk", "passed"}
    assert told
    assert told == sorted(one.roll_no for one in moved if told_of & set(one.columns))


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?band1=abc", "Write a percent with at most 2 decimals"),
        ("?band1=90.125", "Write a percent with at most 2 decimals"),
        ("?band1=%00", "Write a percent with at most 2 decimals"),
        (f"?band1={'9' * 5000}", "Write a percent with at most 2 decimals"),
        ("?band1=٩٠", "Write a percent with at most 2 decimals"),
        ("?band1=-1", "Write a percent with at most 2 decimals"),
        ("?pass_average=101", "A line lies between 0 and 100."),
        ("?band2=95", "This has to be below the line of A+, 90."),
        ("?band5=0", "This has to be above 0"),
        ("?attendance_medium=59", "The line of Medium is not below that of High, 60."),
    ],
)
def test_lines_that_make_no_policy_get_a_sentence_at_the_field(principal, query, sentence):
    text = page(principal, query)

    assert sentence in text
    assert 'aria-invalid="true"' in text
    assert "These lines make no policy." in text
    assert principal.get(f"{ADDRESS}0.csv{query}").status_code == 404


def test_moves_that_mean_nothing_are_as_if_they_were_not_asked_for(principal):
    asked = LOWER
    whole = main_of(page(principal, asked))

    for junk in ("&of=risk&was=%00&now=Low", "&of=%FF&was=A&now=B", "&of=passed&was=2&now=no"):
        assert main_of(page(principal, asked + junk)) == whole


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_files_hold_what_the_page_shows(principal, place):
    query = LOWER + "&band2=80"
    kinds = ("changed", "moves-risk", "moves-grade", "moves-branch")
    shown = [" ".join(words(row)) for row in rows_in(page(principal, query), kinds[place])]

    rows = list(
        csv.reader(io.StringIO(file_of(principal, place, "csv", query).decode("utf-8-sig")))
    )
    book = texts_of(file_of(principal, place, "xlsx", query))

    assert [" ".join(" ".join(row).split()) for row in rows[1:]] == shown
    assert [[str(cell) for cell in row] for row in book] == rows


def test_the_chart_has_its_table_as_a_file_and_what_is_not_there_is_not_found(principal):
    query = LOWER
    rows = list(csv.reader(io.StringIO(file_of(principal, 4, "csv", query).decode("utf-8-sig"))))

    assert [[cell.replace("\u00a0", " ") for cell in row] for row in rows[1:5]] == [
        ["High now", "3", "30.0 %"],
        ["High then", "3", "30.0 %"],
        ["Medium now", "2", "20.0 %"],
        ["Medium then", "0", "0.0 %"],
    ]
    assert principal.get(f"{ADDRESS}5.csv{query}").status_code == 404
    assert principal.get(f"{ADDRESS}0.pdf{query}").status_code == 404


def test_a_head_is_told_of_the_own_branch_alone(term, client):
    branch = Branch.objects.get(institution=term.institution, code="IT")
    client.force_login(make.member("head", term.institution, branch=branch))

    text = page(client, LOWER)

    assert "1 of 3 students would change" in text
    assert "IT2108" in text
    assert "CSE21" not in text


@pytest.mark.parametrize("role", ["faculty", "mentor", "manager", "accountant", "student"])
def test_whose_role_weighs_no_policy_does_not_get_it(term, client, role):
    client.force_login(make.member(role, term.institution))

    assert client.get(ADDRESS).status_code == 403
    assert client.get(f"{ADDRESS}0.csv").status_code == 403
    if role == "faculty":
        assert ADDRESS not in client.get("/dashboards/overview/").content.decode()


def test_of_several_institutions_one_has_to_be_chosen(term, client):
    other = make.term(make.institution("OTHER"))
    person = make.member("principal", term.institution)
    person.memberships.create(role="principal", institution=other.institution)
    client.force_login(person)

    assert "Choose one of them above." in page(client, LOWER)
    assert "2 of 10 students" in page(client, LOWER + "&institution=MAIN")


def test_results_bound_to_another_version_than_that_in_force_are_told(principal, term):
    definition = PAPER_POLICY.definition()
    definition["risk"]["medium"] = {"average_below": "45", "attendance_below": "70"}
    later = make.policy_version(term.institution, definition)
    term.institution.policy_assignments.create(from_term=term, version=later)

    text = page(principal)

    assert 'name="attendance_medium" value="70"' in text
    assert "2 of 10 students would change" in text


def test_the_page_needs_as_many_queries_for_many_students(
    principal, term, django_assert_max_num_queries
):
    for _ in range(60):
        one = make.result(term)
        make.mark(one, score=80)
        make.attendance(one, percent=72)

    with django_assert_max_num_queries(MOST_QUERIES):
        text = page(principal, LOWER)

    assert "62 of 70 students" in text
    assert "Students 1–50 of 62" in text
    assert len(rows_in(page(principal, LOWER + "&page=2"), "changed")) == 12
    assert len(rows_in(page(principal, LOWER + "&page=99"), "changed")) == 12


def test_a_view_of_it_is_saved_with_its_lines(principal):
    kept = {"page": "what-if", "query": "attendance_medium=70&junk=1", "name": "70", "share": ""}

    principal.post("/dashboards/views/", kept)

    assert 'href="/dashboards/what-if/?attendance_medium=70"' in page_of_views(principal)


def page_of_views(client):
    return client.get("/dashboards/views/").content.decode()
