"""The Open University dataset: what a folder becomes, once."""

import datetime
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from students.imports.oulad.folders import folder_at
from students.imports.oulad.reading import presentations_of, read
from students.imports.oulad.runs import import_folder
from students.imports.oulad.terms import start_of
from students.imports.refusals import FileRefused
from students.models import (
    AttendanceChange,
    Component,
    ComponentMark,
    EngagementChange,
    Enrolment,
    Institution,
    Mark,
    MarkChange,
    Offering,
    RecordChange,
    StudentBackground,
    TermResult,
    WeeklyActivity,
)
from students.models.people import Student
from students.models.removal import remove_students
from students.rules.units import SCALE
from students.tests.imports import oulad
from students.tests.imports.files import register

pytestmark = pytest.mark.django_db

REAL = Path(__file__).resolve().parents[4] / "shared/data/oulad_2013"
ONLINE = (Enrolment, WeeklyActivity, StudentBackground, Offering, Component)
HISTORY = (MarkChange, AttendanceChange, EngagementChange, RecordChange)


@pytest.fixture
def folder(tmp_path):
    return oulad.folder_of(tmp_path)


@pytest.fixture
def stored(folder):
    return import_folder(folder, "OU", [])


def enrolled(student: str, module: str, term: str = "2013J") -> Enrolment:
    return Enrolment.objects.get(
        result__student__roll_no=student, subject__code=module, result__term__code=term
    )


def test_presentations_become_terms_and_modules_subjects(stored):
    offering = Offering.objects.get(subject__code="GGG")
    assert offering.term.code == "2013J"
    assert (offering.starts_on, offering.ends_on) == (
        datetime.date(2013, 10, 1),
        datetime.date(2013, 10, 1) + datetime.timedelta(days=261),
    )
    assert Offering.objects.get(subject__code="AAA", term__code="2013B").starts_on == (
        datetime.date(2013, 2, 1)
    )
    assert offering.term.ends_on == offering.term.starts_on + datetime.timedelta(days=268)


def test_an_enrolment_has_its_days_and_how_it_ended(stored):
    left = enrolled("2", "AAA")
    assert left.registered_on == datetime.date(2013, 8, 9)
    assert left.left_on == datetime.date(2013, 10, 13)
    assert left.outcome == "withdrawn"
    again = enrolled("1", "AAA")
    assert (again.outcome, again.previous_attempts, again.studied_credits) == ("passed", 1, 120)
    assert again.prior_education == "A Level or Equivalent"
    assert enrolled("3", "GGG").registered_on is None


def test_who_withdrew_from_all_is_out_of_the_term(stored):
    statuses = TermResult.objects.filter(term__code="2013J").values_list(
        "student__roll_no", "status"
    )
    assert dict(statuses) == {"1": "active", "2": "active", "3": "withdrawn"}


def test_clicks_are_summed_up_by_week(stored):
    columns = ("week", "login_days", "last_day", "visits", "clicks", "clicks_content")
    weeks = enrolled("1", "AAA").weeks.values_list(*columns, "clicks_forum", "clicks_navigation")
    assert list(weeks) == [
        (-1, 1, 6, 1, 4, 4, 0, 0),
        (0, 2, 6, 3, 8, 3, 5, 0),
        (1, 1, 0, 1, 1, 0, 0, 1),
    ]
    (second,) = enrolled("2", "GGG").weeks.all()
    assert (second.week, second.clicks_quiz, second.clicks_resource) == (2, 2, 7)
    assert enrolled("2", "AAA").weeks.get().clicks_other == 9


def test_clicks_of_students_nobody_knows_are_left_out_and_counted(stored):
    assert stored.strays == {"studentVle": 1}
    assert "1 rows of studentVle" in " ".join(stored.sentences())


def test_scores_are_component_marks_and_make_the_mark(stored):
    result = enrolled("1", "AAA").result
    mark = Mark.objects.get(result=result)
    assert (str(mark.score), str(mark.max_score)) == ("85.20", "100.00")  # 78 · 0.4 + 90 · 0.6
    assert result.average == 852 * SCALE // 10
    assert (result.grade, result.risk) == ("A", "unknown")
    first, banked = ComponentMark.objects.filter(mark=mark).order_by("component")
    assert (first.component.due_on, first.submitted_on) == (
        datetime.date(2013, 10, 20),
        datetime.date(2013, 10, 19),
    )
    assert (banked.banked, banked.submitted_on) == (True, datetime.date(2013, 9, 30))


def test_work_handed_in_and_not_marked_is_pending(stored):
    part = ComponentMark.objects.get(
        mark__result=enrolled("2", "AAA").result, mark__subject__code="AAA"
    )
    assert (part.state, part.score) == ("pending", None)


def test_work_that_weighs_nothing_makes_no_mark(stored):
    mark = Mark.objects.get(subject__code="GGG")
    assert (mark.state, mark.score) == ("pending", None)
    assert ComponentMark.objects.get(mark=mark).score == 55


def test_backgrounds_are_kept_apart(stored):
    background = StudentBackground.objects.get(result=enrolled("2", "GGG").result)
    assert (background.gender, background.region) == ("M", "Wales")
    assert (background.deprivation_band, background.disability) == ("", True)


def test_a_second_time_nothing_is_written(folder, stored):
    before, versions = register(*ONLINE, *HISTORY), versions_of()
    again = import_folder(folder, "OU", [])
    assert again.changes == 0
    assert all("0 changed" in sentence for sentence in list(again.sentences())[:2])
    assert register(*ONLINE, *HISTORY) == before
    assert versions_of() == versions


def versions_of() -> dict:
    return dict(TermResult.objects.values_list("pk", "version"))


def test_what_is_corrected_is_changed_with_history(tmp_path, stored):
    corrected = oulad.folder_of(
        tmp_path,
        studentVle=oulad.CLICKS.replace("AAA,2013J,1,13,7,1", "AAA,2013J,1,13,8,2"),
        studentAssessment=oulad.SCORES.replace("101,1,18,0,78", "101,1,17,0,80"),
        studentInfo=oulad.INFO.replace("60,N,Fail", "60,N,Pass"),
    )
    versions = versions_of()
    again = import_folder(corrected, "OU", [])
    assert dict(again.stored[0].counts) == {"enrolment changed": 1}
    assert dict(again.stored[1].counts) == {
        "part changed": 1,
        "submission days": 1,
        "week changed": 1,
    }
    week = enrolled("1", "AAA").weeks.get(week=1)
    assert (week.clicks, week.last_day) == (2, 1)
    handed_in = RecordChange.objects.get(model="componentmark", field="submitted_on")
    assert (handed_in.record, handed_in.old, handed_in.new) == (
        "1 TMA 101",
        "2013-10-19",
        "2013-10-18",
    )
    told = EngagementChange.objects.exclude(old="").order_by("pk")
    assert [(one.kind, one.week) for one in told] == [("enrolment", None), ("week", 1)]
    assert str(Mark.objects.get(result=enrolled("1", "AAA").result).score) == "86.00"
    moved = {pk for pk, version in versions_of().items() if version != versions[pk]}
    assert moved == {
        enrolled("1", "AAA").result_id,
        enrolled("1", "AAA", "2013B").result_id,
    }


def test_weeks_that_come_in_are_told_once_for_an_enrolment(tmp_path, stored):
    told = EngagementChange.objects.filter(kind="week", old="")
    before = told.count()
    of = enrolled("1", "AAA")
    assert json.loads(told.get(student_id=of.result.student_id, term_id=of.result.term_id).new) == {
        "weeks": of.weeks.count(),
        "from": of.weeks.first().week,
        "to": of.weeks.last().week,
    }

    more = oulad.folder_of(
        tmp_path, studentVle=oulad.CLICKS.rstrip("\n") + "\nAAA,2013J,1,13,200,2\n"
    )
    import_folder(more, "OU", [])

    assert told.count() == before + 1
    assert json.loads(told.order_by("pk").last().new) == {"weeks": 1, "from": 28, "to": 28}


def test_a_week_that_is_no_longer_there_goes(tmp_path, stored):
    shorter = oulad.folder_of(tmp_path, studentVle=oulad.CLICKS.replace("AAA,2013J,1,13,7,1\n", ""))
    again = import_folder(shorter, "OU", ["2013J"])
    assert dict(again.stored[0].counts) == {"week removed": 1}
    assert not enrolled("1", "AAA").weeks.filter(week=1).exists()


def test_only_the_presentations_asked_for_come_in(folder):
    outcome = import_folder(folder, "OU", ["2013B"])
    assert [one.presentation for one in outcome.stored] == ["2013B"]
    assert set(TermResult.objects.values_list("term__code", flat=True)) == {"2013B"}
    assert not WeeklyActivity.objects.exclude(enrolment__result__term__code="2013B").exists()


def test_a_presentation_that_is_not_there_is_refused(folder):
    with pytest.raises(FileRefused, match=r"no presentation 2014J\. It has: 2013B, 2013J\."):
        import_folder(folder, "OU", ["2014J"])
    assert not Institution.objects.exists()


@pytest.mark.parametrize("packed", [True, False])
def test_rows_in_any_order_come_to_the_same(tmp_path, packed):
    header, *rows = oulad.CLICKS.splitlines()
    mixed = "\n".join([header, *rows[::-1]])
    import_folder(oulad.folder_of(tmp_path, packed, studentVle=mixed), "OU", [])
    weeks = enrolled("1", "AAA").weeks.values_list("week", "clicks", "last_day")
    assert list(weeks) == [(-1, 4, 6), (0, 8, 6), (1, 1, 0)]


def test_missing_files_and_columns_are_all_told_at_once(tmp_path):
    oulad.folder_of(tmp_path, courses=oulad.COURSES.replace("code_module", "module"))
    (tmp_path / "vle.csv").unlink()
    with pytest.raises(FileRefused) as refused:
        import_folder(tmp_path, "OU", [])
    assert [problem.reason for problem in refused.value.problems] == [
        "courses.csv has no column code_module.",
        "The folder has neither vle.csv nor vle.csv.gz.",
    ]


def test_bad_values_are_told_with_their_place_and_nothing_is_stored(tmp_path):
    oulad.folder_of(
        tmp_path,
        studentAssessment=oulad.SCORES.replace("0,78", "0,178"),
        studentInfo=oulad.INFO.replace("Distinction", "Merit"),
    )
    with pytest.raises(FileRefused) as refused:
        import_folder(tmp_path, "OU", [])
    assert [problem.sentence() for problem in refused.value.problems] == [
        "Row 5, studentInfo.csv: final_result “Merit”: Known are Pass, Distinction, Fail, "
        "Withdrawn.",
        "Row 3, studentAssessment.csv: score “178”: This is not a number from 0 to 100 with at "
        "most two places.",
    ]
    assert not Institution.objects.exists()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("AAA,2013J,1,13,x,1", "This is not a whole number."),
        ("AAA,2013J,1,13,7,-1", "sum_click “-1”: This is less than 0."),
        ("AAA,2013J,1,13,900,1", "Day 900 is too far from the start of the course."),
        ("AAA,2013J,1,13,7", "The row has 5 values for 6 columns."),
    ],
)
def test_a_bad_click_is_told_with_its_line(tmp_path, row, reason):
    clicks = oulad.CLICKS.replace("AAA,2013J,1,13,7,1", row)
    with pytest.raises(FileRefused) as refused:
        import_folder(oulad.folder_of(tmp_path, studentVle=clicks), "OU", [])
    (problem,) = refused.value.problems
    assert (problem.row, problem.reason) == (7, reason)
    assert not Institution.objects.exists()


def test_a_damaged_archive_is_a_sentence(tmp_path):
    oulad.folder_of(tmp_path)
    path = tmp_path / "studentVle.csv.gz"
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(FileRefused, match="cannot be read"):
        import_folder(tmp_path, "OU", [])


def test_the_command_says_what_it_did_and_what_was_wrong(folder, capsys):
    call_command("import_oulad", str(folder), "--presentations", "2013B")
    assert "2013B: 1 enrolments of 1 students, 1 weeks." in capsys.readouterr().out
    with pytest.raises(CommandError, match="Not stored"):
        call_command("import_oulad", str(folder), "--presentations", "2013X")
    assert "“2013X” is no presentation." in capsys.readouterr().err


def test_a_presentations_letter_is_its_month():
    assert start_of("2014B") == datetime.date(2014, 2, 1)
    assert start_of("2014J") == datetime.date(2014, 10, 1)


def test_a_student_who_goes_takes_all_of_it_along_and_the_history_keeps_it(stored):
    gone = Student.objects.filter(roll_no="1")
    number = gone.get().pk
    remove_students(gone)
    assert not Enrolment.objects.filter(result__student=number).exists()
    told = EngagementChange.objects.filter(student_id=number, new="")
    assert sorted(told.values_list("kind", flat=True)) == [
        *("background",) * 2,
        *("enrolment",) * 2,
        *("week",) * 4,
    ]
    assert Enrolment.objects.count() == 3


def test_the_real_assessments_and_students_are_read_without_a_problem():
    if not REAL.is_dir():
        pytest.skip("the dataset is not here")
    folder = folder_at(REAL)
    found = read(folder, presentations_of(folder))
    assert (found.problems, found.strays) == ([], {})
    courses = [course for of_term in found.courses.values() for course in of_term.values()]
    assert sum(len(course.learners) for course in courses) == 13_529
    scores = sum(len(one.scores) for course in courses for one in course.learners.values())
    assert scores == 82_842
