"""The summary is the paper's, narrowed as asked, and only for whom it is."""

import pytest
from rest_framework.test import APIClient

from students.tests import factories

pytestmark = pytest.mark.django_db
URL = "/api/v1/analytics/summary/"


def test_the_papers_table_comes_out_figure_for_figure(registrar):
    answer = registrar.get(URL).json()
    as_of = answer.pop("as_of")
    assert answer == {
        "students": 10,
        "average": 65.36,
        "attendance": 75.1,
        "pass_rate": 80.0,
        "high_risk": 3,
        "grades": {"A+": 1, "A": 3, "B": 2, "C": 1, "D": 1, "F": 2},
        "risks": {"High": 3, "Medium": 2, "Low": 5, "unknown": 0},
        "subjects": [
            {"code": "DATASTRUCTURES", "title": "Data Structures", "average": 65.2},
            {"code": "ENGLISH", "title": "English", "average": 64.9},
            {"code": "MATHEMATICS", "title": "Mathematics", "average": 65.3},
            {"code": "PHYSICS", "title": "Physics", "average": 65.3},
            {"code": "PROGRAMMING", "title": "Programming", "average": 66.1},
        ],
        "branches": [
            {"code": "CSE", "average": 67.6},
            {"code": "ECE", "average": 60.53},
            {"code": "IT", "average": 67.2},
        ],
        "provisional": 0,
        "term": "2026-ODD",
        "subject": None,
    }
    assert as_of.startswith("20")


def test_filters_narrow_it(registrar):
    assert registrar.get(URL, {"branch": "cse", "semester": "4"}).json()["students"] == 4
    assert registrar.get(URL, {"subject": "PHYSICS"}).json()["average"] == 65.3


def test_nobody_there_is_null_and_never_zero(asking):
    college = factories.institution()
    answer = asking(factories.member("principal", college)).get(URL).json()
    assert answer["students"] == 0
    figures = ("average", "attendance", "pass_rate", "as_of", "term")
    assert [answer[name] for name in figures] == [None] * 5


def test_who_is_not_signed_in_is_told_so_in_json(term):
    answer = APIClient().get(URL)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/json")
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("role", ["accountant", "administrator", "student"])
def test_roles_without_figures_are_refused(term, asking, role):
    client = asking(factories.member(role, term.institution))
    assert client.get(URL).status_code == 403


def test_another_college_is_as_one_that_does_not_exist(registrar):
    theirs, nowhere = (registrar.get(URL, {"institution": code}) for code in ("OTHER", "NEVER"))
    assert theirs.status_code == nowhere.status_code == 404
    assert theirs.json()["detail"].replace("OTHER", "NEVER") == nowhere.json()["detail"]


def test_a_subject_teacher_has_the_subject_and_its_name(teacher):
    answer = teacher.get(URL).json()
    assert (answer["students"], answer["average"], answer["subject"]) == (4, 65.5, "PHYSICS")
    assert [one["code"] for one in answer["subjects"]] == ["PHYSICS"]


def test_a_manager_has_figures(term, asking):
    manager = asking(factories.member("manager", term.institution))
    assert manager.get(URL).json()["students"] == 10


@pytest.mark.parametrize("name", ["institution", "term", "branch", "batch", "semester", "subject"])
@pytest.mark.parametrize("value", ["\0", "9" * 5000, "%", "\ud7ff\uffff", "' OR 1=1", "é" * 300])
def test_odd_filters_find_nothing_and_break_nothing(registrar, name, value):
    assert registrar.get(URL, {name: value}).status_code == 404


def test_bytes_that_are_no_text_break_nothing(registrar):
    assert registrar.get(f"{URL}?branch=%ff%fe&x=%00").status_code == 404
