"""Parts add up to the whole, lines are compared exactly, and nobody is given away."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.metrics.components import components
from analytics.metrics.dimensions import BATCH, BRANCH, SECTION, SEMESTER
from analytics.metrics.distributions import distribution
from analytics.metrics.few import LEAST, hidden_in_grid
from analytics.metrics.figures import Figures
from analytics.metrics.heat import heat
from analytics.metrics.lines import standings
from analytics.metrics.parts import Parts
from analytics.metrics.tallies import Tally, sum_of
from analytics.metrics.trends import Trend
from analytics.metrics.weeks import weeks
from analytics.scope import Scope
from analytics.tests.dashboards.houses import house
from students.models import Mark, Mentorship, PolicyAssignment, Role, Student
from students.rules.policy import PAPER_POLICY
from students.tests import factories as make

pytestmark = pytest.mark.django_db
GRIDS = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(1, 12), max_size=16
)


@pytest.fixture
def term():
    return house()


def figures(term, role=Role.PRINCIPAL, **chosen):
    return Figures(Scope.of(make.member(role, term.institution), chosen))


@settings(deadline=None)
@given(GRIDS)
def test_no_line_of_a_grid_gives_a_withheld_place_away(sizes):
    grid = {place: Tally(students=size, assessed=size) for place, size in sizes.items()}
    gone = hidden_in_grid(grid)

    assert all(size >= LEAST or place in gone for place, size in sizes.items())
    for axis in (0, 1):
        for line in range(4):
            here = [place for place in sizes if place[axis] == line]
            left = sum(sizes[place] for place in here if place in gone)
            assert left == 0 or left >= LEAST or all(place in gone for place in here)


@pytest.mark.parametrize("by", [BRANCH, BATCH, SECTION, SEMESTER])
@pytest.mark.parametrize("chosen", [{}, {"subject": "MATHEMATICS"}, {"branch": "CSE"}])
def test_the_parts_come_to_the_whole(term, by, chosen):
    found = figures(term, **chosen)
    whole = sum_of(Parts(found, by).tallies.values())

    for name in ("students", "assessed", "average_sum", "attendance_sum", "passed", "all_passed"):
        assert getattr(whole, name) == getattr(found.total, name), name
    assert whole.risks == found.total.risks


def test_the_grid_has_the_means_of_its_marks(term):
    found = heat(figures(term), SECTION)
    shown = {
        (part.label, code): tally.average for (part, (_, code, _)), tally in found.cells.items()
    }

    # Mathematics is 30, 36, 42 …, English 50, 55, 60 …; section A of CSE has seven students.
    assert shown["CSE 4 A", "MATHEMATICS"] == "48.00"
    assert shown["CSE 4 A", "ENGLISH"] == _mean(term, "CSE", "A", "English")
    assert ("ECE 4", "ENGLISH") not in shown


def _mean(term, branch, section, title):
    marks = Mark.objects.filter(
        result__term=term,
        result__branch__code=branch,
        result__section=section,
        subject__title=title,
    )
    percents = [mark.percent for mark in marks]
    return f"{sum(percents) / len(percents) / 1e10:.2f}"


def test_a_mentors_mentees_are_told_apart_like_everybody_else(term):
    person = make.member(Role.MENTOR, term.institution)
    staff = make.staff(term.institution, person=person)
    for roll_no in ("CSEB00", "CSEB01", "IT00"):
        Mentorship.objects.create(staff=staff, student=Student.objects.get(roll_no=roll_no))
    found = Figures(Scope.of(person, {}))

    sections = {part.label: one.students for part, one in Parts(found, SECTION).tallies.items()}
    assert sections == {"CSE 4 B": 2, "IT 4": 1}
    grid = heat(found, BRANCH)
    assert {part.label for part in grid.parts} == {"CSE", "IT"}
    below = {one.part.label: dict(one.below) for one in standings(found, BRANCH)}
    assert below == {"CSE": {"high": 1, "medium": 2}, "IT": {"high": 1, "medium": 1}}


def test_who_is_below_a_line_is_counted_exactly_by_the_own_policy():
    term = make.term()
    for held, attended in ((1000, 600), (1000, 599), (1000, 750), (10000 // 5, 1499), (3, 3)):
        make.attendance(make.result(term), held=held, attended=attended)
    (one,) = standings(figures(term), BRANCH)

    # 59.9 is below 60; 1499 of 2000 is 74.95, shown as 75.0 by a careless hand, and below 75.
    assert one.below == {"high": 1, "medium": 3}


def test_in_a_subject_its_own_registers_count():
    term = make.term()
    for attended in (59, 60, 74, 75):
        result = make.result(term)
        make.mark(result, score=50)
        result.subject_attendances.create(
            subject=make.subject(term.institution), held=100, attended=attended
        )
    (one,) = standings(figures(term, subject="MATHEMATICS"), BRANCH)

    assert one.below == {"high": 1, "medium": 3}


def test_a_manager_is_told_of_no_part_of_few_nor_of_what_gives_it_away(term):
    told = {
        part.label: one.students
        for part, one in Parts(figures(term, Role.MANAGER), BRANCH).tallies.items()
        if not one.few
    }
    # ECE has three; the next smallest goes with it, or ECE were the whole less the others.
    assert told == {"CSE": 13}
    grid = heat(figures(term, Role.MANAGER), BRANCH)
    few = {(part.label, code) for (part, (_, code, _)), one in grid.cells.items() if one.few}
    assert {("ECE", "MATHEMATICS"), ("IT", "MATHEMATICS")} <= few
    assert not any(one.few for one in heat(figures(term), BRANCH).cells.values())
    assert not any(
        one.below["medium"]
        for one in standings(figures(term, Role.MANAGER), BRANCH)
        if one.part.label == "ECE"
    )


def test_a_distribution_has_everybody_once_and_the_hundred_in_the_last_step():
    term = make.term()
    for score in ("0", "9.99", "10", "89.99", "90", "100"):
        make.mark(make.result(term), score=score)
    counts = [one.students for one in distribution(figures(term))]

    assert counts == [2, 1, 0, 0, 0, 0, 0, 0, 1, 2]


def test_components_stand_by_their_mean_the_hardest_first(term):
    found = components(figures(term, subject="ENGLISH"))

    assert [(one.code, one.average, one.entered) for one in found] == [
        ("Q1", "34.47", 19),
        ("Q2", "59.47", 19),
    ]
    assert components(figures(term)) == []


def test_weeks_begin_on_monday_and_late_is_present(term):
    found = [(one.begins, one.attended, one.entries, one.percent) for one in weeks(figures(term))]

    assert found == [
        (datetime.date(2026, 8, 3), 4, 7, "57.1"),
        (datetime.date(2026, 8, 10), 6, 7, "85.7"),
    ]


def test_a_trend_has_every_term_and_says_where_the_rules_changed(term):
    assert [one.code for one in Trend(figures(term)).terms] == ["2025-ODD", "2026-ODD"]
    assert list(Trend(figures(term)).changes()) == []

    later = make.term(term.institution, "2027-ODD", 2027)
    definition = PAPER_POLICY.definition() | {"pass": {"average_at_least": "50"}}
    stricter = make.policy_version(term.institution, definition)
    PolicyAssignment.objects.create(institution=term.institution, from_term=later, version=stricter)
    make.mark(make.result(later), score=80)
    trend = Trend(figures(term))
    ((before, after),) = trend.changes()
    assert (before.code, after.code, trend.numbers(after)) == ("2026-ODD", "2027-ODD", [2])
