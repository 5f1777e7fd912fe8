"""Two people at one page: the second save stores nothing, shows both values and keeps the typed."""

from decimal import Decimal

import pytest
from django.urls import reverse

from students.models import MarkChange, Role
from students.models.changes import acting
from students.tests import factories as make
from students.tests.admin.pages import FormReader, add_row, row_of, shown_values, term_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def result(client):
    result = make.result(make.term())
    for title, score in (("Mathematics", 50), ("Physics", 60)):
        make.mark(result, title, score)
    make.attendance(result, held=50, attended=43)
    client.force_login(make.member(Role.REGISTRAR, result.institution))
    return result


@pytest.fixture
def meera(result):
    return make.member(Role.REGISTRAR, result.institution, name="meera")


def mark_of(result, title):
    return result.marks.get(subject__title=title)


def by(person, mark, score):
    with acting(user_id=person.pk, door="grid"):
        mark.score = Decimal(score)
        mark.save()


def read(response):
    reader = FormReader()
    reader.feed(response.content.decode())
    return {
        name: value
        for name, value in reader.values.items()
        if "__prefix__" not in name and name not in ("q", "theme", "next", "csrfmiddlewaretoken")
    }


def test_a_stale_save_stores_nothing_and_shows_both_values(client, result, meera):
    values = shown_values(client, term_page(result))
    mathematics = mark_of(result, "Mathematics")
    values[f"{row_of(values, 'marks', mathematics.pk)}-score"] = "55"
    by(meera, mathematics, 58)
    changes = MarkChange.objects.count()

    response = client.post(term_page(result), values)

    page = response.content.decode()
    assert "Nothing was stored" in page
    assert mark_of(result, "Mathematics").score == 58
    assert MarkChange.objects.count() == changes
    (difference,) = response.context["differences"]
    assert (difference["is"].label, difference["is"].typed, difference["is"].stored) == (
        "Mathematics: score",
        "55",
        "58.00",
    )
    assert difference["by"].startswith("meera, ")


def test_what_was_typed_stays_and_saving_again_stores_it(client, result, meera):
    values = shown_values(client, term_page(result))
    mathematics, physics = mark_of(result, "Mathematics"), mark_of(result, "Physics")
    values[f"{row_of(values, 'marks', mathematics.pk)}-score"] = "55"
    by(meera, mathematics, 58)
    by(meera, physics, 66)
    again = read(client.post(term_page(result), values))

    assert again[f"{row_of(again, 'marks', mathematics.pk)}-score"] == "55"
    assert again[f"{row_of(again, 'marks', physics.pk)}-score"] == "66.00"
    assert client.post(term_page(result), again).status_code == 302
    assert mark_of(result, "Mathematics").score == 55
    assert mark_of(result, "Physics").score == 66


def test_rows_added_and_removed_by_somebody_else_are_told(client, result, meera):
    values = shown_values(client, term_page(result))
    with acting(user_id=meera.pk):
        make.mark(result, "English", 70)
        mark_of(result, "Physics").delete()
    add_row(
        values,
        "marks",
        subject=make.subject(result.institution, "Chemistry").pk,
        score="44",
        max_score="100",
        state="",
    )

    response = client.post(term_page(result), values)

    told = {one["is"].label: one["is"].stored for one in response.context["differences"]}
    assert told["English: score"] == "70.00"
    assert "removed" in told.values()
    assert client.post(term_page(result), read(response)).status_code == 302
    titles = set(result.marks.values_list("subject__title", flat=True))
    assert titles == {"Mathematics", "English", "Chemistry"}


def test_placement_and_attendance_are_compared_too(client, result, meera):
    values = shown_values(client, term_page(result)) | {"semester": "6"}
    with acting(user_id=meera.pk):
        result.semester = 5
        result.save()
        attendance = result.term_attendance
        attendance.attended = 40
        attendance.save()

    response = client.post(term_page(result), values)

    told = {one["is"].label: one["is"] for one in response.context["differences"]}
    assert (told["semester"].typed, told["semester"].stored) == ("6", "5")
    assert told["Attendance: classes attended"].typed is None


def test_a_save_without_a_version_is_not_trusted(client, result):
    values = shown_values(client, term_page(result))
    del values["version"], values["opened"]

    assert "Nothing was stored" in client.post(term_page(result), values).content.decode()


@pytest.mark.parametrize("opened", ["", "{", "[]", '{"a": 1}', "\x00"])
def test_a_spoilt_page_is_refused_and_not_an_error(client, result, opened):
    values = shown_values(client, term_page(result)) | {"version": "x", "opened": opened}

    assert client.post(term_page(result), values).status_code == 200


def test_a_student_is_held_to_their_version_too(client, result):
    student = result.student
    url = reverse("admin:students_student_change", args=[student.pk])
    values = shown_values(client, url) | {"name": "Mine"}
    student.name = "Theirs"
    student.save()

    response = client.post(url, values)

    assert "Nothing was stored" in response.content.decode()
    assert "Theirs" in response.content.decode()
    student.refresh_from_db()
    assert student.name == "Theirs"


def test_a_version_that_moved_on_without_a_value_is_in_nobodys_way(client, result):
    values = shown_values(client, term_page(result))
    untouched = dict(values)
    mathematics = mark_of(result, "Mathematics")
    values[f"{row_of(values, 'marks', mathematics.pk)}-score"] = "55"
    assert client.post(term_page(result), untouched).status_code == 302
    before = result.version
    result.refresh_from_db()
    assert result.version > before

    assert client.post(term_page(result), values).status_code == 302
    assert mark_of(result, "Mathematics").score == 55
