"""Ends, weeks, fifths and factors of courses made by hand, with exact numbers."""

import datetime
from fractions import Fraction

import pytest

from analytics.metrics.engagement.bands import bands, place_of
from analytics.metrics.engagement.comparisons import courses_compared, instructors_compared
from analytics.metrics.engagement.ends import ends
from analytics.metrics.engagement.factors import FACTORS, Effect, effects
from analytics.metrics.engagement.intervals import Fourfold, difference
from analytics.metrics.engagement.stays import stays
from analytics.metrics.engagement.study import Study
from analytics.metrics.engagement.terms import is_of_another_term, with_ends
from analytics.metrics.engagement.weekly import FAILED as GROUP_FAILED
from analytics.metrics.engagement.weekly import LEFT, weekly
from analytics.metrics.engagement.weekly import PASSED as GROUP_PASSED
from analytics.metrics.figures import Figures
from analytics.scope import Scope
from analytics.tests.metrics.engagement.courses import (
    FAILED,
    PASSED,
    START,
    WITHDRAWN,
    day,
    enrolled,
    first_work,
    handed_in,
    past_term,
    scored,
)
from students.models import ComponentMark, Enrolment, Offering, Role, Term, TermActivity, TermResult
from students.models.taken_subjects import enrol_takers
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def study(term, role=Role.PRINCIPAL, **chosen):
    chosen = {"term": term.code, **chosen}
    return Study(Figures(Scope.of(make.member(role, term.institution), chosen)))


def effect(found, name):
    return next((one for one in found if one.factor.name == name), None)


def table_of(one):
    return (one.table.met, one.table.count, one.table.other_met, one.table.other_count)


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
    assert len(stays(found, found.enrolments).weeks) == 3


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


def test_the_life_table_is_the_plain_share_where_nobody_is_lost_from_sight():
    term = past_term()
    for left in (0, -3, 1, 7, 8, 14):
        enrolled(term, WITHDRAWN, left=left)
    enrolled(term, WITHDRAWN)  # on a day nobody noted
    for _ in range(4):
        enrolled(term, PASSED)
    found = study(term)
    table = stays(found, found.enrolments)

    assert (table.left_before, table.undated) == (2, 1)
    assert [(one.at_risk, one.left) for one in table.weeks[:3]] == [(8, 2), (6, 2), (4, 0)]
    assert [one.share for one in table.weeks[:3]] == [
        Fraction(3, 4),
        Fraction(1, 2),
        Fraction(1, 2),
    ]
    assert len(table.weeks) == 27
    for week in table.weeks:
        enrolled_then = sum(one.is_in(7 * week.passed) for one in found.enrolments) - table.undated
        assert week.share == Fraction(enrolled_then, 8)


def test_who_registers_late_joins_later_and_who_is_still_there_is_seen_no_longer(time_machine):
    term = make.term()  # since 1 July 2026
    time_machine.move_to(datetime.datetime(2026, 7, 23, 12, tzinfo=datetime.UTC))
    enrolled(term)
    enrolled(term, registered_on=datetime.date(2026, 7, 3))
    enrolled(term, WITHDRAWN, left_on=datetime.date(2026, 7, 9))
    found = study(term)
    table = stays(found, found.enrolments)

    # Three full weeks are over; the second student is counted from the second week on.
    assert [(one.at_risk, one.left) for one in table.weeks] == [(2, 0), (3, 1), (2, 0)]
    assert table.weeks[-1].share == Fraction(2, 3)


def test_days_of_activity_are_of_those_enrolled_as_the_week_began():
    term = past_term()
    for days in (3, 3, 5, 7, 0, 1, 2, 2, 4, 6):
        enrolled(term, PASSED, (days, 1))
    for _ in range(10):
        enrolled(term, FAILED, (1,))
    for _ in range(10):
        enrolled(term, WITHDRAWN, (2, 2, 2), left=8)
    found = weekly(study(term))

    first, second, third = found.groups[GROUP_PASSED][:3]
    assert (first.median, first.active) == (3, Fraction(9, 10))
    assert (second.median, third.median, third.active) == (1, 0, 0)
    assert found.groups[GROUP_FAILED][1].median == 0
    # They left in the second week: of the third, which they were active in, nothing is counted.
    assert [one.median for one in found.groups[LEFT]] == [2]
    assert len(found.groups[GROUP_PASSED]) == 26  # the last two days are no full week


def test_weeks_far_into_a_course_are_kept_apart():
    term = make.term(None, "2024-YEAR", starts_on=START - datetime.timedelta(days=420))
    for _ in range(10):
        one = enrolled(term, PASSED)
        for week in (0, 19, 20, 41, 59):
            make.week(one, week, days=week % 7 + 1)
    found = weekly(study(term)).groups[GROUP_PASSED]

    assert [found[week].median for week in (0, 1, 19, 20, 21, 41, 59)] == [1, 0, 6, 7, 0, 7, 4]


def test_a_course_without_weeks_is_in_none_of_what_is_told_by_activity():
    term = past_term()
    one = enrolled(term, PASSED)
    TermActivity.objects.create(enrolment=one, login_days=12)
    found = study(term)

    assert weekly(found).groups == {}
    assert bands(found) == ()
    assert effect(effects(found), "inactive") is None


def test_fifths_are_places_within_the_course_of_those_still_enrolled():
    term = past_term()
    for number in range(10):
        one = enrolled(term, FAILED if number < 4 else PASSED, (min(number, 7), max(number - 7, 0)))
        scored(one, 40 + number)
    enrolled(term, WITHDRAWN, left=28)  # no longer there when four weeks had passed
    found = bands(study(term))

    assert [one.enrolled for one in found] == [2, 2, 2, 2, 2]
    assert [one.pass_share for one in found] == ["0.0", "0.0", "100.0", "100.0", "100.0"]
    assert [one.mean for one in found] == ["40.50", "42.50", "44.50", "46.50", "48.50"]


def test_equal_values_lie_in_one_place():
    assert [place_of(value, [0, 0, 0, 1, 5], 3) for value in (0, 1, 5)] == [0, 2, 2]
    assert place_of(4, [4, 4, 4], 5) == 2


def test_factors_compare_those_still_enrolled_on_their_day():
    term = past_term()
    work = first_work(term, due=20)
    for outcome, days, on in (
        (FAILED, (0, 0, 3), None),
        (FAILED, (1,), 21),
        (PASSED, (2,), 20),
        (PASSED, (3,), 5),
        (PASSED, (0, 0, 1), 19),
    ):
        one = enrolled(term, outcome, days, previous_attempts=0)
        if on is not None:
            handed_in(one, work, on)
    enrolled(term, WITHDRAWN, left=10, previous_attempts=2)  # gone when the factors are known
    enrolled(term, "", (1,))  # whose end is not known
    found = effects(study(term))

    assert table_of(effect(found, "inactive")) == (1, 2, 1, 3)
    assert table_of(effect(found, "work_missing")) == (2, 2, 0, 3)
    assert effect(found, "work_missing").days == (20, 20)
    assert table_of(effect(found, "attempted_before")) == (1, 1, 2, 5)
    assert effect(found, "no_video") is effect(found, "no_post") is None
    assert effect(found, "inactive").difference.value == Fraction(1, 6)
    assert not any(one.is_told for one in found)


def test_attendance_of_the_first_weeks_is_held_to_the_policy():
    term = past_term()
    for outcome, states in ((FAILED, "PAAA"), (PASSED, "PPPP"), (PASSED, "PPPA"), (PASSED, "EPPP")):
        one = enrolled(term, outcome)
        make.presences(one.result, states, start=START)
        make.presences(one.result, "AAAA", start=day(28))  # too late to be known early
    found = effects(study(term))

    assert table_of(effect(found, "rarely_there")) == (1, 1, 0, 3)


def test_what_is_large_and_clear_is_told():
    term = past_term()
    for number in range(40):
        enrolled(term, FAILED if number < 32 else PASSED)
        enrolled(term, PASSED if number < 32 else FAILED, (3, 3))
    found = effect(effects(study(term)), "inactive")

    assert table_of(found) == (32, 40, 8, 40)
    assert found.is_told
    assert found.difference.value == Fraction(3, 5)


def test_courses_are_held_against_the_rest_and_instructors_within_courses():
    term = past_term()
    outcomes = {"Mathematics": ("A", 9, 10), "Physics": ("A", 2, 10)}
    for title, (section, passed, all_of_them) in outcomes.items():
        for number in range(all_of_them):
            enrolled(term, PASSED if number < passed else FAILED, title=title, section=section)
    for number in range(10):
        enrolled(term, PASSED if number < 4 else FAILED, title="Mathematics", section="B")
    for section, name in (("A", "Asha"), ("B", "Bela")):
        one = next(result for result in term.results.filter(section=section).order_by("pk"))
        make.teaching(one, "Mathematics", make.staff(term.institution, name))
    found = study(term)
    courses = {one.title: one for one in courses_compared(found)}
    instructors = {one.label: one for one in instructors_compared(found)}

    assert courses["Mathematics"].difference.value == Fraction(13, 20) - Fraction(2, 10)
    assert instructors["Asha"].difference.value == Fraction(1, 2)
    assert instructors["Bela"].ends.passed == 4
    assert list(instructors) == ["Asha", "Bela"]


def test_an_offering_sets_the_days_of_its_course():
    term = past_term()
    one = enrolled(term, WITHDRAWN, left=10)
    Offering.objects.create(subject=one.subject, term=term, starts_on=day(7), ends_on=day(34))
    (course,) = study(term).courses.values()

    assert (course.weeks, course.day(day(10))) == (4, 3)


def test_without_a_term_the_newest_with_ends_is_meant():
    before = past_term()
    now = make.term(before.institution)
    enrolled(before, PASSED)
    enrolled(now)
    person = make.member(Role.PRINCIPAL, before.institution)

    assert with_ends(Scope.of(person, {})).terms == (before,)
    assert with_ends(Scope.of(person, {"term": now.code})).terms == (now,)
    enrolled(now, FAILED)
    assert with_ends(Scope.of(person, {})).terms == (now,)


def test_the_term_taken_where_nobody_chose_one_is_no_filter():
    before = past_term()
    make.term(before.institution)
    enrolled(before, PASSED)
    scope = with_ends(Scope.of(make.member(Role.PRINCIPAL, before.institution), {}))

    assert scope.terms == (before,)
    assert "term" not in scope.chosen
    assert is_of_another_term(scope)
    assert not is_of_another_term(study(before).scope)


def test_a_factor_is_as_large_as_the_courses_that_have_both():
    term = past_term()
    for number in range(8):
        enrolled(term, FAILED if number < 4 else PASSED, () if number < 4 else (2,))
    for _ in range(40):
        enrolled(term, FAILED, (), title="Physics")
    for _ in range(40):
        enrolled(term, PASSED, (3,), title="Biology")
    silent = Enrolment.objects.filter(subject__title="Physics").first()
    make.week(silent, 5)  # so that Physics keeps a record, and all in it did nothing early
    found = effect(effects(study(term)), "inactive")

    assert table_of(found) == (44, 44, 0, 44)
    assert (found.compared.count, found.compared.other_count) == (4, 4)
    assert found.difference.is_clear
    assert not found.is_told


def test_where_all_courses_together_say_the_contrary_nothing_is_said():
    factor = FACTORS[0]
    table, within = Fourfold(50, 100, 10, 100), Fourfold(10, 100, 50, 100)
    one = Effect(factor, table, difference(within), table)

    assert one.difference.is_clear
    assert one.is_large
    assert not one.is_told
    assert Effect(factor, within, difference(within), within).is_told


def test_who_registers_late_is_in_no_factor_and_no_fifth():
    term = past_term()
    for number in range(4):
        days = () if number == 0 else (number, 1)
        enrolled(term, FAILED if number < 2 else PASSED, days, registered_on=day(0))
    enrolled(term, FAILED, (), registered_on=day(9))
    found = study(term)

    assert table_of(effect(effects(found), "inactive")) == (1, 1, 1, 3)
    assert sum(one.enrolled for one in bands(found)) == 4


def test_work_with_a_score_and_no_day_is_neither_missing_nor_in():
    term = past_term()
    work = first_work(term, due=20)
    for outcome, on in ((FAILED, None), (PASSED, 10), (PASSED, 12)):
        one = enrolled(term, outcome)
        if on:
            handed_in(one, work, on)
    undated = enrolled(term, PASSED)
    handed_in(undated, work, 10)
    with TermResult.objects.refreshing([undated.result_id]):
        ComponentMark.objects.filter(mark__result=undated.result).update(submitted_on=None)

    assert table_of(effect(effects(study(term)), "work_missing")) == (1, 1, 0, 2)
