"""A class is taken back as its page showed it, by who may take attendance, and nothing is lost."""

import re

import pytest

from students.models import (
    AttendanceChange,
    ClassSession,
    RecordChange,
    SessionPresence,
    SubjectAttendance,
    TermResult,
)
from students.models.recompute import recomputed
from students.rules.units import SCALE
from students.tests import factories as make

QUERIES = 9


def page_of(lesson):
    return f"{lesson.sheet()}take-back/"


def shown(lesson, name="teacher") -> str:
    return re.search('name="shown" value="([0-9a-f]+)"', lesson.get(name, page_of(lesson)))[1]


def counts():
    rows = SubjectAttendance.objects.order_by("result")
    return list(rows.values_list("held", "attended", "by_session"))


@pytest.mark.parametrize("name", ["teacher", "registrar"])
def test_who_takes_attendance_takes_it_back(lesson, name):
    lesson.take("teacher", "PAE")
    lesson.post(name, page_of(lesson), shown=shown(lesson, name))

    assert not ClassSession.objects.exists()
    assert not SessionPresence.objects.exists()
    assert counts() == []
    assert list(recomputed(TermResult.objects.values_list("pk", flat=True))) == [[]]
    gone = AttendanceChange.objects.filter(new_presence=None).order_by("student_id")
    assert [one.old_presence for one in gone] == ["present", "absent", "excused"]
    assert {one.user_id for one in gone} == {lesson.people[name].pk}
    record = RecordChange.objects.filter(model="classsession").latest("pk")
    assert (record.kind, record.user_id) == ("removed", lesson.people[name].pk)


def test_the_page_says_what_each_count_comes_to_and_changes_nothing(lesson):
    make.presences(lesson.results[0], "PA", start=lesson.taught.term.starts_on)
    lesson.take("teacher", "PAE")
    page = lesson.get("teacher", page_of(lesson))

    assert "3 students would have one class less" in page
    cells = re.findall(r'<td class="num"[^>]*>(.*?)</td>', page)
    assert cells[:4] == ["2 of 3 · 66.7 %", "1 of 2 · 50.0 %", "0 of 1 · 0.0 %", "Not known"]
    assert ClassSession.objects.count() == 3
    assert "Take this class back" in lesson.get("teacher", lesson.sheet())


def test_a_total_that_was_there_before_counts_again_and_so_does_the_risk(lesson):
    one = lesson.results[0]
    SubjectAttendance.objects.create(
        result=one, subject=lesson.taught.subject, held=40, attended=20
    )
    make.mark(one, score=90)
    lesson.take("teacher", "PPP")
    one.refresh_from_db()
    assert (one.attendance, one.risk) == (100 * SCALE, "Low")
    assert "20 of 40 · 50.0 %" in lesson.get("teacher", page_of(lesson))

    lesson.post("teacher", page_of(lesson), shown=shown(lesson))
    one.refresh_from_db()
    assert (one.attendance, one.risk) == (50 * SCALE, "High")
    assert counts() == [(40, 20, False)]


def test_a_cancelled_class_changes_no_count(lesson):
    lesson.take("teacher", "PAP")
    lesson.take("teacher", "PAP", "PAP", was_held="yes", held="no")
    page = lesson.get("teacher", page_of(lesson))

    assert "No count would change" in page
    lesson.post("teacher", page_of(lesson), shown=shown(lesson))
    assert not ClassSession.objects.exists()


def test_what_a_colleague_changed_meanwhile_is_looked_at_again(lesson):
    lesson.take("teacher", "PAE")
    seen = shown(lesson)
    lesson.take("colleague", "PPE", "PAE", was_held="yes")
    answer = lesson.post("teacher", page_of(lesson), shown=seen)

    assert answer.url == lesson.sheet()
    assert [one.state for one in SessionPresence.objects.order_by("result")] == [
        "present",
        "present",
        "excused",
    ]
    lesson.post("teacher", page_of(lesson), shown="")
    assert ClassSession.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("principal", 403),
        ("head", 403),
        ("mentor", 403),
        ("manager", 403),
        ("student", 403),
        ("class teacher", 404),
        ("stranger", 403),
        ("other head", 403),
    ],
)
def test_others_take_nothing_back_and_learn_nothing(lesson, name, status):
    lesson.take("teacher", "PAE")
    seen = shown(lesson)
    assert "Asha" not in lesson.get(name, page_of(lesson), status)
    lesson.post(name, page_of(lesson), status, shown=seen)
    if name in ("principal", "head"):
        assert "Take this class back" not in lesson.get(name, lesson.sheet())

    assert ClassSession.objects.count() == 1


def test_a_class_that_was_not_taken_cannot_be_taken_back(lesson):
    lesson.get("teacher", page_of(lesson), 404)
    lesson.post("teacher", page_of(lesson), 404, shown="x")
    lesson.get("teacher", f"{lesson.sheet(period=13)}take-back/", 404)


def test_a_page_takes_the_same_queries_for_any_number_of_students(
    lesson, django_assert_num_queries
):
    lesson.take("teacher", "PAE")
    lesson.get("teacher", page_of(lesson))
    with django_assert_num_queries(QUERIES):
        lesson.client.get(page_of(lesson))
    term = lesson.results[0].term
    session = ClassSession.objects.get()
    for _ in range(4):
        another = make.result(term, section="A")
        SessionPresence.objects.create(session=session, result=another, state="present")
    with django_assert_num_queries(QUERIES):
        lesson.client.get(page_of(lesson))
