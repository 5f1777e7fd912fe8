"""The three files of online learning: previewed, stored, taken back, and stored once."""

import json

import pytest
from django.db import connection

from students.imports import runs
from students.imports.options import Options
from students.imports.refusals import FileRefused, UndoRefused
from students.models import (
    EngagementChange,
    Enrolment,
    ImportRun,
    Mark,
    StudentBackground,
    Term,
    TermActivity,
    TermAttendance,
    TermResult,
    WeeklyActivity,
)
from students.models.taken_subjects import enrol_takers
from students.tests import factories as make
from students.tests.imports.files import register

pytestmark = pytest.mark.django_db

STUDENTS = b"""student_id,age,gender,course_id,dropout
S1,21,F,PY101,0
S2,34,M,PY101,1
S3,19,F,WEB200,0
"""
ENGAGEMENT = b"""student_id,login_days,video_hours,forum_posts,attendance
S1,41,12.375,7,88.5
S2,3,0.1,0,20
S3,30,9.33333333,2,71
"""
ASSESSMENTS = b"""student_id,avg_score,assignments_submitted
S1,78.333333,9
S2,12,1
S3,64.5,8
"""
ONLINE = (Enrolment, TermActivity, StudentBackground)


def brought(content: bytes, **options):
    return runs.run_at_once("engagement", content, "file.csv", **options)


@pytest.fixture
def three(term):
    for content in (STUDENTS, ENGAGEMENT, ASSESSMENTS):
        assert brought(content).stored


@pytest.fixture
def term():
    return make.term()


def test_the_files_come_in_one_after_the_other(three):
    asha = Enrolment.objects.get(result__student__roll_no="S1")
    assert (asha.subject.code, asha.outcome) == ("PY101", "completed")
    activity = asha.term_activity
    assert (activity.login_days, activity.video_seconds) == (41, 44_550)
    assert (activity.forum_posts, activity.submissions_made) == (7, 9)
    background = asha.result.background
    assert (background.age, background.gender) == (21, "F")
    assert str(TermAttendance.objects.get(result=asha.result).percent) == "88.50"
    mark = Mark.objects.get(result=asha.result)
    assert (mark.subject.code, str(mark.score), str(mark.max_score)) == (
        "PY101",
        "78.33",
        "100.00",
    )


COUNTED = b"""Roll No,Course,Submitted,On time
S1,PY101,18/20,15
S2,PY101,0 of 20,
S3,WEB200,8,
"""
WORK = ("submissions_made", "submissions_due", "submissions_in_time")


def work():
    """Made, due and in time of each student."""
    rows = TermActivity.objects.order_by("enrolment__result__student__roll_key")
    return list(rows.values_list(*WORK))


def test_work_handed_in_of_what_was_given_is_counted_and_taken_back(three):
    run = brought(COUNTED).run

    assert work() == [(18, 20, 15), (0, 20, None), (8, None, None)]
    runs.undo(run)
    assert work() == [(9, None, None), (1, None, None), (8, None, None)]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("Submitted\nS1,21/20", "Handed in: 21; given: 20. Nobody hands in more than was given."),
        ("Submitted,Given\nS1,18/20,19", "Another column says that 20 were given."),
        ("Given\nS2,0", "Handed in: 1; given: 0. Nobody hands in more than was given."),
        ("On time\nS1,10", "Handed in: 9; by their day: 10. These cannot be more than all."),
        ("Submitted\nS1,18/twenty", "It is not a number."),
    ],
)
def test_counts_of_work_that_cannot_be_are_refused_before_anything_is_stored(three, rows, reason):
    before = work()
    summary = brought(f"Roll No,{rows}\n".encode())

    assert [problem.reason for problem in summary.problems] == [reason]
    assert work() == before


def test_a_file_of_work_alone_is_of_known_students(three):
    summary = brought(b"Roll No,Course,Submitted\nS1,PY101,3/4\nS9,PY101,4/4\n")

    assert [problem.row for problem in summary.problems] == [3]
    assert "No student has this roll number" in summary.problems[0].reason


def test_a_run_from_before_work_was_counted_so_is_taken_back_like_any(three):
    run = brought(b"Roll No,Forum posts\nS1,8\n").run
    change = EngagementChange.objects.get(run_id=run.pk)
    sides = [json.loads(text) for text in (change.old, change.new)]
    old, new = (json.dumps({n: v for n, v in one.items() if n not in WORK[1:]}) for one in sides)
    with connection.cursor() as cursor:  # as an older version wrote it; nothing else may
        words = "UPDATE students_engagementchange SET old = %s, new = %s WHERE id = %s"
        cursor.execute(words, [old, new, change.pk])

    runs.undo(run)

    assert TermActivity.objects.get(enrolment__result__student__roll_no="S1").forum_posts == 7


def test_hours_are_kept_to_the_second(three):
    seconds = TermActivity.objects.values_list(
        "enrolment__result__student__roll_no", "video_seconds"
    )
    assert dict(seconds) == {"S1": 44_550, "S2": 360, "S3": 33_600}


def test_who_dropped_out_is_out_of_the_term_and_the_others_are_not(three):
    statuses = TermResult.objects.values_list("student__roll_no", "status")
    assert dict(statuses) == {"S1": "active", "S2": "withdrawn", "S3": "active"}


def test_subjects_that_follow_from_marks_keep_nobody_in_the_term(three):
    one = TermResult.objects.get(student__roll_no="S1")
    make.mark(one, "Physics")
    assert enrol_takers(Term.objects.all()) == 1
    brought(STUDENTS.replace(b"S1,21,F,PY101,0", b"S1,21,F,PY101,1"))
    one.refresh_from_db()
    assert one.status == "withdrawn"


def test_no_week_is_made_up(three):
    assert not WeeklyActivity.objects.exists()


def test_all_in_one_file_is_one_import(term):
    content = (
        b"student_id,age,gender,course_id,dropout,login_days,video_hours,forum_posts,attendance,"
        b"avg_score,assignments_submitted\nS1,21,F,PY101,no,41,12,7,88.5,78,9\n"
    )
    summary = brought(content)
    assert summary.values == {
        "student": {"new": 1},
        "placement": {"new": 1},
        "enrolment": {"new": 1},
        "activity": {"new": 1},
        "background": {"new": 1},
        "mark": {"new": 1},
        "attendance": {"new": 1},
    }


@pytest.mark.parametrize("content", [STUDENTS, ENGAGEMENT, ASSESSMENTS])
def test_a_file_sent_twice_changes_nothing(three, content):
    before = register(*ONLINE, EngagementChange)
    summary = brought(content)
    assert summary.counts["same"] == 3
    assert not summary.stored
    assert register(*ONLINE, EngagementChange) == before


def test_a_changed_figure_is_a_change_with_history(three):
    summary = brought(ENGAGEMENT.replace(b"S1,41", b"S1,44"))
    assert summary.counts["changed"] == 1
    change = EngagementChange.objects.get(run_id=summary.run.pk)
    assert (change.roll_no, change.subject_code, change.kind) == ("S1", "PY101", "activity")
    assert json.loads(change.old)["login_days"] == 41
    assert json.loads(change.new)["login_days"] == 44


def test_what_a_student_did_without_an_enrolment_is_refused(term):
    make.result(term, make.student(term.institution, "S1"))
    summary = brought(ENGAGEMENT)
    reasons = {problem.reason for problem in summary.problems}
    assert "The student is enrolled in no course of the term." in reasons
    assert "No student has this roll number, and the row has no name to make one." in reasons
    assert not TermActivity.objects.exists()


def test_a_student_of_two_courses_has_to_say_which(three):
    assert brought(b"student_id,course_id,dropout\nS1,WEB200,0\n").stored
    (problem,) = brought(b"student_id,avg_score\nS1,50\n").problems
    assert problem.reason == "The student is enrolled in 2 courses: PY101, WEB200."
    assert brought(b"student_id,course_id,avg_score\nS1,WEB200,50\n").stored


def test_every_bad_cell_is_told_at_once(term):
    bad = (
        b"student_id,age,gender,course_id,dropout,login_days,video_hours,forum_posts,avg_score\n"
        b"S1,0,F,PY101,maybe,-1,-2,many,101\n"
    )
    summary = brought(bad)
    assert [problem.column for problem in summary.problems] == [
        "dropout",
        "login_days",
        "video_hours",
        "forum_posts",
        "age",
        "avg_score",
    ]
    assert not TermResult.objects.exists()


def test_two_rows_of_one_student_and_course_are_refused(term):
    summary = brought(STUDENTS + b"S1,22,F,PY101,0\n")
    assert summary.counts["refused"] == 2


def test_two_rows_of_one_person_have_to_agree(term):
    summary = brought(STUDENTS + b"S1,22,F,WEB200,0\n")
    (problem,) = summary.problems
    assert (problem.column, problem.reason) == ("age", "Row 2 says 21.")


def test_a_file_that_is_said_to_be_another_is_refused(term):
    with pytest.raises(FileRefused, match="This is no file of assessments"):
        brought(STUDENTS, options=Options(file="assessments"))


def test_a_file_of_nothing_online_is_refused(term):
    with pytest.raises(FileRefused, match="There is nothing of online learning"):
        brought(b"student_id,name\nS1,Asha\n")


def test_taking_the_imports_back_leaves_what_was_there(term):
    before = register(*ONLINE)
    stored = [brought(content).run for content in (STUDENTS, ENGAGEMENT, ASSESSMENTS)]
    for run in reversed(stored):
        runs.undo(run)
    assert register(*ONLINE) == before


def test_taking_back_a_change_brings_the_former_figures_back(three):
    before = register(*ONLINE)
    summary = brought(STUDENTS.replace(b"S1,21,F,PY101,0", b"S1,22,F,PY101,1"))
    assert TermResult.objects.get(student__roll_no="S1").status == "withdrawn"
    runs.undo(summary.run)
    assert register(*ONLINE) == before


def test_what_a_later_file_corrected_is_not_taken_back(three):
    first = ImportRun.objects.order_by("pk")[1]
    brought(ENGAGEMENT.replace(b"S1,41", b"S1,44"))
    with pytest.raises(UndoRefused, match="S1"):
        runs.undo(first)


def test_enrolments_on_which_activity_hangs_stay_when_their_file_is_taken_back(three):
    first = ImportRun.objects.order_by("pk").first()
    with pytest.raises(UndoRefused, match="hangs on it"):
        runs.undo(first)
    assert Enrolment.objects.count() == 3
