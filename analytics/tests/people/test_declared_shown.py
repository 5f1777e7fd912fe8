"""What was declared, on the pages of those who have left their class or the term since."""

import pytest

from analytics.people.declared import declared, own_declared
from students.access import visible_to
from students.models import Role, TermResult
from students.models.declaring import declare
from students.models.sheets import Cohort
from students.tests import factories as make
from students.tests.models.classes import class_of_three, credited, publish, seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return make.term()


@pytest.fixture
def principal(client, term):
    user = make.member(Role.PRINCIPAL, term.institution)
    client.force_login(user)
    return user


def withdrawn(result):
    result.status = TermResult.Status.WITHDRAWN
    result.save()
    return result


@pytest.mark.parametrize("earlier", [False, True])
def test_who_withdrew_after_the_declaration_has_a_page(client, term, principal, earlier):
    cohort, rows = class_of_three(term)
    if earlier:
        before = make.term(term.institution, "2025-ODD", 2025)
        make.mark(make.result(before, rows["ASHA"].student, semester=3), "Chemistry", 70)
        credited(term.institution, Chemistry=3)
    declare(cohort, seen(cohort))
    asha = withdrawn(rows["ASHA"])

    answer = client.get(f"/students/{asha.student_id}/?term={term.pk}")
    assert answer.status_code == 200
    shown = declared(visible_to(principal), asha)
    assert (shown.heading, shown.differs) == ("Pass, SGPA 9.33", False)


def test_who_withdrew_and_whose_mark_moved_then_differs(term, principal):
    cohort, rows = class_of_three(term)
    declare(cohort, seen(cohort))
    mark = withdrawn(rows["ASHA"]).marks.first()
    mark.score = 50
    mark.save()

    assert declared(visible_to(principal), rows["ASHA"]).differs


def test_who_changed_class_is_shown_what_was_declared_last_in_whichever(term, principal):
    cohort, rows = class_of_three(term)
    charu = rows["CHARU"]
    declare(cohort, seen(cohort))
    mark = charu.marks.first()
    mark.score = 21
    mark.save()
    publish(declare(cohort, seen(cohort), "Recount"))  # number 2 of the class before
    charu.branch = make.branch(term.institution, "IT")
    charu.save()
    for mark in charu.marks.all():
        mark.score = 95
        mark.save()
    moved_to = Cohort(term, charu.branch, charu.semester)
    publish(declare(moved_to, seen(moved_to)))  # and number 1 of the class now
    student = charu.student
    student.user = make.member(Role.STUDENT, term.institution)
    student.save()

    own = own_declared(visible_to(student.user), charu)
    assert (own.heading, own.line.declaration.branch.code) == ("Pass, SGPA 10.00", "IT")
    assert declared(visible_to(principal), charu).line == own.line
