"""Components on the page of a student's term: typed there, combined into their marks once."""

from decimal import Decimal

import pytest

from students.models import MarkChange, Role
from students.tests import factories as make
from students.tests.admin.pages import row_of, shown_values, term_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def result():
    result = make.result(make.term())
    for title, score in (("Mathematics", 50), ("Physics", 60)):
        make.mark(result, title, score)
    make.attendance(result, held=50, attended=43)
    result.refresh_from_db()
    return result


@pytest.fixture
def registrar(result, client):
    user = make.member(Role.REGISTRAR, result.institution)
    client.force_login(user)
    return user


def save(client, result, values):
    response = client.post(term_page(result), values)
    if response.status_code == 200:
        errors = response.context["errors"]
        raise AssertionError(f"not stored: {list(errors)}")
    result.refresh_from_db()
    return response


def test_a_mark_is_removed_with_its_components(client, registrar, result):
    mark = result.marks.first()
    make.component_mark(mark)
    values = shown_values(client, term_page(result))
    values[f"{row_of(values, 'marks', mark.pk)}-DELETE"] = "on"

    save(client, result, values)

    assert result.marks.count() == 1
    assert result.average == 60 * 10**10
    removed = MarkChange.objects.filter(new_state="", subject_code=mark.subject.code)
    assert {change.component for change in removed} == {"QUIZ", ""}


def test_a_mark_with_components_is_typed_in_them(client, registrar, result):
    mark = result.marks.get(subject__title="Mathematics")
    quiz = make.component_mark(mark, "QUIZ", 5, max_score=10)
    midterm = make.component_mark(mark, "MID", 20, max_score=40, kind="midterm")
    changes = MarkChange.objects.filter(component="").count()
    values = shown_values(client, term_page(result))
    values[f"{row_of(values, 'parts', quiz.pk)}-score"] = "10"
    values[f"{row_of(values, 'parts', midterm.pk)}-score"] = "40"

    save(client, result, values)

    mark.refresh_from_db()
    assert (mark.score, mark.max_score) == (Decimal(50), Decimal(50))
    assert result.average == 80 * 10**10
    assert MarkChange.objects.filter(component="").count() == changes + 1


def test_a_component_without_a_mark_is_filled_in(client, registrar, result):
    mark = result.marks.get(subject__title="Mathematics")
    make.component_mark(mark, "QUIZ", 5, max_score=10)
    other = make.result(result.term)
    make.component_mark(make.mark(other), "MID", 20, max_score=40, kind="midterm")
    values = shown_values(client, term_page(result))
    assert values["parts-TOTAL_FORMS"] == "2"
    values["parts-1-score"] = "40"

    save(client, result, values)

    mark.refresh_from_db()
    assert mark.component_marks.count() == 2
    assert (mark.score, mark.max_score) == (Decimal(45), Decimal(50))
