"""Registers as files: classes become sessions, come back the same, and are taken back exactly."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from students.imports import runs
from students.imports.options import Options
from students.imports.refusals import FileRefused, PlanStale, UndoRefused
from students.models import (
    AttendanceChange,
    ClassSession,
    RecordChange,
    SessionPresence,
    Subject,
    SubjectAttendance,
    TermResult,
)
from students.models.recompute import recomputed
from students.rules.units import SCALE
from students.tests import factories as make
from students.tests.imports.files import imported, reasons, register, xlsx_of

pytestmark = pytest.mark.django_db
PHYSICS = Options(subject="Physics")
SHEET = "Roll No,Name,03/08/2026,04/08/2026 P2,5 Aug\nX1,Aarav,P,A,L\nX2,Diya,P,E,\n"
DAY = datetime.date(2026, 8, 3)


@pytest.fixture
def results():
    in_term = make.term()
    make.subject(in_term.institution, "Physics")
    people = (("X1", "Aarav"), ("X2", "Diya"))
    return [make.result(in_term, make.student(in_term.institution, *one)) for one in people]


def sheet(text=SHEET, **said):
    return imported(text.encode(), "attendance", **{"options": PHYSICS, **said})


def stored():
    """Roll number, day, period and presence of everybody in every class."""
    columns = ("result__student__roll_no", "session__on__day", "session__period", "state")
    rows = SessionPresence.objects.order_by("result__student__roll_key", "session__on")
    return list(rows.values_list(*columns))


def counts():
    rows = SubjectAttendance.objects.order_by("result__student__roll_key")
    return list(rows.values_list("held", "attended", "excused", "by_session"))


def everything():
    """All facts, with the classes taken one by one."""
    return register(), stored(), list(ClassSession.objects.values_list("on", "period", "held"))


def test_each_column_becomes_a_class_and_the_counts_follow(results):
    summary = sheet()

    assert summary.created["classes"] == 3
    assert summary.values == {"presence": {"new": 5}}
    assert stored() == [
        ("X1", 3, 1, "present"),
        ("X1", 4, 2, "absent"),
        ("X1", 5, 1, "late"),
        ("X2", 3, 1, "present"),
        ("X2", 4, 2, "excused"),
    ]
    assert counts() == [(3, 2, 0, True), (2, 1, 1, True)]
    results[1].refresh_from_db()
    assert results[1].attendance == 50 * SCALE
    assert list(recomputed(TermResult.objects.values_list("pk", flat=True))) == [[]]


@pytest.mark.parametrize(("shown", "days"), [("mmm-yy", [3, 4]), ("dd/mm/yyyy", [1, 1])])
def test_a_date_above_numbers_is_what_it_is_shown_as(results, shown, days):
    rows = [["Roll No", datetime.date(2026, 8, 1), None], [None, 3, 4], ["X1", "P", "A"]]

    imported(xlsx_of(rows, {"B1": shown}), "attendance", options=PHYSICS)

    assert [day for _roll, day, _period, _state in stored()] == days


def test_a_day_on_which_nobody_came_to_a_class_is_told_and_not_read(results):
    summary = sheet("Roll No,1 Aug,2 Aug,3 Aug\nX1,Onam,H,P\nX2,,H.,A\n")

    assert [day for _roll, day, _period, _state in stored()] == [3, 3]
    words = "No class is read of 1 Aug, 2 Aug: every cell there says that there was none."
    assert words in summary.sentences()


@pytest.mark.parametrize("slip", ["Absnt", "prsent", "X", "OD"])
def test_a_slip_in_every_cell_of_a_day_is_no_feast(results, slip):
    summary = sheet(f"Roll No,1 Aug,3 Aug\nX1,{slip},P\nX2,{slip},A\n")

    assert {problem.reason for problem in summary.problems} == {"This is no presence."}


def test_classes_that_would_displace_totals_of_more_classes_raise_an_alarm(results):
    physics = Subject.objects.get()
    for result, held in zip(results, (44, 2), strict=True):
        SubjectAttendance.objects.create(result=result, subject=physics, held=held, attended=1)

    summary = sheet()

    assert summary.alarms == (
        "Physics has a total of up to 44 classes for 1 student; once this is stored, the classes "
        "of the file count in its place, up to 3.",
    )
    assert sheet(SHEET.replace("5 Aug", "6 Aug")).alarms == ()


def test_the_same_file_twice_changes_nothing(results):
    sheet()
    before, changes = everything(), AttendanceChange.objects.count()

    again = sheet()

    assert (again.counts["same"], again.run) == (2, None)
    assert (everything(), AttendanceChange.objects.count()) == (before, changes)


def test_a_later_file_adds_and_corrects_and_each_is_taken_back_exactly(results):
    start = everything()
    first = sheet().run
    between = everything()
    text = SHEET.replace("5 Aug\n", "5 Aug,6 Aug\n").replace("P,A,L", "P,P,L,A")
    second = sheet(text)
    assert second.values == {"presence": {"new": 1, "changed": 1}}
    assert counts() == [(4, 3, 0, True), (2, 1, 1, True)]

    runs.undo(second.run)
    assert everything() == between
    runs.undo(first)
    assert everything() == start
    assert list(recomputed(TermResult.objects.values_list("pk", flat=True))) == [[]]
    made = RecordChange.objects.filter(model="classsession")
    assert sorted(made.values_list("kind", flat=True)) == ["made"] * 4 + ["removed"] * 4


def test_the_history_tells_of_each_presence_and_of_the_run(results):
    run = sheet().run
    rows = AttendanceChange.objects.filter(session_id__isnull=False)

    assert set(rows.values_list("run_id", "door")) == {(run.pk, "import")}
    told = rows.filter(roll_no="X1").values_list("session_on", "old_presence", "new_presence")
    assert list(told) == [
        (datetime.date(2026, 8, 3), None, "present"),
        (datetime.date(2026, 8, 4), None, "absent"),
        (datetime.date(2026, 8, 5), None, "late"),
    ]


def test_a_class_that_was_taken_already_is_found_by_its_day_alone(results):
    make.session(results[0], "Physics", DAY, period=4)

    summary = sheet("Roll No,3 Aug\nX1,P\n")

    assert "classes" not in summary.created
    assert stored() == [("X1", 3, 4, "present")]


def test_a_day_with_more_classes_than_columns_is_asked_about(results):
    for period in (1, 2):
        make.session(results[0], "Physics", DAY, period=period)

    ((row, column, _, reason),) = reasons(b"Roll No,3 Aug\nX1,P\n", "attendance", options=PHYSICS)

    assert (row, column) == (2, "3 Aug")
    assert reason == (
        "The register has 2 classes of this subject on 3 Aug 2026, and the file 1 without a period."
    )
    assert sheet("Roll No,3 Aug P2\nX1,P\n").stored


def test_a_cancelled_class_is_not_held_by_a_file(results):
    make.session(results[0], "Physics", DAY, held=False)

    ((_, _, _, reason),) = reasons(b"Roll No,3 Aug\nX1,P\n", "attendance", options=PHYSICS)

    assert reason == "The class of 3 Aug 2026, period 1, is noted as cancelled."


def test_classes_of_two_sections_are_kept_apart(results):
    text = "Roll No,Section,3 Aug\nX1,A,P\nX2,B,P\n"
    assert sheet(text).created["classes"] == 2
    assert set(ClassSession.objects.values_list("section", flat=True)) == {"A", "B"}
    assert sheet(text).counts["same"] == 2


def test_a_student_who_changed_class_keeps_the_presence_there(results):
    sheet()
    one = results[0]
    one.section = "B"
    one.save()

    assert sheet("Roll No,3 Aug\nX1,P\n").counts["same"] == 1
    sheet("Roll No,3 Aug\nX1,A\n")
    assert ("X1", 3, 1, "absent") in stored()
    assert ClassSession.objects.count() == 3


def test_a_total_that_was_there_is_kept_beside_the_classes(results):
    sheet("Roll No,held,attended\nX1,40,30\n")
    run = sheet().run
    row = SubjectAttendance.objects.get(result=results[0])
    assert (row.held, row.reported_held, row.reported_attended) == (3, 40, 30)

    runs.undo(run)
    assert counts() == [(40, 30, 0, False)]


def test_a_class_somebody_changed_since_keeps_the_import_from_being_taken_back(results):
    run = sheet().run
    one = SessionPresence.objects.get(result=results[0], session__on=DAY)
    one.state = "excused"
    one.save()

    with pytest.raises(UndoRefused, match="excused"):
        runs.undo(run)
    assert len(stored()) == 5
    runs.undo(run, except_edited=True)
    assert stored() == [("X1", 3, 1, "excused")]


def test_a_class_that_others_are_in_stays_when_the_import_is_taken_back(results):
    run = sheet("Roll No,3 Aug\nX1,P\n").run
    session = ClassSession.objects.get()
    SessionPresence.objects.create(session=session, result=results[1], state="present")

    runs.undo(run)

    assert stored() == [("X2", 3, 1, "present")]


def test_what_is_stored_is_what_was_previewed(results):
    run = runs.preview("attendance", SHEET.encode(), "sheet.csv", options=PHYSICS)
    assert not ClassSession.objects.exists()
    make.session(results[0], "Physics", DAY, period=5)

    with pytest.raises(PlanStale):
        runs.commit(run)
    assert not SessionPresence.objects.exists()
    run.refresh_from_db()
    runs.commit(run)
    assert ("X1", 3, 5, "present") in stored()


def test_many_presences_that_would_change_are_an_alarm(results):
    days = [f"{day} Aug" for day in range(3, 16)]
    text = f"Roll No,{','.join(days)}\nX1{',P' * 13}\n"
    assert sheet(text).alarms == ()

    alarms = sheet(text.replace("P", "A"), dry_run=True).alarms

    assert alarms == (
        "13 of the 13 presences that are in the register and in the file would change.",
    )


def test_a_day_that_has_not_come_is_refused_where_it_says_anything(results):
    with time_machine.travel("2026-08-04T12:00:00Z", tick=False):
        with pytest.raises(FileRefused, match=r"5 Aug: 5 Aug 2026 has not come yet\."):
            sheet()
        assert sheet("Roll No,3 Aug,5 Aug\nX1,P,\n").stored


def test_a_subject_that_may_not_be_made_is_refused_once(results):
    with pytest.raises(FileRefused) as refusal:
        sheet(options=Options(subject="Chemistry", create=False))
    (problem,) = refusal.value.problems
    assert problem.sentence().startswith("subject: “Chemistry”: No subject is called so.")
    assert Subject.objects.count() == 1


def test_a_column_is_said_to_be_a_day_and_that_is_remembered(results):
    text = "Roll No,Lecture A\nX1,P\n"
    with pytest.raises(FileRefused, match="not known"):
        sheet(text)
    said = Options(subject="Physics", columns=(("Lecture A", "day 3/8/2026 P2"),))
    sheet(text, options=said)
    assert stored() == [("X1", 3, 2, "present")]

    assert sheet(text).counts["same"] == 1


def test_the_number_of_queries_is_that_of_the_file_not_of_its_rows(results):
    def queries(text):
        with CaptureQueriesContext(connection) as taken:
            sheet(text)
        return len(taken)

    wide = ",".join(f"{day} Sep" for day in range(1, 21))
    few = queries("Roll No,3 Aug\nX1,P\nX2,P\n")
    assert queries(f"Roll No,{wide}\nX1{',P' * 20}\nX2{',A' * 20}\n") == few
