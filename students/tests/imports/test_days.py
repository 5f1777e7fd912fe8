"""Titles that are days: what each is read as in a term from January to June 2026, or why not."""

import contextlib
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from students.imports.days import is_day, joined_day, said_day
from students.imports.refusals import Refused

FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2026, 6, 30)
FOURTEENTH = datetime.date(2026, 3, 14)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("14/03/2026", None),
        ("14-3-26", None),
        ("14.03.2026", None),
        ("2026-03-14 00:00:00", None),
        ("14 Mar", None),
        ("14Mar26", None),
        ("14 Mar'26", None),
        ("March 14, 2026", None),
        ("14th March", None),
        ("14/3", None),
        ("Sat, 14 March 2026 Period 3", 3),
        ("14/03/2026 (Sat) P2", 2),
        ("14-3-26 (2)", 2),
        ("14.03.2026 - 3", 3),
        ("14 Mar 26 II", 2),
        ("14/3 2nd hour", 2),
        ("14/03/2026 FN", 1),
        ("14-3-26 (Afternoon)", 2),
        ("१४/०३/२०२६", "not a day"),
    ],
)
def test_the_day_stands_before_the_month(title, period):
    if period == "not a day":
        assert not is_day(title)
        return
    assert is_day(title)
    said = said_day(title)
    assert (said.within(FIRST, LAST), said.period) == (FOURTEENTH, period)


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("03/14/2026", "There is no month 14."),
        ("31/04/2026", "No calendar has this day."),
        ("29 Feb", "No calendar has this day."),
        ("14/07/2026", "It lies outside the term, 1 Jan 2026 to 30 Jun 2026."),
        ("14 Mar Fri", "14 Mar 2026 is a Saturday."),
        ("14", "It names no month."),
        ("14 Mar 2", "2 may be a year or a period."),
        ("14/03/2026 P13", "A day has periods 1 to 12."),
        ("14/03/2026 EVE", "What stands beside the day is no period."),
        ("Quiz 1", "It is not a day."),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_reason(title, reason):
    with pytest.raises(Refused) as refused:
        said_day(title).within(FIRST, LAST)
    assert refused.value.reason == reason
    assert refused.value.mend


def test_a_day_without_its_year_is_asked_about_in_a_term_that_has_it_twice():
    with pytest.raises(Refused, match="It may be of 2026 or 2027"):
        said_day("14 Mar").within(FIRST, datetime.date(2027, 6, 30))


@given(some.dates(FIRST, LAST), some.integers(1, 12))
def test_every_day_of_a_term_is_read_however_it_is_written(day, period):
    for form in (
        "%d/%m/%Y",
        "%d-%m-%y",
        "%d.%m.%Y",
        "%d %b",
        "%d %B %Y",
        "%a %d/%m/%Y",
        "%Y-%m-%d",
    ):
        said = said_day(f"{day.strftime(form)} P{period}")
        assert (said.within(FIRST, LAST), said.period) == (day, period)


@given(some.text(max_size=20))
def test_any_text_is_a_day_or_refused_and_nothing_else(text):
    with contextlib.suppress(Refused):
        assert FIRST <= said_day(text).within(FIRST, LAST) <= LAST


@pytest.mark.parametrize(
    ("upper", "lower", "joined"),
    [
        ("March 2026", "14", "14 Mar 2026"),
        ("14/03/2026", "2", "14/03/2026 P2"),
        ("14/03/2026", "P2", "14/03/2026 P2"),
        ("14/03/2026", "Sat", "14/03/2026 Sat"),
        ("Physics", "2", ""),
        ("14/03/2026", "38", ""),
    ],
)
def test_two_titles_name_a_day_together(upper, lower, joined):
    said = joined_day(upper, lower)
    assert bool(said) == bool(joined)
    if joined:
        both = said_day(said), said_day(joined)
        assert both[0] == both[1]
