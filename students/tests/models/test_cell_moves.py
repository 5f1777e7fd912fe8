"""Differences are added to the cells that are there, and make those that are not."""

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from students.models import ResultSummary, ResultTotal, cell_moves
from students.models.cell_moves import add_differences
from students.models.cell_sums import CELL, COUNTS, Moves, differences
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def cell(result, section, **values):
    """The cell of a result's class, in a section of our own."""
    place = {name: getattr(result, name) for name in CELL if hasattr(result, name)}
    known = {**place, "institution_id": result.term.institution_id, "section": section, **values}
    return tuple(known[name] for name in CELL)


@pytest.fixture
def result():
    made = make.result(make.term())
    ResultSummary.objects.all().delete()
    ResultTotal.objects.all().delete()
    return made


@pytest.mark.parametrize("many", [cell_moves.FEW // 4, cell_moves.FEW * 3])
def test_known_cells_are_added_to_and_new_ones_made(result, many):
    known = [cell(result, f"K{place:02}") for place in range(many)]
    new = [cell(result, f"N{place:02}") for place in range(many)]
    add_differences(ResultSummary, CELL, {one: {"students": 7, "risk_low": 7} for one in known})

    moved = {one: {"students": -2, "risk_low": -3, "risk_high": 1} for one in known}
    add_differences(ResultSummary, CELL, moved | {one: {"students": 4} for one in new})

    columns = "students", "risk_low", "risk_high", "grade_1", "changes"
    found = dict.fromkeys(ResultSummary.objects.values_list("section", flat=True))
    for section, *counts in ResultSummary.objects.values_list("section", *columns):
        found[section] = tuple(counts)
    assert found == {
        **{f"K{place:02}": (5, 4, 1, 0, 2) for place in range(many)},
        **{f"N{place:02}": (4, 0, 0, 0, 1) for place in range(many)},
    }
    assert list(ResultTotal.objects.values_list(*columns)) == [(9 * many, 4 * many, many, 0, 2)]


def test_a_cell_of_a_class_that_is_not_there_is_refused(result):
    missing = result.branch_id + 1000
    cells = [cell(result, f"S{place}", branch_id=missing) for place in range(cell_moves.FEW + 1)]

    def add():
        with transaction.atomic():
            add_differences(ResultSummary, CELL, {one: {"students": 1} for one in cells})
            connection.check_constraints()  # SQLite looks when all is stored

    with pytest.raises(IntegrityError):
        add()


CELLS = st.dictionaries(
    st.tuples(st.integers(1, 3), st.sampled_from(["", "A"]), st.booleans(), st.none()),
    st.dictionaries(st.sampled_from(COUNTS), st.integers(-(10**18), 10**18)),
)


@given(CELLS, CELLS)
def test_moves_are_what_the_cells_changed_by(before, after):
    moves = Moves()
    moves.add(before, -1)
    moves.add(after)

    assert dict(moves) == differences(before, after)
    assert len(moves) == len(dict(moves))
    assert not any(cell in moves for cell in before if before[cell] == after.get(cell))
