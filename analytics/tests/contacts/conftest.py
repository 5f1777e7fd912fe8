"""A college with a student at high risk, and everybody who might want a word."""

import pytest

from analytics.tests.people.conftest import (
    class_teacher,
    mentor,
    next_door,
    own_account,
    subject_teacher,
)
from students.models import Membership, Role
from students.tests import factories as make
from students.tests.kept_worlds import kept


@pytest.fixture
@kept
def result():
    """Nisha Tiwari: an average of 30 in two subjects, attendance of 55 %."""
    term = make.running_term()
    one = make.result(term, make.student(term.institution, "CSE2110", "Nisha Tiwari"))
    make.mark(one, "Mathematics", 28)
    make.mark(one, "Physics", 32)
    make.attendance(one, held=100, attended=55)
    one.refresh_from_db()
    return one


@pytest.fixture
def people(result):
    """By the word for their part: who sees the whole record, a part, or nothing."""
    place = result.institution
    found = {
        role: make.member(role, place, name=f"the-{role}")
        for role in (Role.PRINCIPAL, Role.REGISTRAR, Role.ACCOUNTANT, Role.MANAGER)
    }
    found["head"] = make.member(Role.HEAD, place, name="the-head", branch=result.branch)
    found["other head"] = make.member(
        Role.HEAD, place, name="the-other-head", branch=make.branch(place, "IT")
    )
    found["administrator"] = make.member(Role.ADMINISTRATOR, place, name="the-administrator")
    found["mentor"] = mentor(result)
    found["class teacher"] = class_teacher(result)
    found["subject teacher"] = subject_teacher(result, "Physics")
    found["student"] = own_account(result)
    found["stranger"] = next_door()
    assert Membership.objects.count() == len(found)
    return found
