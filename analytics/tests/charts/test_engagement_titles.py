"""What the charts of online learning say first, of courses made by hand."""

import pytest

from analytics.charts import dropout_courses, early_activity, weekly_activity
from analytics.tests.metrics.engagement.courses import (
    FAILED,
    PASSED,
    WITHDRAWN,
    day,
    enrolled,
    past_term,
    study,
)
from students.models import Offering, TermResult
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_fifth_is_named_by_its_place_where_others_are_empty():
    term = past_term()
    for number in range(10):
        enrolled(term, PASSED if number else FAILED, (1 + (number > 1),))
    chart = early_activity.chart(study(term).figures)
    assert chart.title == "Least active fifth: 50.0\u00a0% passed"


def test_courses_are_named_after_the_same_week_where_thirty_began():
    term = past_term()
    Offering.objects.create(
        subject=make.subject(term.institution, "Short"),
        term=term,
        starts_on=day(0),
        ends_on=day(20),
    )
    with TermResult.objects.refreshing():
        for number in range(60):
            enrolled(term, PASSED if number < 40 else WITHDRAWN, left=None if number < 40 else 10)
            enrolled(
                term,
                PASSED if number < 10 else WITHDRAWN,
                title="Late",
                left=None if number < 10 else 100,
            )
            enrolled(term, PASSED, title="Short")
        for _ in range(12):
            enrolled(term, WITHDRAWN, title="Small", left=2)
    title = dropout_courses.chart(study(term).figures).title

    assert title == "MATHEMATICS kept the fewest, 66.7\u00a0% after 3 weeks"


def test_a_week_is_spoken_of_where_thirty_were_still_enrolled():
    term = past_term()
    with TermResult.objects.refreshing():
        for number in range(40):
            enrolled(term, WITHDRAWN, (1, 1, 0), left=10 if number < 15 else 40)
    assert weekly_activity.chart(study(term).figures).title == "5 weeks of activity"

    with TermResult.objects.refreshing():
        for _ in range(10):
            enrolled(term, WITHDRAWN, (1, 1, 0), left=40)
    title = weekly_activity.chart(study(term).figures).title
    assert title == "Of leavers still enrolled in week 3 half were not active"
