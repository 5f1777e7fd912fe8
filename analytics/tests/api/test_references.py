"""What codes mean, for whoever sees anything of them."""

import pytest

from students.models import Subject
from students.tests import factories

pytestmark = pytest.mark.django_db
LISTS = ("institutions", "terms", "branches", "batches", "subjects", "components")


def codes(client, name, **params):
    return [one["code"] for one in client.get(f"/api/v1/{name}/", params).json()["results"]]


def test_a_registrar_has_all_of_the_institution_and_nothing_else(registrar, term):
    factories.component_mark(term.results.first().marks.first(), "Q1")
    assert codes(registrar, "institutions") == ["MAIN"]
    assert codes(registrar, "terms") == ["2026-ODD"]
    assert codes(registrar, "branches") == ["CSE", "ECE", "IT"]
    assert codes(registrar, "branches", ordering="-code", page_size=2) == ["IT", "ECE"]
    assert codes(registrar, "batches") == []
    assert len(codes(registrar, "subjects")) == 5
    assert codes(registrar, "components") == ["Q1"]


def test_a_subject_teacher_has_what_they_teach(teacher):
    assert codes(teacher, "branches") == ["CSE"]
    assert codes(teacher, "subjects") == ["PHYSICS"]


def test_a_subject_says_its_credits(registrar, term):
    Subject.objects.filter(code="PHYSICS").update(credits="3.5")
    row = registrar.get("/api/v1/subjects/", {"ordering": "-code"}).json()["results"][1]
    assert row == {
        "institution": "MAIN",
        "code": "PHYSICS",
        "title": "Physics",
        "kind": "theory",
        "credits": 3.5,
    }


@pytest.mark.parametrize("name", LISTS)
def test_another_college_is_as_one_that_does_not_exist(registrar, name):
    theirs, nowhere = (
        registrar.get(f"/api/v1/{name}/", {"institution": code}) for code in ("OTHER", "NEVER")
    )
    assert theirs.status_code == nowhere.status_code == 404
    assert theirs.json()["detail"].replace("OTHER", "NEVER") == nowhere.json()["detail"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(("role", "status"), [("manager", 200), ("accountant", 403)])
def test_they_are_for_who_sees_figures(term, asking, name, role, status):
    client = asking(factories.member(role, term.institution))
    assert client.get(f"/api/v1/{name}/").status_code == status


@pytest.mark.parametrize("name", LISTS)
def test_queries_do_not_grow(registrar, term, name, django_assert_max_num_queries):
    for number in range(20):
        factories.branch(term.institution, f"B{number}")
        factories.subject(term.institution, f"Subject {number}")
    with django_assert_max_num_queries(9):
        registrar.get(f"/api/v1/{name}/", {"page_size": 200})
