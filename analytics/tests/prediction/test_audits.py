"""Groups that errors are counted for: every source's words, and bands of ages."""

import numpy as np
import pytest

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
