"""A demo made anew is declared as it was before."""

import pytest

from students.models import Declaration, DeclaredResult
from students.tests.demo.seeds import seed

pytestmark = pytest.mark.django_db(transaction=True)

DECLARED = ("term__code", "branch__code", "semester", "number", "reason", "at")
OPTIONS = ("--students", "60", "--date", "2026-11-22")


def test_the_same_demo_is_declared_alike():
    seed(*OPTIONS)
    before = list(Declaration.objects.values_list(*DECLARED))
    lines = list(DeclaredResult.objects.values_list("student__roll_no", "sgpa", "cgpa", "papers"))

    seed(*OPTIONS, "--fresh")

    assert list(Declaration.objects.values_list(*DECLARED)) == before
    again = DeclaredResult.objects.values_list("student__roll_no", "sgpa", "cgpa", "papers")
    assert list(again) == lines
