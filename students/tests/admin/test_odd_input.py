"""Addresses, filters, forms and actions that mean nothing: refused, and never an error."""

import copy

import pytest
from django.contrib import admin

from students.models import Role
from students.tests import factories as make
from students.tests.admin.houses import house, sign_in
from students.tests.admin.pages import shown_values, term_page

pytestmark = pytest.mark.django_db
MODELS = [model for model in admin.site._registry if model._meta.app_label == "students"]


@pytest.fixture(scope="module")
def own_house(module_database):
    return house("OWN")


@pytest.fixture
def own(own_house):
    return copy.deepcopy(own_house)


ODD = ("0", "9" * 30, "x", "%00", "1%00", "1_2F2")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_odd_addresses_are_not_found_and_never_an_error(client, own, model):
    client.force_login(make.user("root", is_superuser=True))
    base = f"/admin/students/{model._meta.model_name}/"

    for odd in ODD:
        assert client.get(f"{base}{odd}/change/").status_code in (403, 404), odd


@pytest.mark.parametrize("model", ["termresult", "mark", "student", "importrun"])
def test_odd_filters_are_never_an_error(client, own, model):
    client.force_login(make.user("root", is_superuser=True))
    url = f"/admin/students/{model}/"
    names = (
        "id__in",
        "institution__id__exact",
        "semester",
        "score",
        "o",
        "p",
        "q",
        "nothing__here",
        "all",
    )
    values = ("x", "-1", "9" * 30, "\x00", "")
    for name in names:
        for value in values:
            assert client.get(url, {name: value}).status_code in (200, 302, 400, 404), (
                name,
                value,
            )


@pytest.mark.parametrize(
    "spoilt",
    [
        {"marks-TOTAL_FORMS": ""},
        {"marks-TOTAL_FORMS": "99999999"},
        {"marks-INITIAL_FORMS": "x"},
        {"marks-0-id": "9" * 40},
        {"marks-0-id": "\x00"},
        {"branch": "9" * 40},
        {"semester": "\x00"},
        {"section": "\u202e"},
        {"section": "x" * 500},
        {"marks-0-score": "9" * 400},
        {"parts-0-component": "0"},
        {"parts-0-id": ""},
        {"term_attendance-0-held": "99999999999999999999"},
        {"term_attendance-0-percent": "NaN"},
        {"term_attendance-0-percent": "9" * 23, "term_attendance-0-held": ""},
        {"version": "0", "opened": '{"|nope": "x", "marks:0|score": "1", "parts|": "2"}'},
    ],
    ids=str,
)
def test_spoilt_forms_are_refused_and_never_an_error(client, own, spoilt):
    sign_in(client, Role.REGISTRAR, own)
    values = shown_values(client, term_page(own)) | spoilt

    assert client.post(term_page(own), values).status_code in (200, 302, 400)


@pytest.mark.parametrize("number", ["9" * 20, "9e18", "1e18", "-1", "1e400"])
def test_numbers_no_column_can_hold_are_refused_and_never_an_error(client, own, number):
    sign_in(client, Role.REGISTRAR, own)
    mark = own.marks.get()
    part = mark.component_marks.get().component
    for row, name in ((mark.subject, "credits"), (part, "max_score"), (part, "weight")):
        url = f"/admin/students/{row._meta.model_name}/{row.pk}/change/"
        response = client.post(url, shown_values(client, url) | {name: number})
        assert response.status_code == 200, (name, number)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_patterns_and_odd_beginnings_are_never_an_error(client, own, model):
    client.force_login(make.user("root", is_superuser=True))
    base = f"/admin/students/{model._meta.model_name}/"
    names = [field.name for field in model._meta.fields]

    for name in names:
        assert client.get(base, {f"{name}__regex": "("}).status_code in (302, 400, 403), name
    for odd in ("abc", "9" * 30, "\x00", "-1"):
        page = client.get(f"{base}add/", dict.fromkeys(names, odd))
        assert page.status_code in (200, 400, 403), odd


def test_actions_without_sense_do_nothing(client, own):
    sign_in(client, Role.REGISTRAR, own)
    for posted in (
        {"action": "nonsense", "_selected_action": own.pk},
        {"action": "publish_marks", "_selected_action": "x"},
        {"action": "publish_marks", "_selected_action": "9" * 40},
        {"action": "delete_selected", "_selected_action": "\x00"},
        {"index": "x"},
    ):
        response = client.post("/admin/students/termresult/", posted)
        assert response.status_code in (200, 302)
