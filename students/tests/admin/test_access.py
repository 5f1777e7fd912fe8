"""Who may come in, and what is there for them: by role and institution alone."""

import copy
import datetime

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from students.models import Membership, Role
from students.tests.admin.houses import house, sign_in
from students.tests.admin.pages import shown_values, term_page

pytestmark = pytest.mark.django_db
UNBOUND = ("group", "user", "recordchange")  # rows that are not of one institution
MODELS = [model for model in admin.site._registry if model._meta.app_label == "students"]
MISSING = 10**9


@pytest.fixture(scope="module")
def own_house(module_database):
    return house("OWN")


@pytest.fixture
def own(own_house):
    return copy.deepcopy(own_house)


@pytest.fixture(scope="module")
def other_house(module_database):
    return house("CANARY")


@pytest.fixture
def other(other_house):
    return copy.deepcopy(other_house)


@pytest.mark.parametrize("url", ["/admin/", "/admin/students/student/", "/admin/nothing/here/"])
def test_a_stranger_is_led_to_the_one_sign_in_page(client, url):
    response = client.get(url, follow=True)

    assert response.redirect_chain[-1][0].startswith("/login/?next=")
    assert client.get("/admin/login/?next=https://evil.example/")["Location"].endswith(
        "next=/admin/"
    )


@pytest.mark.parametrize("role", [Role.FACULTY, Role.MENTOR, Role.STUDENT])
@pytest.mark.parametrize("url", ["/admin/", "/admin/students/mark/", "/admin/nothing/here/"])
def test_other_roles_have_nothing_here(client, own, role, url):
    user = sign_in(client, role, own)
    user.is_staff = True  # Django's own flag opens nothing
    user.save()

    assert client.get(url).status_code == 403


@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.MANAGER])
def test_the_office_comes_in_and_opens_no_marks(client, own, role):
    sign_in(client, role, own)

    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/students/mark/").status_code == 403
    assert client.get("/admin/students/student/").status_code == 403


def test_a_role_that_ended_yesterday_opens_nothing(client, own):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    sign_in(client, Role.REGISTRAR, own, starts_on=yesterday, ends_on=yesterday)

    assert client.get("/admin/").status_code == 403


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_lists_show_nothing_of_another_institution(client, own, other, model):
    sign_in(client, Role.REGISTRAR, own)
    base = f"admin:students_{model._meta.model_name}"
    pages = [f"{base}_changelist", f"{base}_add"]

    for name in pages:
        response = client.get(reverse(name), {"q": ""})
        assert response.status_code in (200, 403)
        assert b"CANARY" not in response.content.upper()


@pytest.mark.parametrize("page", ["change", "delete", "history"])
@pytest.mark.parametrize(
    "model",
    [model for model in MODELS if model._meta.model_name not in UNBOUND],
    ids=lambda model: model._meta.model_name,
)
def test_out_of_scope_answers_like_not_existing(client, own, other, model, page):
    sign_in(client, Role.REGISTRAR, own)
    row = model._base_manager.order_by("-pk")[0]
    name = f"admin:students_{model._meta.model_name}_{page}"

    for method in (client.get, client.post):
        theirs = method(reverse(name, args=[row.pk]))
        nobodys = method(reverse(name, args=[MISSING]))
        assert theirs.status_code == nobodys.status_code in (403, 404)
    assert model._base_manager.filter(pk=row.pk).exists()


def test_choices_are_of_the_own_institution_alone(client, own, other):
    sign_in(client, Role.REGISTRAR, own)

    page = client.get(term_page(own)).content
    assert b"CANARY" not in page
    values = shown_values(client, term_page(own)) | {"branch": str(other.branch_id)}
    assert b"Select a valid choice" in client.post(term_page(own), values).content


def test_autocomplete_finds_the_own_alone(client, own, other):
    sign_in(client, Role.REGISTRAR, own)
    query = {"app_label": "students", "model_name": "termresult", "field_name": "student"}

    answer = client.get(reverse("admin:autocomplete"), query | {"term": "student"}).json()

    assert [row["text"] for row in answer["results"]] == ["OWN-1 OWN Student"]


def test_a_registrar_of_two_cannot_mix_them(client, own, other):
    user = sign_in(client, Role.REGISTRAR, own)
    Membership.objects.create(user=user, role=Role.REGISTRAR, institution=other.institution)
    values = shown_values(client, term_page(own)) | {"branch": str(other.branch_id)}

    assert b"belongs to another institution" in client.post(term_page(own), values).content

    values = shown_values(client, term_page(own))
    foreign = other.marks.get().subject_id
    values |= {"marks-1-subject": str(foreign), "marks-1-score": "5", "marks-1-max_score": "9"}
    values["marks-TOTAL_FORMS"] = "2"
    assert b"belongs to another institution" in client.post(term_page(own), values).content


def test_a_principal_looks_and_changes_nothing(client, own):
    values = None
    sign_in(client, Role.REGISTRAR, own)
    values = shown_values(client, term_page(own)) | {"semester": "7"}
    sign_in(client, Role.PRINCIPAL, own)

    page = client.get(term_page(own))
    assert page.status_code == 200
    assert b'name="_save"' not in page.content
    assert client.post(term_page(own), values).status_code == 403
    own.refresh_from_db()
    assert own.semester == 4


def test_a_principal_elsewhere_keeps_only_where_they_are_registrar(client, own, other):
    user = sign_in(client, Role.REGISTRAR, own)
    Membership.objects.create(user=user, role=Role.PRINCIPAL, institution=other.institution)
    listed = client.get("/admin/students/termresult/").content
    assert b"CANARY-1" in listed

    action = {"action": "withdraw", "_selected_action": [own.pk, other.pk]}
    client.post("/admin/students/termresult/", action)
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.status, other.status) == ("withdrawn", "active")


@pytest.mark.parametrize("path", ["termresult/", "mark/", "student/", "component/", "importrun/"])
def test_an_administrator_sees_no_marks(client, own, path):
    sign_in(client, Role.ADMINISTRATOR, own)

    assert client.get(f"/admin/students/{path}").status_code == 403
    assert client.get("/admin/students/subject/").status_code == 200


def test_the_first_page_says_what_is_done_here(client, own):
    sign_in(client, Role.REGISTRAR, own)
    page = client.get("/admin/").content.decode()
    for task in ("Import marks", "Add a student", "Import runs"):
        assert task in page

    sign_in(client, Role.ADMINISTRATOR, own)
    assert "Import marks" not in client.get("/admin/").content.decode()


def test_every_model_of_the_register_has_its_list():
    for model in MODELS:
        try:
            reverse(f"admin:students_{model._meta.model_name}_changelist")
        except NoReverseMatch as error:  # pragma: no cover
            raise AssertionError(model) from error
