"""When a report is due: by hand on the edges of months, and for any day at all."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.deliveries.calendars import ONE, last_due, next_due
from analytics.models import ReportSchedule
from analytics.tests.deliveries.conftest import a_day

DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1))
RHYTHMS = st.one_of(
    st.just({"every": "daily"}),
    st.integers(0, 6).map(lambda weekday: {"every": "weekly", "weekday": weekday}),
    st.integers(1, 31).map(lambda day: {"every": "monthly", "day": day}),
)


@pytest.mark.parametrize(
    ("rhythm", "today", "last"),
    [
        ({"every": "daily"}, "2026-11-23", "2026-11-23"),
        ({"every": "weekly", "weekday": 0}, "2026-11-23", "2026-11-23"),  # a Monday
        ({"every": "weekly", "weekday": 1}, "2026-11-23", "2026-11-17"),
        ({"every": "monthly", "day": 23}, "2026-11-23", "2026-11-23"),
        ({"every": "monthly", "day": 24}, "2026-11-23", "2026-10-24"),
        ({"every": "monthly", "day": 31}, "2026-02-28", "2026-02-28"),
        ({"every": "monthly", "day": 31}, "2028-02-28", "2028-01-31"),  # the 29th is to come
        ({"every": "monthly", "day": 30}, "2026-03-01", "2026-02-28"),
        ({"every": "monthly", "day": 1}, "2026-01-01", "2026-01-01"),
    ],
)
def test_the_last_day_it_was_due(rhythm, today, last):
    assert last_due(ReportSchedule(**rhythm), a_day(today)) == a_day(last)


@given(RHYTHMS, DAYS)
def test_the_next_day_is_the_first_on_which_it_is_due_again(rhythm, today):
    one = ReportSchedule(**rhythm, done_to=today)

    following = next_due(one, today)

    assert following > today
    assert last_due(one, following) == following
    assert last_due(one, following - ONE) == last_due(one, today)


@given(RHYTHMS, DAYS, st.integers(1, 100))
def test_what_was_missed_is_due_on_its_last_day_alone(rhythm, today, days):
    one = ReportSchedule(**rhythm, done_to=today - ONE * days)
    missed = last_due(one, today)

    expected = missed if missed > one.done_to else next_due(one, today)

    assert next_due(one, today) == expected
    assert (missed > one.done_to) == (expected <= today)
