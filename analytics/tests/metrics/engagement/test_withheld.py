"""Who sees figures alone is told nothing of few students, nor what would give them away."""

import pytest

from analytics.metrics.engagement.bands import bands
from analytics.metrics.engagement.comparisons import courses_compared, instructors_compared
from analytics.metrics.engagement.factors import effects
from analytics.metrics.engagement.study import Study
from analytics.metrics.engagement.weekly import weekly
from analytics.metrics.figures import Figures
from analytics.scope import Scope
from analytics.tests.metrics.engagement.courses import (
    FAILED,
    PASSED,
    WITHDRAWN,
    enrolled,
    past_term,
)
from students.models import Enrolment, Role
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def study(term, role, **chosen):
    return Study(
        Figures(Scope.of(make.member(role, term.institution), {"term": term.code, **chosen}))
    )


def sizes(term, **counts):
    for title, count in counts.items():
        for number in range(count):
            enrolled(term, PASSED if number % 2 else FAILED, (number % 7,), title=title)


def told(term, role, **chosen):
    found = courses_compared(study(term, role, **chosen))
    return {one.title: "few" if one.ends.few else one.ends.enrolled for one in found}


def test_a_small_course_is_withheld_with_the_next_smallest():
    term = past_term()
    sizes(term, Algebra=3, Biology=6, Chemistry=9)

    assert told(term, Role.PRINCIPAL) == {"Algebra": 3, "Biology": 6, "Chemistry": 9}
    assert told(term, Role.MANAGER) == {"Algebra": "few", "Biology": "few", "Chemistry": 9}


def test_a_selection_of_four_is_no_selection():
    term = past_term()
    sizes(term, Algebra=4)

    assert study(term, Role.MANAGER).enrolments == []
    assert study(term, Role.MANAGER).few
    assert len(study(term, Role.PRINCIPAL).enrolments) == 4


def test_a_student_in_many_courses_is_one():
    term = past_term()
    who = make.student(term.institution)
    one = enrolled(term, PASSED, of=who)
    for title in ("Algebra", "Biology", "Chemistry", "Physics"):
        make.enrolment(one.result, title, outcome=PASSED)

    assert study(term, Role.MANAGER).few


def test_a_branch_that_differs_from_all_by_two_is_withheld():
    term = past_term()
    for number in range(8):
        enrolled(term, PASSED, (number % 7,))
    for _ in range(2):
        enrolled(term, PASSED, branch_code="IT")

    assert study(term, Role.MANAGER, branch="CSE").few
    assert not study(term, Role.MANAGER).few
    assert not study(term, Role.PRINCIPAL, branch="IT").few


def test_a_factor_of_few_and_fifths_of_few_are_withheld():
    term = past_term()
    for number in range(12):
        enrolled(term, FAILED if number < 3 else PASSED, () if number < 3 else (number % 7, 1))
    for_principal = {one.factor.name: one for one in effects(study(term, Role.PRINCIPAL))}
    for_manager = {one.factor.name: one for one in effects(study(term, Role.MANAGER))}

    assert for_principal["inactive"].table.count == 3
    assert not for_principal["inactive"].few
    assert for_manager["inactive"].few
    assert not for_manager["inactive"].is_told
    assert all(one.few for one in bands(study(term, Role.MANAGER)) if one.enrolled or one.few)


def test_an_instructor_whose_rest_is_few_is_withheld():
    term = past_term()
    one, *_ = [enrolled(term, PASSED, section="A") for _ in range(6)]
    other, *_ = [enrolled(term, PASSED, section="B") for _ in range(3)]
    make.teaching(one.result, "Mathematics", make.staff(term.institution, "Asha"))
    make.teaching(other.result, "Mathematics", make.staff(term.institution, "Bela"))

    of_manager = instructors_compared(study(term, Role.MANAGER))
    assert [one.ends.few for one in of_manager] == [True, True]
    of_principal = instructors_compared(study(term, Role.PRINCIPAL))
    assert [one.ends.enrolled for one in of_principal] == [6, 3]


def test_a_course_withheld_beside_others_is_withheld_alone():
    term = past_term()
    sizes(term, Algebra=3, Biology=6, Chemistry=9)

    assert study(term, Role.MANAGER, subject="BIOLOGY").few
    assert not study(term, Role.MANAGER, subject="CHEMISTRY").few
    assert not study(term, Role.PRINCIPAL, subject="BIOLOGY").few


def test_an_instructor_gives_no_withheld_course_away():
    term = past_term()
    sizes(term, Algebra=3, Biology=6, Chemistry=9)
    for title in ("Biology", "Chemistry"):
        one = Enrolment.objects.filter(subject__title=title).first()
        make.teaching(one.result, title, make.staff(term.institution, f"Of {title}"))

    of_manager = {one.label: one.ends.few for one in instructors_compared(study(term, "manager"))}
    assert of_manager["Of Biology"]


def test_weeks_are_of_students_who_may_be_in_many_courses():
    term = past_term()
    for _ in range(2):
        one = enrolled(term, FAILED, (1,), of=make.student(term.institution))
        for title in ("Algebra", "Biology", "Chemistry", "Physics", "Zoology"):
            make.week(make.enrolment(one.result, title, outcome=FAILED), 0, days=1)
    for _ in range(8):
        enrolled(term, WITHDRAWN, (1,), left=8)
    for_manager, for_principal = study(term, Role.MANAGER), study(term, Role.PRINCIPAL)

    weeks = for_manager.stays.weeks
    assert [week.few for week in weeks[:3]] == [False, False, True]
    assert not any(week.few for week in for_principal.stays.weeks)
    assert weekly(for_manager).groups["failed"][0].few
    assert not weekly(for_principal).groups["failed"][0].few
