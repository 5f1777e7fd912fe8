"""Groups that errors are counted for: every source's words, and bands of ages."""

import numpy as np
import pytest

from analytics.prediction import audits
from analytics.prediction.audits import age_band, groups_of
from students.models import StudentBackground
from students.tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("age", "band"),
    [(17, "under 18"), (18, "18-21"), (21, "18-21"), (35, "26-35"), (56, "56 and over")],
)
def test_an_age_is_in_one_band(age, band):
    assert age_band(age) == band


def test_a_source_with_ages_is_audited_as_one_with_bands():
    term = factories.term()
    ones = [factories.enrolment(factories.result(term)) for _ in range(3)]
    of = StudentBackground.objects.create
    of(result=ones[0].result, age=20, gender="F", disability=False)
    of(result=ones[1].result, age_band="0-35")
    found = groups_of(np.array([one.pk for one in ones]))
    assert found["age_band"].tolist() == ["18-21", "0-35", ""]
    assert found["gender"].tolist() == ["F", "", ""]
    assert found["disability"].tolist() == ["False", "", ""]


def test_a_group_is_as_large_as_its_students_are_many(monkeypatch):
    monkeypatch.setattr(audits, "FEWEST", 3)
    term = factories.term()
    of, enrolments, students = StudentBackground.objects.create, [], []
    for gender in "FFFMM":
        one = factories.result(term)
        of(result=one, gender=gender)
        for title in ("Mathematics", "Physics"):
            enrolments.append(factories.enrolment(one, title).pk)
            students.append(one.student_id)
    guess, outcome = np.linspace(0.1, 0.9, 10), np.array([0, 1] * 5)
    (found,) = audits.audit(np.array(enrolments), np.array(students), guess, outcome)
    assert (found["attribute"], found["group"], found["n"]) == ("gender", "F", 6)


def test_enrolments_of_one_student_are_not_taken_for_independent():
    students = np.repeat(np.arange(40), 5)
    outcome = students % 2
    guess = np.full(len(students), 0.5)
    as_one = audits.gap(students, guess, outcome)["gap_interval"]
    as_many = audits.gap(np.arange(len(students)), guess, outcome)["gap_interval"]
    assert as_one[1] - as_one[0] > 1.5 * (as_many[1] - as_many[0])
