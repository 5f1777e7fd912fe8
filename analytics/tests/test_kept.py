"""A statement kept is sent again with the values of the moment, and never in place of another."""

import datetime
from dataclasses import fields, replace

import pytest
from django.db import connection
from django.db.models import Count, F, Max, Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from analytics.metrics.cells import Cells
from analytics.scope import Scope
from students import kept
from students.kept import MOMENT, fetched, grouped_rows, meant_by
from students.models import Mentorship, ResultSummary, Subject
from students.sight import Sight
from students.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(kept, "_kept", {})


def subjects_of(institution, *codes):
    for code in codes:
        factories.subject(institution, code)
    return Subject.objects.filter(institution=institution)


def asked_of(rows, asked, grouped):
    """What is grouped for somebody of whom nothing is kept yet."""
    return grouped_rows(lambda: rows, object(), asked, grouped)


def by_code(rows):
    return rows.values_list("code").annotate(Count("pk")).order_by("code")


def counted():
    """A grouping, and a list with an entry for each time Django wrote a statement for it."""
    times = []
    return times, lambda rows: times.append(1) or by_code(rows)


def test_a_statement_is_written_once_and_sent_with_other_values():
    one, two = factories.institution("ONE"), factories.institution("TWO")
    first, second = subjects_of(one, "A", "B"), subjects_of(two, "C")
    times, grouped = counted()

    assert asked_of(first, "codes", grouped) == [("A", 1), ("B", 1)]
    assert asked_of(second, "codes", grouped) == [("C", 1)]
    assert len(times) == 1


def test_another_condition_is_another_statement():
    one, two = factories.institution("ONE"), factories.institution("TWO")
    first, _ = subjects_of(one, "A", "B"), subjects_of(two, "C")
    both = Subject.objects.filter(institution__in=(one.pk, two.pk))
    times, grouped = counted()

    found = [
        asked_of(rows, "codes", grouped)
        for rows in (first, both, first.filter(code="B"), Subject.objects.filter(code__in="AC"))
    ]

    assert [len(rows) for rows in found] == [2, 3, 1, 2]
    assert len(times) == 4


def test_a_condition_is_written_once_for_whom_it_is_kept_and_never_serves_another():
    one, two = factories.institution("ONE"), factories.institution("TWO")
    first, second = subjects_of(one, "A", "B"), subjects_of(two, "C")
    asked = []

    def rows_of(rows):
        return lambda: asked.append(rows) or rows

    for _ in range(2):
        assert grouped_rows(rows_of(first), "one", "codes", by_code) == [("A", 1), ("B", 1)]
        assert grouped_rows(rows_of(second), "two", "codes", by_code) == [("C", 1)]
    assert [rows.model for rows in asked] == [Subject] * 3  # a condition each, one statement


def test_another_grouping_is_another_statement():
    rows = subjects_of(factories.institution("ONE"), "A", "B")

    assert asked_of(rows, "codes", by_code) == [("A", 1), ("B", 1)]
    assert asked_of(rows, "last", lambda rows: rows.values_list("code").filter(code="B")) == [
        ("B",)
    ]


def test_nothing_is_asked_for_what_can_have_no_rows():
    rows = subjects_of(factories.institution("ONE"), "A").filter(pk__in=())

    with CaptureQueriesContext(connection) as queries:
        assert asked_of(rows, "codes", by_code) == []
        assert fetched("codes", lambda: by_code(rows), ()) == []
    assert not queries.captured_queries


def test_a_statement_with_values_of_its_own_is_not_kept():
    institution = factories.institution("ONE")
    rows, number = subjects_of(institution, "A"), 5

    def with_a_number(rows):
        return rows.values_list("code").annotate(number=Value(number) + F("pk") * 0)

    assert asked_of(rows, "number", with_a_number) == [("A", 5)]
    number = 7
    assert asked_of(rows, "number", with_a_number) == [("A", 7)]


@pytest.mark.parametrize("address", ["dashboards/overview", "dashboards/batches", "worklist"])
@pytest.mark.parametrize("role", ["principal", "faculty"])
def test_a_page_that_was_shown_before_has_nothing_written(
    client, settings, role, address, monkeypatch
):
    settings.PAGES_KEPT_SECONDS = 0
    result = factories.result(factories.term())
    factories.mark(result)
    person = factories.member(role, result.institution)
    factories.teaching(result, by=factories.staff(result.institution, person=person))
    client.force_login(person)
    client.get(f"/{address}/")
    written, write = [], kept._written
    monkeypatch.setattr(kept, "_written", lambda rows: written.append(write(rows)) or written[-1])

    assert client.get(f"/{address}/").status_code == 200

    assert [statement for statement, _values in written if statement] == []


def test_statements_beyond_so_many_are_written_anew(monkeypatch):
    rows = subjects_of(factories.institution("ONE"), "A")
    monkeypatch.setattr(kept, "MOST", 2)

    for number in range(5):
        assert asked_of(rows, number, by_code) == [("A", 1)]
        assert len(kept._kept) <= 2


def test_moments_are_those_the_models_give():
    factories.mark(factories.result(factories.term()))
    query = ResultSummary.objects.values_list("students").annotate(Max("updated_at"))

    ((_, moment),) = fetched("moments", lambda: query, ())

    found = meant_by([moment, None], MOMENT)
    assert found == {moment: ResultSummary.objects.get().updated_at, None: None}
    assert found[moment].tzinfo == datetime.UTC


def scope_of(person):
    return Scope.of(person, {}, one_subject=False)


def test_what_is_kept_for_a_teacher_ends_with_a_class_more():
    result = factories.result(factories.term())
    factories.mark(result)
    other = factories.result(result.term, branch_code="ECE", semester=2)
    factories.mark(other, "Physics")
    person = factories.member("faculty", result.institution)
    teacher = factories.staff(result.institution, person=person)
    factories.teaching(result, by=teacher)
    assert [one.code for one in scope_of(person).choices.of("branch")] == ["CSE"]

    factories.teaching(other, "Physics", by=teacher)

    assert [one.code for one in scope_of(person).choices.of("branch")] == ["CSE", "ECE"]
    assert len(scope_of(person).choices.of("subject")) == 2


def test_what_is_kept_for_one_person_is_never_anothers():
    result = factories.result(factories.term())
    factories.mark(result)
    other = factories.result(result.term, branch_code="ECE")
    factories.mark(other)
    first, second = (factories.member("faculty", result.institution, name) for name in "AB")
    for person, of_result in ((first, result), (second, other)):
        factories.teaching(
            of_result, by=factories.staff(result.institution, person.username, person)
        )

    found = [[one.code for one in scope_of(one).choices.of("branch")] for one in (first, second)]

    assert found == [["CSE"], ["ECE"]]
    assert scope_of(first).key != scope_of(second).key


def test_the_key_of_a_sight_tells_each_of_its_fields_and_the_day(monkeypatch):
    plain = Sight(user_id=1)
    others = [
        replace(plain, **{name: value})
        for name, value in (
            ("user_id", 2),
            ("everything", True),
            ("places", {"principal": frozenset({1})}),
            ("branches", frozenset({1})),
            ("staff", {"mentor": frozenset({1})}),
            ("student_id", 1),
            ("rooms", frozenset({1})),
            ("place", "College"),
        )
    ]
    assert len(others) == len(fields(Sight))
    keys = {one.key for one in (plain, *others)}
    assert len(keys) == len(others) + 1

    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    assert plain.key not in keys


def test_the_key_of_a_scope_tells_what_its_viewer_answers_for():
    result = factories.result(factories.term())
    person = factories.member("mentor", result.institution)
    mentor = factories.staff(result.institution, person=person)
    before = scope_of(person).key

    Mentorship.objects.create(staff=mentor, student=result.student)

    assert scope_of(person).key != before


def test_the_key_of_cells_tells_each_of_their_fields():
    term = factories.term()
    first, second = (
        scope_of(factories.member("principal", of, name))
        for of, name in ((term.institution, "A"), (factories.institution("TWO"), "B"))
    )
    plain = Cells(first)
    others = [Cells(second)] + [
        replace(plain, **{name: True}) for name in ("subjects", "chosen", "sections")
    ]

    assert len(others) == len(fields(Cells))
    assert len({one.key for one in (plain, *others)}) == len(others) + 1
