"""A student's term as one page: everything stored together, derived once, written down."""

from decimal import Decimal

import pytest

from students.models import (
    AttendanceChange,
    Door,
    MarkChange,
    RecordChange,
    Role,
    TermResult,
)
from students.tests import factories as make
from students.tests.admin.pages import add_row, row_of, shown_values, term_page

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


def test_saving_an_untouched_page_changes_no_value(client, registrar, result):
    changes = MarkChange.objects.count()

    save(client, result, shown_values(client, term_page(result)))

    assert MarkChange.objects.count() == changes
    assert result.average == 55 * 10**10


def test_marks_and_attendance_are_stored_together_and_derived_once(client, registrar, result):
    values = shown_values(client, term_page(result))
    mathematics = result.marks.get(subject__title="Mathematics")
    row = row_of(values, "marks", mathematics.pk)
    values |= {f"{row}-score": "30", "term_attendance-0-attended": "25"}
    english = make.subject(result.institution, "English")
    add_row(values, "marks", subject=english.pk, state="absent", score="", max_score="100")
    version = result.version

    save(client, result, values)

    assert result.version == version + 1
    assert (result.grade, result.risk) == ("F", "High")
    assert result.average == 30 * 10**10
    assert result.marks.get(subject=english).state == "absent"
    assert result.term_attendance.attended == 25


def test_every_change_names_who_and_the_door(client, registrar, result):
    values = shown_values(client, term_page(result))
    row = row_of(values, "marks", result.marks.first().pk)
    make.branch(result.institution, "IT")
    it = make.branch(result.institution, "IT")
    values |= {f"{row}-score": "71.25", "branch": str(it.pk), "term_attendance-0-held": "60"}

    save(client, result, values)

    change = MarkChange.objects.last()
    assert (change.user_id, change.door) == (registrar.pk, Door.ADMIN)
    assert (change.old_score, change.new_score) == (Decimal(50), Decimal("71.25"))
    assert AttendanceChange.objects.last().new_held == 60
    placed = RecordChange.objects.get(field="branch")
    assert (placed.old, placed.new) == ("CSE", "IT")
    assert placed.record == f"{result.student.roll_no} {result.term.code}"
    assert placed.user_id == registrar.pk


@pytest.mark.parametrize(
    ("state", "score", "largest", "told"),
    [
        ("present", "101", "100", "above its maximum"),
        ("present", "", "100", "A number is missing"),
        ("absent", "5", "100", "Absent has no score"),
        ("", "12,5", "100", "not a plain number"),
        ("", "1.005", "100", "more than 2 decimals"),
        ("", "5", "0", "above 0"),
        ("", "5", "", "required"),
        ("nonsense", "5", "100", "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_and_named(
    client, registrar, result, state, score, largest, told
):
    values = shown_values(client, term_page(result))
    row = row_of(values, "marks", result.marks.first().pk)
    values |= {f"{row}-state": state, f"{row}-score": score, f"{row}-max_score": largest}

    response = client.post(term_page(result), values)

    assert response.status_code == 200
    assert told in response.content.decode()
    version = result.version
    result.refresh_from_db()
    assert result.version == version


def test_a_score_without_a_state_is_present_and_nothing_is_pending(client, registrar, result):
    values = shown_values(client, term_page(result))
    first, second = (row_of(values, "marks", mark.pk) for mark in result.marks.all())
    values |= {f"{first}-state": "", f"{first}-score": "80"}
    values |= {f"{second}-state": "", f"{second}-score": ""}

    save(client, result, values)

    assert [mark.state for mark in result.marks.all()] == ["present", "pending"]
    assert result.provisional


def test_a_subject_stands_there_once(client, registrar, result):
    values = shown_values(client, term_page(result))
    again = make.subject(result.institution, "Mathematics")
    add_row(values, "marks", subject=again.pk, state="", score="5", max_score="100")

    response = client.post(term_page(result), values)

    assert "This subject is there twice." in response.content.decode()


def test_emptied_attendance_is_removed(client, registrar, result):
    values = shown_values(client, term_page(result))
    values |= {"term_attendance-0-held": "", "term_attendance-0-attended": ""}

    save(client, result, values)

    assert not hasattr(TermResult.objects.get(pk=result.pk), "term_attendance")
    assert result.attendance is None


def test_a_row_of_another_result_cannot_be_slipped_in(client, registrar, result):
    stranger = make.mark(make.result(result.term), score=12)
    values = shown_values(client, term_page(result))
    values |= {"marks-0-id": str(stranger.pk), "marks-0-score": "99"}

    response = client.post(term_page(result), values)

    assert response.status_code == 200
    stranger.refresh_from_db()
    assert stranger.score == 12


def test_a_later_attempt_leaves_the_result_as_declared(client, registrar, result):
    values = shown_values(client, term_page(result))
    subject = result.marks.first().subject
    cells = {"subject": subject.pk, "attempt": 2, "sat_term": result.term_id}
    add_row(values, "later", **cells, state="", score="90", max_score="100")

    save(client, result, values)

    assert result.marks.filter(attempt=2).count() == 1
    assert result.average == 55 * 10**10


def test_registers_by_subject_win(client, registrar, result):
    values = shown_values(client, term_page(result))
    subject = result.marks.first().subject
    add_row(values, "subject_attendances", subject=subject.pk, held=10, attended=4, excused="")

    save(client, result, values)

    assert (result.attendance_part, result.attendance_whole) == (4, 10)


def test_an_untouched_page_is_saved_in_few_queries(
    client, registrar, result, django_assert_max_num_queries
):
    for number in range(6):
        mark = make.mark(result, f"Subject {number}", 50)
        make.component_mark(mark, "QUIZ")
        make.component_mark(mark, "MIDTERM")
    values = shown_values(client, term_page(result))

    with django_assert_max_num_queries(85):
        save(client, result, values)
