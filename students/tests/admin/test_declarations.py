"""Declarations in the administration: looked at by who sees marks, written by nobody."""

import pytest
from django.urls import reverse

from students.models import Declaration, Mark, Role
from students.models.declaring import declare
from students.tests import factories as make
from students.tests.models.classes import class_of_three, seen
from students.tests.results.pages import text

pytestmark = pytest.mark.django_db
LIST = "admin:students_declaration_changelist"


@pytest.fixture
def revised():
    cohort, results = class_of_three(make.term())
    declare(cohort, seen(cohort))
    mark = Mark.objects.get(result=results["BELA"], subject__title="Physics")
    mark.score = 50
    mark.save()
    return declare(cohort, seen(cohort), "Revaluation, order 12")


def page_of(declaration):
    return reverse("admin:students_declaration_change", args=[declaration.pk])


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.PRINCIPAL])
def test_who_keeps_the_register_reads_what_was_declared_and_its_history(client, revised, role):
    client.force_login(make.member(role, revised.institution))

    listed = text(client.get(reverse(LIST)))
    assert "Revaluation, order 12" in listed
    page = client.get(page_of(revised))
    shown = text(page)
    first = Declaration.objects.get(number=1)
    assert page_of(first).split("/")[-3] in page.content.decode()
    assert "Revaluation, order 12" in shown
    assert "BELA" in shown
    assert "Save" not in shown


def test_an_administrator_sees_none_of_it(client, revised):
    client.force_login(make.member(Role.ADMINISTRATOR, revised.institution))

    assert client.get(reverse(LIST)).status_code == 403
    assert client.get(page_of(revised)).status_code == 403


def test_a_registrar_of_another_house_finds_nothing(client, revised):
    client.force_login(make.member(Role.REGISTRAR, make.institution("NEXT")))

    assert "Revaluation" not in text(client.get(reverse(LIST)))
    assert client.get(page_of(revised)).status_code != 200


def test_nobody_writes_it_there_not_even_a_superuser(client, revised):
    client.force_login(make.user("root", is_superuser=True, is_staff=True))

    assert client.post(page_of(revised), {"reason": "x"}).status_code == 403
    assert client.get(reverse("admin:students_declaration_add")).status_code == 403
    remove = reverse("admin:students_declaration_delete", args=[revised.pk])
    assert client.post(remove, {"post": "yes"}).status_code == 403
    revised.refresh_from_db()
    assert revised.reason == "Revaluation, order 12"


def test_the_list_costs_the_same_however_many_there_are(
    client, revised, django_assert_max_num_queries
):
    client.force_login(make.member(Role.PRINCIPAL, revised.institution))
    with django_assert_max_num_queries(14):
        client.get(reverse(LIST))
    with django_assert_max_num_queries(14):
        client.get(page_of(revised))
