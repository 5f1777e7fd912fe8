"""A version in use with its test, and what it says of Nisha Tiwari in mathematics."""

import datetime

import pytest

from analytics.prediction.code_versions import code_version
from analytics.prediction.packages import LEARNER, learner_there
from analytics.tests.contacts.conftest import people
from analytics.tests.prediction import made_versions as made
from students.tests import factories
from students.tests.kept_worlds import kept

__all__ = ["people"]  # a fixture

INPUTS = ["made_share", "missed_in_a_row", "told_active", "silent_days", "told_clicks_2w"]
FACTS = [0.25, 3, 1, 12, 0.04]
PULLS = {"work": 1.5, "recent_activity": 0.5, "studies": -0.4}
BINS = [{"guess": 0.1, "outcome": 0.1, "n": 100}, {"guess": 0.8, "outcome": 0.75, "n": 40}]
MEASURES = {"weeks": [{"week": 4, "bins": BINS}]}
LAST, BEFORE = datetime.date(2026, 8, 5), datetime.date(2026, 7, 29)


def in_use(place, number=1, target="at_risk", **values):
    """A version that is in use, with a test of week 4; it can still guess."""
    usual = {
        "inputs": INPUTS,
        "measures": MEASURES,
        "code_version": code_version(),
        "libraries": {LEARNER: learner_there()},
    }
    one = made.version(place, number, target, **usual | values)
    made.use(one, place, target)
    return one


def guessed(by, enrolment, chance, day=LAST, **values):
    """What a version says of an enrolment; the chance in percent."""
    usual = {"millionths": chance * 10_000, "inputs": FACTS, "pulls": PULLS}
    return made.guess(by, enrolment, day, **usual | values)


@pytest.fixture
@kept
def result():
    """Nisha Tiwari: an average of 30 in two subjects, attendance of 55 %; others go on."""
    term = factories.term()
    one = factories.result(term, factories.student(term.institution, "CSE2110", "Nisha Tiwari"))
    factories.mark(one, "Chemistry", 28)
    factories.mark(one, "English", 32)
    factories.attendance(one, held=100, attended=55)
    one.refresh_from_db()
    return one


@pytest.fixture
def version(result):
    return in_use(result.institution)


@pytest.fixture
def enrolment(result, version):
    """Her course in mathematics, guessed at 62 %, then at 78 %."""
    one = factories.enrolment(result)
    guessed(version, one, 62, BEFORE)
    guessed(version, one, 78)
    return one
