"""Alarms on files of components: each counts by itself, and not by the mark it is a part of."""

import pytest

from students.tests.imports.files import csv_of, imported
from students.tests.imports.test_alarms import PEOPLE, alarms

pytestmark = pytest.mark.django_db


def quiz(name, score, people=PEOPLE) -> bytes:
    """A long file with this component of Physics for so many students."""
    rows = [["roll_no", "name", "branch", "semester", "subject", "component", "score", "max"]]
    rows += [[f"R{n}", f"Student {n}", "CSE", 4, "Physics", name, score, 10] for n in range(people)]
    return csv_of(rows)


def test_a_further_component_changes_no_mark():
    imported(quiz("IA1", 6))

    assert alarms(quiz("IA2", 7)) == ()


def test_components_that_change_are_counted_by_themselves():
    imported(quiz("IA1", 6))
    imported(quiz("IA2", 6))

    assert alarms(quiz("IA2", 7, people=10)) == ()
    assert alarms(quiz("IA2", 7, people=11)) == (
        "11 of the 11 marks that are in the register and in the file would change.",
    )
