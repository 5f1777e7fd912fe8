"""Registers follow from the classes taken one by one, whichever way these are changed."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from students.models import (
    AttendanceChange,
    ClassSession,
    SessionPresence,
    SubjectAttendance,
    TermResult,
)
from students.models.recompute import mend_summaries, recomputed
from students.models.registers import derive_registers
from students.models.removal import remove_student
from students.models.sessions import RollMovedError
from students.models.taken_along import facts_of
from students.rules.presence import PRESENCES, tally
from students.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def result():
    return make.result(make.term())


def register_of(result, title="Mathematics"):
    """Held, attended and excused as stored; None without a register."""
    rows = SubjectAttendance.objects.filter(result=result, subject__title=title)
    return rows.values_list("held", "attended", "excused").first()


def history(result):
    rows = AttendanceChange.objects.filter(student_id=result.student_id)
    return list(rows.values_list("old_presence", "new_presence", "new_attended", "new_held"))


def test_a_register_counts_every_state_as_the_rules_do(result):
    states = ["present", "late", "absent", "excused"]
    make.presences(result, "PLAE")

    counted = tally(states)
    assert set(states) == set(PRESENCES)
    assert register_of(result) == (counted.held, counted.attended, counted.excused) == (4, 2, 1)
    result.refresh_from_db()
    assert (result.attendance_part, result.attendance_whole, result.risk) == (2, 4, "High")


def test_a_cancelled_class_counts_for_nobody_and_again_when_it_was_held_after_all(result):
    session = make.presences(result, "PA")[1].session
    session.held = False
    session.save()
    assert register_of(result) == (1, 1, 0)

    session.held = True
    session.save()
    assert register_of(result) == (2, 1, 0)


def test_who_joined_late_has_the_classes_since_then_alone(result):
    late = make.result(result.term)
    make.presences(result, "PPPP")
    make.presences(late, "PA", start=datetime.date(2026, 7, 3))

    assert register_of(result) == (4, 4, 0)
    assert register_of(late) == (2, 1, 0)


def test_subjects_are_counted_apart(result):
    make.presences(result, "PA")
    make.presences(result, "PPP", "Physics")

    assert register_of(result) == (2, 1, 0)
    assert register_of(result, "Physics") == (3, 3, 0)


def test_sessions_win_over_an_imported_total_which_is_kept_beside_them(result):
    of = make.subject(result.institution)
    SubjectAttendance.objects.create(result=result, subject=of, held=40, attended=30, excused=2)
    presence = make.presences(result, "A")[0]

    register = SubjectAttendance.objects.get()
    assert (register.by_session, register.held, register.attended) == (True, 1, 0)
    assert (register.reported_held, register.reported_attended) == (40, 30)
    assert history(result)[-1] == (None, "absent", 0, 1)

    presence.session.delete()
    register = SubjectAttendance.objects.get()
    assert (register.by_session, register.held, register.attended) == (False, 40, 30)
    assert register.reported_held is None


def test_a_register_without_any_session_left_is_gone(result):
    make.presences(result, "P")[0].delete()

    assert not SubjectAttendance.objects.exists()
    result.refresh_from_db()
    assert result.attendance is None
    assert history(result) == [(None, "present", 1, 1), ("present", None, None, None)]


def test_a_register_of_sessions_is_not_typed_over(result):
    make.presences(result, "PA")
    register = SubjectAttendance.objects.get()
    register.attended = 2
    with pytest.raises(ValidationError, match="class by class"):
        register.save()
    with pytest.raises(ValidationError, match="class by class"):
        register.delete()
    assert register_of(result) == (2, 1, 0)


def test_a_presence_that_is_corrected_is_written_down_with_its_class(result):
    presence = make.presences(result, "A")[0]
    presence.state = "excused"
    presence.save()

    change = AttendanceChange.objects.last()
    assert (change.old_presence, change.new_presence) == ("absent", "excused")
    assert (change.session_on, change.session_period) == (datetime.date(2026, 7, 1), 1)
    assert (change.old_excused, change.new_excused) == (0, 1)


def test_late_for_present_is_written_down_though_no_count_moves(result):
    presence = make.presences(result, "P")[0]
    presence.state = "late"
    presence.save()
    presence.save()

    assert history(result)[1:] == [("present", "late", None, None)]


def test_removing_a_class_keeps_what_was_in_it_in_the_history(result):
    session = make.presences(result, "P")[0].session
    session.delete()

    assert history(result)[-1] == ("present", None, None, None)
    assert not SessionPresence.objects.exists()


def test_a_student_goes_with_every_presence_and_the_history_keeps_them(result):
    other = make.result(result.term)
    make.presences(result, "PA")
    make.presences(other, "PP")
    facts = facts_of(result.student)
    assert "2 presences in classes" in facts.sentences()

    remove_student(result.student)
    assert set(SessionPresence.objects.values_list("result", flat=True)) == {other.pk}
    gone = AttendanceChange.objects.filter(student_id=result.student_id, new_presence=None)
    assert sorted(gone.exclude(old_presence=None).values_list("old_presence", flat=True)) == [
        "absent",
        "present",
    ]
    assert mend_summaries(other.institution_id, dry_run=True) == 0


def test_recomputing_finds_a_register_that_differs_from_its_classes(result):
    make.presences(result, "PA")
    SubjectAttendance._base_manager.update(attended=0, excused=2)

    would = [one for chunk in recomputed([result.pk], dry_run=True) for one in chunk]
    assert would[0].columns["register of MATHEMATICS"] == ("0 of 2, 2 excused", "1 of 2, 0 excused")
    assert register_of(result) == (2, 0, 2)

    assert [one for chunk in recomputed([result.pk]) for one in chunk] == would
    assert register_of(result) == (2, 1, 0)
    assert list(recomputed([result.pk])) == [[]]


def test_a_session_lies_in_its_term_and_institution(result):
    with pytest.raises(ValueError, match="within its term"):
        make.session(result, on=datetime.date(2027, 1, 1))
    elsewhere = make.result(make.term(make.institution("OTHER")))
    session = make.session(result)
    with pytest.raises(ValueError, match="own term"):
        SessionPresence.objects.create(session=session, result=elsewhere)
    session.subject = make.subject(elsewhere.institution)
    with pytest.raises(ValueError, match="institution"):
        session.save()


def test_a_presence_stays_with_its_class_and_student(result):
    presence = make.presences(result, "P")[0]
    presence.result = make.result(result.term)
    with pytest.raises(ValueError, match="stays with"):
        presence.save()


def test_one_class_of_a_subject_in_one_period(result):
    make.session(result)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.session(result)
    make.session(result, period=2)
    make.session(result, "Physics")


def test_nobody_is_in_a_class_twice(result):
    session = make.presences(result, "P")[0].session
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionPresence.objects.create(session=session, result=result)


def test_deriving_a_whole_class_takes_the_queries_of_one_student(django_assert_num_queries):
    term = make.term()
    counts = []
    for students in (1, 30):
        results = [make.result(term, semester=1 if students == 1 else 2) for _ in range(students)]
        session = make.session(results[0])
        ids = [one.pk for one in results]
        told = {pk: session.told(None, "present") for pk in ids}
        with TermResult.objects.refreshing(ids):
            SessionPresence.objects.bulk_create(
                SessionPresence(session=session, result_id=pk) for pk in ids
            )
            with django_assert_num_queries(6):
                derive_registers(ids, session.subject_id, told)
        counts.append(SubjectAttendance.objects.filter(result__in=ids, held=1).count())
    assert counts == [1, 30]


@pytest.fixture
def late(monkeypatch, result):
    """Who is put on the roll of any session right after it was read for the first time."""
    one, read, there = make.result(result.term), ClassSession.result_ids, []

    def read_and_overtaken(session):
        found = read(session)
        if not there and found:
            there.append(session)
            make.presences(one, "A", start=session.on)
        return found

    monkeypatch.setattr(ClassSession, "result_ids", read_and_overtaken)
    return one


@pytest.mark.parametrize("change", [ClassSession.save, ClassSession.delete])
def test_who_comes_on_the_roll_meanwhile_is_not_passed_over(result, late, change):
    session = make.presences(result, "P")[0].session
    session.held = False
    with pytest.raises(RollMovedError):
        change(session)
    assert (register_of(late), register_of(result)) == ((1, 0, 0), (1, 1, 0))

    change(session)
    assert (register_of(late), register_of(result)) == (None, None)
    assert list(recomputed([result.pk, late.pk])) == [[]]
