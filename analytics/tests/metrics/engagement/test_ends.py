"""How enrolments ended, and what was done in whole terms, of courses made by hand."""

import datetime
from fractions import Fraction

import pytest

from analytics.dashboards.engagement_terms import whole_term_table
from analytics.metrics.engagement.bands import bands
from analytics.metrics.engagement.comparisons import courses_compared
from analytics.metrics.engagement.ends import ends
from analytics.metrics.engagement.weekly import FAILED as GROUP_FAILED
from analytics.metrics.engagement.weekly import PASSED as GROUP_PASSED
from analytics.metrics.engagement.weekly import weekly
from analytics.metrics.engagement.whole_terms import whole_terms
from analytics.tests.metrics.engagement.courses import (
    FAILED,
    PASSED,
    WITHDRAWN,
    enrolled,
    past_term,
    scored,
    study,
)
from students.models import Enrolment, Role, Term, TermActivity
from students.models.taken_subjects import enrol_takers
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def test_ends_are_counted_where_they_are_declared():
    term = past_term()
    for outcome in (*(PASSED,) * 8, "distinction", FAILED, WITHDRAWN, "completed", ""):
        enrolled(term, outcome)
    found = study(term)
    counted = ends(found, found.enrolments)

    assert (counted.enrolled, counted.known, counted.stayed, counted.left) == (13, 12, 11, 1)
    assert (counted.passed, counted.failed, counted.decided) == (9, 1, 11)
    assert (counted.running, counted.unknown) == (0, 1)


def test_a_course_of_which_only_withdrawals_are_known_still_runs():
    term = make.term()
    for outcome in (WITHDRAWN, "", ""):
        enrolled(term, outcome)
    found = study(term)
    counted = ends(found, found.enrolments)

    assert (counted.known, counted.stay_share) == (0, None)
    assert (counted.running, counted.left_so_far, counted.unknown) == (3, 1, 2)


def test_a_course_that_is_over_and_left_by_all_has_ended():
    term = past_term()
    enrolled(term, WITHDRAWN, left=20)
    found = study(term)

    assert ends(found, found.enrolments).known == 1


def test_a_classroom_known_by_marks_alone_is_no_online_learning():
    term = past_term()
    enrolled(term, PASSED)
    for _ in range(3):
        make.mark(make.result(term), "Physics", 60)
    enrol_takers(Term.objects.all())
    found = study(term)

    assert Enrolment.objects.count() == 4
    assert [one.title for one in found.courses.values()] == ["Mathematics"]
    assert len(found.enrolments) == 1


def test_where_nobody_said_how_it_ended_the_mark_does():
    term = past_term()
    for score in (70, 60, 10):
        scored(enrolled(term, "completed"), score)
    scored(enrolled(term, "", (1,)), 80)
    enrolled(term, WITHDRAWN, left=20)
    counted = ends(found := study(term), found.enrolments)

    assert (counted.known, counted.stayed) == (5, 4)
    assert (counted.passed, counted.failed, counted.decided) == (3, 1, 5)


def test_where_it_is_known_only_who_left_nobody_is_told_to_have_passed():
    term = past_term()
    for outcome in (*("completed",) * 15, *(WITHDRAWN,) * 5):
        enrolled(term, outcome, (1,))
    scored(enrolled(term, "completed", (1,)), 70)  # one mark tells of no course
    found = study(term)
    counted = ends(found, found.enrolments)

    assert counted.stay_share == Fraction(16, 21)
    assert (counted.pass_share, counted.failed) == (None, 0)
    assert GROUP_PASSED not in weekly(found).groups
    assert len(weekly(found).groups["stayed"]) == 26
    assert courses_compared(found)[0].ends.decided == 0


def test_a_first_outcome_ends_no_course_nor_shows_weeks_to_come(time_machine):
    term = make.term()  # since 1 July 2026
    time_machine.move_to(datetime.datetime(2026, 7, 23, 12, tzinfo=datetime.UTC))
    for outcome in (PASSED, WITHDRAWN, *("",) * 8):
        enrolled(term, outcome)
    found = study(term)
    assert ends(found, found.enrolments).known == 0

    Enrolment.objects.filter(outcome="").update(outcome=PASSED)
    found = study(term)
    assert ends(found, found.enrolments).known == 10
    assert len(found.stays.weeks) == 3


def test_long_after_the_last_day_what_is_known_of_most_has_to_do(time_machine):
    term = past_term()  # until 31 December 2025
    for outcome in (*(PASSED,) * 6, *("",) * 4):
        enrolled(term, outcome)
    for month, known in ((2, 0), (5, 6)):
        time_machine.move_to(datetime.datetime(2026, month, 1, 12, tzinfo=datetime.UTC))
        found = study(term)
        assert ends(found, found.enrolments).known == known


def test_fifths_and_ends_are_of_the_whole_course_whichever_part_is_looked_at():
    term = past_term()
    for _ in range(8):
        enrolled(term, PASSED, (7, 7), branch_code="IT")
    for outcome in (PASSED, FAILED):
        enrolled(term, outcome, (1,))
    one = enrolled(term, "", (1,), title="Physics")
    enrolled(term, PASSED, (1,), title="Physics", branch_code="IT")
    make.week(one, 1, video_seconds=60)
    found = study(term, branch="CSE")

    assert [one.enrolled for one in bands(found)] == [2, 0, 0, 1, 0]
    assert found.whole.recording("video_seconds") == {one.course for one in found.enrolments[2:]}
    assert {found.courses[key].title for key in found.ended} == {"Mathematics", "Physics"}


def test_a_student_out_of_the_term_counts_among_who_left():
    term = past_term()
    one = enrolled(term, WITHDRAWN, left=30)
    enrolled(term, PASSED)
    one.result.status = "withdrawn"
    one.result.save()

    assert len(study(term).enrolments) == 2


def test_whole_terms_are_told_by_how_they_ended_and_are_no_factor():
    term = past_term()
    for outcome, days, video in ((PASSED, 10, 7200), (PASSED, 13, None), (FAILED, 2, 1800)):
        one = enrolled(term, outcome)
        TermActivity.objects.create(enrolment=one, login_days=days, video_seconds=video)
    enrolled(term, WITHDRAWN)
    found = study(term)
    passed, failed = whole_terms(found)

    assert (passed.group, passed.count) == (GROUP_PASSED, 2)
    assert passed.medians == (Fraction(23, 2), 7200, None, None)
    assert failed.medians == (2, 1800, None, None)
    assert [cell.text for cell in whole_term_table([passed]).lines[0].cells] == [
        "2",
        "11.5",
        "2.0",
        "–",
        "–",
    ]


def test_whole_terms_of_few_are_not_told():
    term = past_term()
    for number in range(14):
        one = enrolled(term, FAILED if number < 3 else PASSED)
        posts = 4 if number > 9 else None
        TermActivity.objects.create(enrolment=one, login_days=5, forum_posts=posts)
    found = {one.group: one for one in whole_terms(study(term, Role.MANAGER))}

    assert found[GROUP_FAILED].few
    assert found[GROUP_PASSED].few  # what is left of all would be the others
    assert not any(one.few for one in whole_terms(study(term)))
