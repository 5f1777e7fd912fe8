"""Wide and long files of marks: states, maxima, attempts."""

from decimal import Decimal

import pytest

from students.imports import runs
from students.models import (
    Mark,
    Subject,
    TermResult,
)
from students.tests import factories as make
from students.tests.imports.files import (
    imported,
    long,
    reasons,
    register,
    wide,
)

pytestmark = pytest.mark.django_db

STATES = {
    "AB": "absent",
    "absent": "absent",
    "WH": "withheld",
    "mp": "malpractice",
    "EX": "exempt",
    "-": "pending",
    "–": "pending",
    "pending": "pending",
}


@pytest.mark.parametrize("word", STATES)
def test_a_state_is_written_as_a_word(word):
    imported(wide("physics", word))

    mark = Mark.objects.get()
    assert (mark.state, mark.score) == (STATES[word], None)


def test_an_empty_cell_registers_nothing():
    imported(wide("physics,chemistry", "50,"))

    assert list(Subject.objects.values_list("code", flat=True)) == ["PHYSICS"]


@pytest.mark.parametrize(
    "title", ["Physics (50)", "Physics [50]", "Physics /50", "physics (max 50)"]
)
def test_a_maximum_is_stated_in_the_header(title):
    imported(wide(title, "45"))

    mark = Mark.objects.get()
    assert (mark.subject.code, mark.max_score) == ("PHYSICS", 50)
    assert reasons(wide(title, "51"))[0][3] == "It is above the maximum 50."


def test_a_mark_keeps_its_maximum_where_the_file_states_none():
    imported(wide("physics (50)", "45"))

    imported(wide("physics", "40"))

    assert (Mark.objects.get().score, Mark.objects.get().max_score) == (40, 50)
    assert reasons(wide("physics", "60"))[0][3] == "It is above the maximum 50."


def test_a_subject_is_found_by_its_title():
    in_term = make.term()
    Subject.objects.create(institution=in_term.institution, code="CS301", title="Data Structures")

    imported(wide("data_structures", "50"))

    assert Mark.objects.get().subject.code == "CS301"


def test_two_subjects_of_one_title_have_to_be_told_apart():
    in_term = make.term()
    for code in ("CS301", "CS302"):
        Subject.objects.create(institution=in_term.institution, code=code, title="Project")

    with pytest.raises(Exception, match="More than one subject"):
        imported(wide("project", "50"))
    assert imported(wide("CS302", "50")).stored


def test_columns_that_follow_from_the_marks_are_not_read():
    summary = imported(
        b"S.No," + wide("physics,total,grade,remarks", "50,50,D,good").replace(b"\n", b"\n1,")
    )

    assert summary.left_out == ("S.No", "total", "grade", "remarks")
    assert Mark.objects.get().score == 50


def test_a_dash_never_takes_a_mark_back_and_pending_does():
    imported(wide("physics", "50"))

    ((row, column, value, reason),) = reasons(wide("physics", "-"))
    assert (row, column, value) == (2, "physics", "-")
    assert reason == "A mark is already there (50), and a dash would take it back."

    imported(wide("physics", "PENDING"))
    assert Mark.objects.get().state == "pending"


def test_a_withheld_mark_keeps_its_score():
    imported(wide("physics", "50"))

    imported(wide("physics", "WH"))

    mark = Mark.objects.get()
    assert (mark.state, mark.score) == ("withheld", 50)
    assert TermResult.objects.get().withheld


def test_a_long_file_has_a_row_for_each_mark():
    summary = imported(long("score,max", "Physics,45,50", "English,AB,", "Chemistry,,"))

    marks = {mark.subject.code: mark for mark in Mark.objects.all()}
    assert summary.counts["new"] == 3
    assert marks["PHYSICS"].max_score == 50
    assert marks["ENGLISH"].state == "absent"
    assert marks["CHEMISTRY"].state == "pending"
    assert TermResult.objects.get().provisional


def test_a_long_file_twice_changes_nothing():
    content = long("score", "Physics,45", "English,")
    imported(content)

    assert imported(content).counts["same"] == 2


def test_an_empty_score_of_a_long_file_leaves_a_mark_as_it_is():
    imported(long("score", "Physics,45"))

    assert imported(long("score", "Physics,")).counts["same"] == 1


def test_a_long_file_may_publish_some_marks():
    imported(long("score,published", "Physics,45,yes", "English,50,no", "Chemistry,50,"))

    assert list(Mark.objects.filter(published=True).values_list("subject__code", flat=True)) == [
        "PHYSICS"
    ]


def test_a_later_attempt_stands_beside_the_first():
    imported(long("score", "Physics,20"))

    imported(long("score,attempt", "Physics,60,2"))

    later = Mark.objects.get(attempt=2)
    assert later.sat_term == later.result.term
    assert TermResult.objects.get().mark_count == 1
    assert TermResult.objects.get().failed == 1


def test_a_later_attempt_may_stand_above_the_first_one_in_the_file():
    imported(long("score,attempt", "Physics,60,2", "Physics,20,1"))

    assert Mark.objects.count() == 2


def test_a_later_attempt_without_a_first_one_is_refused_and_told_where_it_belongs():
    imported(long("score", "English,50"))

    (problem,) = imported(long("score,attempt", "Physics,60,2")).problems

    assert problem.reason == "The student has no first attempt at this subject in 2026-ODD."
    assert "the term in which the subject was first registered" in problem.mend
    assert Mark.objects.count() == 1


def test_the_term_a_known_later_attempt_was_sat_in_is_not_changed_in_silence():
    first = make.term(code="2026-ODD")
    make.term(first.institution, "2027-EVEN", year=2027)
    said = "score,attempt,sat in"
    imported(long("score", "Physics,20"), term=first)
    imported(long(said, "Physics,60,2,2026-ODD"), term=first)

    (problem,) = imported(long(said, "Physics,60,2,2027-EVEN"), term=first).problems

    assert problem.reason == "The register says that this attempt was sat in 2026-ODD."
    assert imported(long(said, "Physics,61,2,2026-ODD"), term=first).counts["changed"] == 1
    assert imported(long("score,attempt", "Physics,62,2"), term=first).counts["changed"] == 1


def test_a_later_attempt_is_undone_and_changed_back():
    imported(long("score,attempt", "Physics,20,1", "Physics,60,2"))
    before = register()
    run = imported(long("score,attempt", "Physics,70,2")).run

    runs.undo(run)

    assert register() == before


def test_the_average_after_is_told_beforehand():
    imported(wide("physics,english", "50,60"))
    run = runs.preview("marks", wide("physics", "95"), "file.csv")

    (row,) = runs.plan_of(run).rows()
    runs.commit(run, despite_alarms=True)

    result = TermResult.objects.get()
    assert row.after == "77.50 A"
    assert (result.grade, Decimal(result.average).scaleb(-10)) == ("A", Decimal("77.5"))


def test_subjects_that_differ_in_a_sign_are_told_apart():
    titles = ["C", "C++", "C#", "CI", "C&I", "M", "M*"]
    imported(long("score", *(f"{title},50" for title in titles)))

    assert sorted(Subject.objects.values_list("title", flat=True)) == sorted(titles)
