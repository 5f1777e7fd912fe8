"""The overview says how it stands, to each what is theirs, in few queries."""

import re

import pytest

from students.models import Branch, ClassCharge, Mentorship, Student, Subject, Teaching, TermResult
from students.tests import factories
from students.tests.kept_worlds import kept
from students.tests.pages import steady

pytestmark = pytest.mark.django_db
URL = "/dashboards/overview/"
MOST_QUERIES = 15  # three for the worklist, one each for the stamp and what is due
OF_THE_SESSION = 1  # tests keep sessions elsewhere; on MariaDB they are rows


@pytest.fixture
@kept
def ten():
    term = factories.term()
    factories.paper_ten(term)
    return term


def page_of(client, person, query=""):
    client.force_login(person)
    page = client.get(URL + query)
    page.content = steady(page.content)
    return page


def duties(term, person, mentees=(), taught=(), charge=""):
    """Give somebody mentees by roll number, subjects of CSE by title, charge of a class."""
    staff = factories.staff(term.institution, person=person)
    place = {"term": term, "semester": 4}
    for roll_no in mentees:
        Mentorship.objects.create(staff=staff, student=Student.objects.get(roll_no=roll_no))
    for title in taught:
        subject = Subject.objects.get(title=title)
        branch = Branch.objects.get(code="CSE")
        Teaching.objects.create(staff=staff, subject=subject, branch=branch, **place)
    if charge:
        ClassCharge.objects.create(staff=staff, branch=Branch.objects.get(code=charge), **place)


def person_of(term, role):
    """Somebody of each sort that has figures, with as much to do as there can be."""
    if role == "superuser":
        return factories.user("root", is_superuser=True)
    if role == "head":
        return factories.member(role, term.institution, branch=Branch.objects.get(code="CSE"))
    person = factories.member(role, term.institution)
    if role == "faculty":
        duties(term, person, taught=["Physics", "English"], charge="IT")
    if role == "mentor":
        factories.Membership.objects.create(
            user=person, role="faculty", institution=term.institution
        )
        duties(term, person, mentees=["ECE2106"], taught=["Physics"])
    return person


def test_the_papers_ten_are_shown_as_in_the_paper(ten, client):
    page = page_of(client, factories.member("principal", ten.institution))
    assert page.status_code == 200
    assert page.context["heading"] == "3 of 10 students are at high risk"
    assert [(one.label, one.value) for one in page.context["figures"]] == [
        ("High risk", "3"),
        ("Students", "10"),
        ("Average", "65.36"),
        ("Attendance", "75.1"),
        ("Pass rate", "80.0"),
        ("A+", "1"),
        ("Most common grade", "A"),
    ]
    assert [card["slug"] for card in page.context["charts"]] == [
        "grades",
        "risks",
        "subjects",
        "branches",
    ]
    names = [row["roll_no"] for row in page.context["attention"]["rows"]]
    assert names == ["CSE2110", "ECE2106", "ECE2109", "CSE2107", "IT2108"]


def test_every_link_of_the_page_leads_somewhere(ten, client):
    page = page_of(client, factories.member("principal", ten.institution), "?branch=CSE")
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"]*)"', page.text)}
    ours = {link for link in links if not link.startswith(("/static", "/admin")) and link != "/"}
    assert len(ours) > 20
    found = {link: client.get(link, follow=True).status_code for link in ours}
    assert found == dict.fromkeys(ours, 200)


@pytest.mark.parametrize(
    "role", ["principal", "registrar", "head", "faculty", "mentor", "manager", "superuser"]
)
def test_it_takes_few_queries_for_anybody(ten, client, role, django_assert_max_num_queries):
    person = person_of(ten, role)
    client.force_login(person)
    client.get(URL)  # since when they are at risk is noted at the first look
    for query in ("", "?subject=PHYSICS&semester=4"):
        with django_assert_max_num_queries(MOST_QUERIES - OF_THE_SESSION):
            assert client.get(URL + query).status_code == 200


def test_it_takes_no_more_queries_for_two_hundred(ten, client, django_assert_max_num_queries):
    with TermResult.objects.refreshing():
        for number in range(190):
            factories.mark(factories.result(ten, branch_code=f"B{number % 7}"), score=number % 100)
    person = factories.member("principal", ten.institution)
    client.force_login(person)
    client.get(URL)
    with django_assert_max_num_queries(MOST_QUERIES - OF_THE_SESSION):
        page = client.get(URL)
    assert page.context["figures"][1].value == "200"


def test_an_empty_register_says_what_to_do(client):
    college = factories.institution()
    page = page_of(client, factories.member("registrar", college))
    assert page.context["heading"] == "No students here yet"
    assert "Import a term" in page.text
    assert page_of(client, factories.member("faculty", college)).status_code == 200


def test_a_selection_without_students_says_how_to_leave_it(ten, client):
    factories.term(ten.institution, code="2030-EVEN", year=2030)
    page = page_of(client, factories.member("principal", ten.institution), "?term=2030-EVEN")
    assert page.status_code == 200
    assert "No student is in this selection" in page.text


def test_a_subject_teacher_sees_the_subject_and_is_told_so(ten, client):
    person = factories.member("faculty", ten.institution)
    duties(ten, person, taught=["Physics"])
    page = page_of(client, person)
    assert page.context["lede"] == "Physics in the classes you teach, 2026-ODD."
    assert page.context["figures"][2].value == "65.50"
    assert "English" not in page.text.partition("<main")[2]  # the account menu offers the language
    assert "34.40" not in page.text
    assert "CSE2110" in page.text
    assert "IT2108" not in page.text


def test_a_mentor_sees_the_mentees_alone(ten, client):
    person = factories.member("mentor", ten.institution)
    duties(ten, person, mentees=["ECE2106"])
    page = page_of(client, person)
    assert page.context["lede"] == "All subjects of your mentees, 2026-ODD."
    assert "ECE2106" in page.text
    assert "CSE2110" not in page.text


def test_a_manager_sees_figures_and_nobody(ten, client):
    page = page_of(client, factories.member("manager", ten.institution))
    assert page.context["figures"][1].value == "10"
    assert page.context["attention"] is None
    assert "CSE2110" not in page.text
    assert '"/students/' not in page.text


@pytest.mark.parametrize("role", ["accountant", "administrator", "student"])
def test_it_is_not_for_other_roles(ten, client, role):
    assert page_of(client, factories.member(role, ten.institution)).status_code == 403


def test_a_stranger_sees_nothing_and_learns_nothing(ten, client):
    stranger = factories.member("principal", factories.institution("FAR"))
    assert "CSE2110" not in page_of(client, stranger).text
    theirs, nowhere = (page_of(client, stranger, f"?institution={code}") for code in ("MAIN", "NO"))
    assert theirs.status_code == nowhere.status_code == 404
    assert theirs.text.replace("MAIN", "NO") == nowhere.text


def test_without_a_session_it_asks_to_sign_in(client):
    assert client.get(URL).status_code == 302


@pytest.mark.parametrize("value", ["%00", "9" * 4000, "%ff", "<script>", "%F0%9F%98%80", "'"])
def test_odd_filters_are_not_found_and_shown_safely(ten, client, value):
    person = factories.member("principal", ten.institution)
    for name in ("institution", "term", "branch", "batch", "semester", "subject", "records"):
        page = page_of(client, person, f"?{name}={value}")
        assert page.status_code == 404
        assert "<script>" not in page.text.replace("<script>(", "")
