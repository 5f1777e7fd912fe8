"""A class whose results the tests declare."""

import pytest

from students.models import Role, Subject, TermResult
from students.models.sheets import Cohort
from students.rules.policy import PAPER_POLICY
from students.tests import factories as make
from students.tests.kept_worlds import kept

GRACE = {"grace": [{"code": "O.1", "total_marks": "2", "whole_examination": True}]}


@pytest.fixture
def term():
    place = make.institution()
    in_term = make.term(place)
    version = make.policy_version(place, PAPER_POLICY.definition() | {"ordinance": GRACE})
    version.assignments.create(institution=place, from_term=in_term)
    return in_term


@pytest.fixture
@kept
def cohort(term):
    """Asha passes, Bela by grace, Charu not; Dev is of another branch."""
    for title, credits in (("Mathematics", 4), ("Physics", 2)):
        Subject.objects.filter(pk=make.subject(term.institution, title).pk).update(credits=credits)
    with TermResult.objects.refreshing():
        for name, scores in (("Asha", (92, 61)), ("Bela", (75, 39)), ("Charu", (20, 30))):
            result = make.result(term, make.student(term.institution, name.upper(), name))
            make.mark(result, "Mathematics", scores[0])
            make.mark(result, "Physics", scores[1])
        make.mark(make.result(term, make.student(term.institution, "DEV", "Dev"), "IT"), score=70)
    return Cohort(term, make.branch(term.institution), 4)


@pytest.fixture
def principal(client, term):
    client.force_login(make.member(Role.PRINCIPAL, term.institution))
    return client
