"""Whose runs are whose: another institution's do not exist, a principal looks on."""

import pytest
from django.urls import reverse

from students.models import ImportRun, Mark, Role
from students.tests import factories as make
from students.tests.admin.test_imports import GOOD, IMPORT, STORE, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return make.term()


@pytest.fixture
def registrar(term, client):
    user = make.member(Role.REGISTRAR, term.institution)
    client.force_login(user)
    return user


def test_another_institutions_term_cannot_be_chosen(client, registrar, term):
    other = make.term(make.institution("NEXT"))

    response = upload(client, other, GOOD)

    assert "Select a valid choice" in response.content.decode()
    assert not ImportRun.objects.exists()


def test_another_institutions_run_does_not_exist(client, registrar, term):
    stranger = make.member(Role.REGISTRAR, make.term(make.institution("NEXT")).institution)
    response = upload(client, term, GOOD)
    run = ImportRun.objects.get()
    client.force_login(stranger)

    assert client.post(STORE, {"run": response.context["foot"]["store_value"]}).status_code == 404
    for page in ("change", "undo", "discard", "refused"):
        url = reverse(f"admin:students_importrun_{page}", args=[run.pk])
        method = client.post if page in ("undo", "discard") else client.get
        assert method(url).status_code == 404
    assert not Mark.objects.exists()


def test_a_principal_looks_at_runs_and_stores_none(client, registrar, term):
    response = upload(client, term, GOOD)
    run = ImportRun.objects.get()
    client.force_login(make.member(Role.PRINCIPAL, term.institution))

    page = client.get(reverse("admin:students_importrun_change", args=[run.pk]))
    assert page.status_code == 200
    assert page.context["foot"] is None
    assert client.post(STORE, {"run": response.context["foot"]["store_value"]}).status_code == 403
    assert client.get(IMPORT).status_code == 403
