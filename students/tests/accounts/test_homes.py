"""Where each role lands, and what the bar of its pages offers."""

import pytest

from students.models import ImportRun, Membership, Role
from students.tests import factories as make

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("students.tests.accounts.addresses"),
]


@pytest.fixture
def college():
    return make.institution()


def home_of(client, person):
    client.force_login(person)
    return client.get("/")


@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.MANAGER, Role.FACULTY, Role.MENTOR])
def test_who_sees_figures_lands_on_the_overview(client, college, role):
    assert home_of(client, make.member(role, college)).url == "/dashboards/overview/"


def test_a_head_lands_on_the_overview(client, college):
    head = make.member(Role.HEAD, college, branch=make.branch(college))

    assert home_of(client, head).url == "/dashboards/overview/"


def test_a_student_lands_on_the_own_record(client, college):
    one = make.student(college, user=make.member(Role.STUDENT, college))

    assert home_of(client, one.user).url == "/me/"


def test_a_student_account_without_a_roll_number_is_told_whom_to_ask(client, college):
    page = home_of(client, make.member(Role.STUDENT, college)).content.decode()

    assert "needs the roll number" in page


def test_a_registrar_finds_what_waits_of_the_own_institution_alone(client, college):
    next_door = make.institution("NEXT")
    for place, name in ((college, "ours.csv"), (next_door, "theirs.csv")):
        ImportRun.objects.create(institution=place, kind="marks", file_name=name, door="admin")

    page = home_of(client, make.member(Role.REGISTRAR, college)).content.decode()

    assert "1 import waits to be stored" in page
    assert "ours.csv" in page
    assert "theirs.csv" not in page


def test_an_accountant_lands_on_the_fees(client, college):
    assert home_of(client, make.member(Role.ACCOUNTANT, college)).url == "/fees/"


def test_an_administrator_lands_in_the_administration(client, college):
    person = make.member(Role.ADMINISTRATOR, college)
    person.is_staff = True
    person.save()

    assert home_of(client, person).url == "/admin/"


def test_somebody_without_a_role_is_told_whom_to_ask(client, college):
    page = home_of(client, make.user("newcomer")).content.decode()

    assert "no role is yours today" in page
    assert "newcomer" in page


def test_of_several_roles_the_weightiest_opens(client, college):
    person = make.member(Role.FACULTY, college)
    Membership.objects.create(user=person, role=Role.REGISTRAR, institution=college)
    assert "No import is waiting" in home_of(client, person).content.decode()

    Membership.objects.create(user=person, role=Role.PRINCIPAL, institution=college)
    assert home_of(client, person).url == "/dashboards/overview/"


def test_a_registrar_finds_every_import_there_is(client, college):
    page = home_of(client, make.member(Role.REGISTRAR, college))
    urls = [url for _title, links in page.context["doors"] for _name, url in links]
    assert len(urls) == len(set(urls)) == len(ImportRun.Kind) - 1  # an undo is no file
    assert all(client.get(url).status_code == 200 for url in urls)


@pytest.mark.parametrize(
    ("role", "entries"),
    [
        (
            Role.PRINCIPAL,
            [
                "/dashboards/overview/",
                "/worklist/",
                "/students/",
                "/attendance/",
                "/marks/",
                "/results/",
                "/fees/",
                "/classroom/",
            ],
        ),
        (Role.MANAGER, ["/dashboards/overview/", "/admin/students/importrun/"]),
        (
            Role.REGISTRAR,
            [
                "/dashboards/overview/",
                "/worklist/",
                "/students/",
                "/attendance/",
                "/marks/",
                "/results/",
                "/admin/students/importrun/",
                "/fees/",
            ],
        ),
        (Role.MENTOR, ["/dashboards/overview/", "/worklist/", "/students/", "/results/"]),
        (Role.ACCOUNTANT, ["/admin/students/importrun/", "/fees/"]),
    ],
)
def test_the_bar_leads_only_where_one_may_go(client, college, role, entries):
    client.force_login(make.member(role, college))

    context = client.get("/password_change/").context

    everywhere = [entry["url"] for entry in context["nav"] + context["nav_more"]]
    assert [url for url in everywhere if url != "/admin/"] == entries
    assert len(context["nav"]) <= 6
    assert bool(context["search_url"]) == ("/students/" in entries)


def test_what_the_bar_has_no_room_for_is_in_the_account_menu(client, college):
    registrar = make.member(Role.REGISTRAR, college)
    registrar.is_staff = True
    registrar.save()
    client.force_login(registrar)

    page = client.get("/password_change/").content.decode()

    menu = page[page.index("menu-who") :]
    assert menu.index('href="/admin/students/importrun/">Imports') < menu.index("Administration")
    assert "Imports" not in page[: page.index("menu-who")]


def test_the_bar_marks_the_one_entry_one_is_at(client, college):
    client.force_login(make.member(Role.REGISTRAR, college))

    context = client.get("/admin/students/importrun/").context

    everywhere = context["nav"] + context["nav_more"]
    assert [entry["title"] for entry in everywhere if entry["active"]] == ["Imports"]


def test_the_bar_names_the_place_and_the_roles(client, college):
    client.force_login(make.member(Role.ACCOUNTANT, college))
    page = client.get("/password_change/").content.decode()

    assert "MAIN College" in page
    assert "Accountant" in page


def test_a_page_costs_three_queries_before_its_own(client, college, django_assert_num_queries):
    client.force_login(make.member(Role.STUDENT, college))

    with django_assert_num_queries(3):  # the user; memberships with staff records, student record
        client.get("/")


def test_where_the_bar_leads_is_looked_up_once(client, college, monkeypatch):
    principal = make.member(Role.PRINCIPAL, college)
    client.force_login(principal)
    first = client.get("/tokens/")
    looked_up = []
    monkeypatch.setattr("students.navigation.is_valid_path", lambda *words: looked_up.append(words))

    assert client.get("/tokens/").context["nav"] == first.context["nav"] != []
    assert looked_up == []
