"""Weeks, fifths, comparisons and terms of courses made by hand, with exact numbers."""

import datetime
from fractions import Fraction

import pytest

from analytics.metrics.engagement.bands import bands, place_of
from analytics.metrics.engagement.comparisons import courses_compared, instructors_compared
from analytics.metrics.engagement.factors import effects
from analytics.metrics.engagement.terms import is_of_another_term, with_ends
from analytics.metrics.engagement.weekly import FAILED as GROUP_FAILED
from analytics.metrics.engagement.weekly import LEFT, weekly
from analytics.metrics.engagement.weekly import PASSED as GROUP_PASSED
from analytics.scope import Scope
from analytics.tests.metrics.engagement.courses import (
    FAILED,
    PASSED,
    START,
    WITHDRAWN,
    day,
    enrolled,
    past_term,
    scored,
    study,
)
from students.models import Offering, Role, TermActivity
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def test_the_life_table_is_the_plain_share_where_nobody_is_lost_from_sight():
    term = past_term()
    for left in (0, -3, 1, 7, 8, 14):
        enrolled(term, WITHDRAWN, left=left)
    enrolled(term, WITHDRAWN)  # on a day nobody noted
    for _ in range(4):
        enrolled(term, PASSED)
    found = study(term)
    table = found.stays

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
    table = found.stays

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
    assert "inactive" not in {one.factor.name for one in effects(found)}


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
