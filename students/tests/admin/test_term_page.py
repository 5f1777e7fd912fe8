"""A student's term as one page: everything stored together, derived once, written down."""

from decimal import Decimal

import pytest
from django.urls import reverse

from students.models import (
    AttendanceChange,
    Door,
    MarkChange,
    RecordChange,
    Role,
    Student,
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
    assert placed.new == str(it.pk)
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


def test_emptied_attendance_is_removed(client, registrar, result):
    values = shown_values(client, term_page(result))
    values |= {"term_attendance-0-held": "", "term_attendance-0-attended": ""}

    save(client, result, values)

    assert not hasattr(TermResult.objects.get(pk=result.pk), "term_attendance")
    assert result.attendance is None


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


def test_a_new_term_is_made_on_the_same_page(client, registrar, result):
    term = make.term(result.institution, "2027-EVEN", 2027)
    student = make.student(result.institution)
    url = reverse("admin:students_termresult_add")
    values = shown_values(client, url)
    values |= {"student": student.pk, "term": term.pk, "branch": result.branch_id, "semester": 5}
    subject = result.marks.first().subject
    values |= {
        "marks-0-subject": subject.pk,
        "marks-0-score": "91",
        "term_attendance-0-percent": "80",
    }

    response = client.post(url, values)

    assert response.status_code == 302
    made = student.results.get()
    assert (made.grade, made.risk, made.version) == ("A+", "Low", 1)
    assert made.section == ""


def test_adding_a_student_makes_their_first_term(client, registrar, result):
    url = reverse("admin:students_student_add")
    values = shown_values(client, url)
    values |= {"institution": result.institution_id, "roll_no": "CSE 99", "name": "Priya Yadav"}
    values |= {"term": result.term_id, "branch": result.branch_id, "semester": 4, "section": "a"}
    for place, mark in enumerate(result.marks.all()):
        values |= {f"marks-{place}-subject": mark.subject_id, f"marks-{place}-score": "38"}

    response = client.post(url, values)

    assert response.status_code == 302
    made = Student.objects.get(roll_key="CSE99").results.get()
    assert (made.grade, made.risk, made.section) == ("F", "High", "A")


def test_a_student_without_a_term_is_a_student_alone(client, registrar, result):
    url = reverse("admin:students_student_add")
    values = shown_values(client, url) | {
        "institution": result.institution_id,
        "roll_no": "77",
        "name": "प्रिया यादव",
        "term": "",
    }

    assert client.post(url, values).status_code == 302
    assert not Student.objects.get(roll_key="77").results.exists()


def test_marks_without_a_term_are_not_lost_in_silence(client, registrar, result):
    url = reverse("admin:students_student_add")
    values = shown_values(client, url)
    values |= {"institution": result.institution_id, "roll_no": "77", "name": "Priya"}
    values |= {
        "marks-0-subject": result.marks.first().subject_id,
        "marks-0-score": "38",
        "term": "",
    }

    response = client.post(url, values)

    assert "Choose the term that these belong to." in response.content.decode()
    assert not Student.objects.filter(roll_key="77").exists()


def test_a_roll_number_is_taken_however_it_is_written(client, registrar, result):
    roll_no = f" {result.student.roll_no.lower()} "
    url = reverse("admin:students_student_add")
    values = shown_values(client, url)
    values |= {"institution": result.institution_id, "roll_no": roll_no, "name": "Somebody"}

    response = client.post(url, values)

    assert "already there" in response.content.decode()
