"""A view is an address under a name: its owner's to keep, a colleague's to open on their part."""

import re

import pytest

from analytics.models import SavedView
from analytics.models.saved_views import MOST_OWN
from analytics.tests.dashboards.houses import house
from students.models import Branch
from students.tests import factories

pytestmark = pytest.mark.django_db
URL = "/dashboards/views/"


@pytest.fixture
def term():
    return house()


@pytest.fixture
def principal(term, client):
    person = factories.member("principal", term.institution)
    client.force_login(person)
    return person


def save(client, name="CSE by section", share="", **values):
    values = {"page": "heatmap", "query": "branch=CSE&by=section", **values}
    return client.post(URL, {"name": name, "share": share, **values})


def test_a_page_is_saved_as_it_is_looked_at(principal, client):
    page = client.get("/dashboards/heatmap/?branch=CSE&by=section&other=1")
    form = client.get(page.context["save_url"])
    query = form.context["form"]["query"].value()
    assert form.context["page_title"] == "Heat map"

    assert save(client, query=query).status_code == 302
    (row,) = client.get(URL).context["rows"]
    assert row["url"] == "/dashboards/heatmap/?branch=CSE&by=section"
    assert client.get(row["url"]).status_code == 200


def test_a_shared_one_is_opened_on_the_own_part(term, principal, client):
    save(client, share=term.institution.code, query="by=branch")
    save(client, "Mine alone")
    head = factories.member("head", term.institution, branch=Branch.objects.get(code="IT"))
    client.force_login(head)
    (row,) = client.get(URL).context["rows"]
    assert not row["own"]
    text = client.get(row["url"]).text
    assert "IT" in text
    assert not re.search(r">\s*CSE\s*<", text)


def test_nobody_elsewhere_finds_it(term, principal, client):
    save(client, share=term.institution.code)
    for role in ("principal", "manager"):
        client.force_login(factories.member(role, factories.institution(f"FAR-{role}")))
        assert client.get(URL).context["rows"] == []
    for role in ("student", "accountant", "administrator"):
        client.force_login(factories.member(role, term.institution))
        assert client.get(URL).status_code == 403


def test_its_owner_alone_removes_it(term, principal, client):
    save(client, share=term.institution.code)
    view = SavedView.objects.get()
    client.force_login(factories.member("registrar", term.institution))
    assert client.post(f"{URL}{view.pk}/remove/").status_code == 404
    assert client.post(f"{URL}{view.pk + 1}/remove/").status_code == 404
    client.force_login(principal)
    assert client.post(f"{URL}{view.pk}/remove/").status_code == 302
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"share": "FAR"},
        {"page": "nowhere"},
        {"page": "https://a.example"},
        {"name": ""},
        {"name": "a\x00b"},
        {"name": "a\u202eb"},
        {"name": "x" * 81},
        {"query": "branch=" + "C" * 600},
    ],
)
def test_what_cannot_be_kept_is_said_and_not_kept(principal, client, values):
    factories.institution("FAR")
    assert save(client, **values).status_code == 200
    assert not SavedView.objects.exists()


def test_a_name_is_taken_once_and_there_is_an_end_of_them(principal, client):
    assert save(client).status_code == 302
    page = save(client)
    assert page.status_code == 200
    assert "You have a view of this name" in page.text
    assert SavedView.objects.count() == 1
    SavedView.objects.bulk_create(
        SavedView(owner=principal, name=str(n), slug="trends") for n in range(MOST_OWN - 1)
    )
    assert save(client, "One too many").status_code == 200
    assert SavedView.objects.count() == MOST_OWN


def test_an_address_smuggled_in_leads_nowhere_else(principal, client):
    save(client, query="next=https://a.example&branch=CSE&page=https://b.example")
    (row,) = client.get(URL).context["rows"]
    assert row["url"] == "/dashboards/heatmap/?branch=CSE"
