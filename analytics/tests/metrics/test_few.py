"""Nothing is told of fewer than five students to who may not look them up, in no way round."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.metrics.few import LEAST, hidden
from analytics.metrics.figures import Figures
from analytics.scope import Scope
from students.models import Role
from students.tests import factories as make
from students.tests.kept_worlds import kept

PARTS = st.dictionaries(st.integers(0, 9), st.tuples(st.integers(0, 12)).map(lambda n: n * 3))


@given(PARTS)
def test_what_the_shown_parts_leave_of_the_whole_is_nobody_or_five(parts):
    gone = hidden(parts)

    left = sum(parts[name][0] for name in gone)
    assert all(not 0 < parts[name][0] < LEAST for name in parts if name not in gone)
    everything_is_gone = all(name in gone for name, counts in parts.items() if counts[0])
    assert left == 0 or left >= LEAST or everything_is_gone


@given(PARTS)
def test_nothing_is_withheld_where_all_parts_are_large(parts):
    large = {name: counts for name, counts in parts.items() if counts[0] >= LEAST}

    assert hidden(large) == set()


@pytest.fixture
def term():
    return small_branches()


@kept
def small_branches():
    """CSE: 7 in semester 2, 8 in 4; IT: 6 and 2; ECE: 9 in 4, one of them without a mark."""
    term = make.term()
    sizes = {("CSE", 2): 7, ("CSE", 4): 8, ("IT", 2): 6, ("IT", 4): 2, ("ECE", 4): 8}
    for (branch, semester), size in sizes.items():
        for number in range(size):
            result = make.result(term, branch_code=branch, semester=semester)
            make.mark(result, score=40 + number)
    make.result(term, branch_code="ECE", semester=4)
    return term


def figures(term, role, **chosen):
    return Figures(Scope.of(make.member(role, term.institution), chosen))


def told(term, role, **chosen) -> dict[str, int]:
    """Students by branch, as far as they are told, and in all."""
    found = figures(term, role, **chosen)
    parts = {code: one.students for (_, code, _), one in found.branches.items() if not one.few}
    return parts | ({} if found.total.few else {"all": found.total.students})


@pytest.mark.django_db
def test_a_manager_is_told_of_no_small_branch_nor_of_what_gives_it_away(term):
    # IT has 2 in semester 4; the next smallest goes with it, or IT were 19 less 8 less 9.
    assert told(term, Role.MANAGER, semester="4") == {"ECE": 9, "all": 19}
    assert told(term, Role.PRINCIPAL, semester="4") == {"CSE": 8, "IT": 2, "ECE": 9, "all": 19}


@pytest.mark.django_db
def test_a_selection_is_withheld_that_the_wider_one_would_give_away(term):
    # All of IT less its semester 2 would be the two of semester 4.
    assert told(term, Role.MANAGER, branch="IT") == {"IT": 8, "all": 8}
    assert told(term, Role.MANAGER, branch="IT", semester="2") == {}
    assert told(term, Role.MANAGER, branch="IT", semester="4") == {}
    assert told(term, Role.PRINCIPAL, branch="IT", semester="4") == {"IT": 2, "all": 2}


@pytest.mark.django_db
def test_no_difference_of_two_selections_is_of_one_to_four_students(term):
    answers = []
    for branch, semester in itertools.product(("", "CSE", "IT", "ECE"), ("", "2", "4")):
        if (branch, semester) != ("ECE", "2"):
            found = figures(term, Role.MANAGER, branch=branch, semester=semester)
            answers.append((branch, semester, found.total))
    shown = [(branch, semester, one) for branch, semester, one in answers if not one.few]

    for (branch, semester, one), (wide_branch, wide_semester, wide) in itertools.product(
        shown, repeat=2
    ):
        if wide_branch in ("", branch) and wide_semester in ("", semester):
            assert not 0 < wide.students - one.students < LEAST
    assert len(shown) >= 5


@pytest.mark.django_db
def test_an_average_of_few_assessed_is_withheld_though_they_sit_among_many(term):
    place = make.term(make.institution("NEXT"))
    for number in range(9):
        result = make.result(place)
        if number < 2:
            make.mark(result, score=77)

    assert figures(place, Role.MANAGER).total.few
    assert figures(place, Role.PRINCIPAL).total.average == "77.00"


@pytest.mark.django_db
def test_the_page_the_charts_and_the_api_say_so_instead(client, term):
    client.force_login(make.member(Role.MANAGER, term.institution))
    query = "?branch=IT&semester=4"

    page = client.get("/dashboards/overview/" + query).content.decode()
    assert "Too few students here for figures" in page
    assert "Fewer than five students" in page
    answer = client.get("/api/v1/analytics/summary/" + query).json()
    assert (answer["few"], answer["students"], answer["average"]) == (True, None, None)
    assert (answer["grades"], answer["risks"]) == ({}, {})
    for slug in ("grades", "risks", "subjects", "branches"):
        chart = client.get(f"/charts/{slug}.json{query}").json()
        assert chart["empty"]
        assert "40" not in str(chart["data"])
        assert "41" not in client.get(f"/charts/{slug}.csv{query}").content.decode()


@pytest.mark.django_db
def test_of_a_small_branch_the_table_says_few(client, term):
    client.force_login(make.member(Role.MANAGER, term.institution))

    table = client.get("/charts/branches.csv?semester=4").content.decode()

    assert "IT,few,few" in table


@pytest.mark.django_db
def test_filters_cost_a_manager_two_queries_each_and_nobody_else_any(
    term, django_assert_max_num_queries, django_assert_num_queries
):
    chosen = {"branch": "CSE", "semester": "2"}
    manager = figures(term, Role.MANAGER, **chosen)
    principal = figures(term, Role.PRINCIPAL, **chosen)

    with django_assert_num_queries(3):
        assert principal.total
        assert principal.subjects
    with django_assert_max_num_queries(7):
        assert manager.total
        assert manager.subjects
