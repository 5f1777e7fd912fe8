"""What a policy would make of results is what storing it and rebinding them to it does make."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from students.models import PolicyVersion, TermResult
from students.models.recompute import recomputed
from students.rules.policy import PAPER_POLICY, Policy
from students.rules.units import DECIMALS, decimal_text
from students.tests import factories as make

pytestmark = pytest.mark.django_db
COMPARED = ("grade", "risk", "passed")
EXPLORED = (
    Phase.explicit,
    Phase.reuse,
    Phase.generate,
)  # every step rebinds: shrinking takes minutes
STEP = 10 ** (DECIMALS - 2)  # a line has two decimals
# On and beside the lines of the paper, where figures of its students and of those below lie.
LINES = st.one_of(
    st.integers(0, 10_000),
    st.sampled_from([line + by for line in (4000, 5000, 5500, 7500, 9000) for by in (-1, 0, 1)]),
).map(lambda hundredths: decimal_text(hundredths * STEP, DECIMALS))


@st.composite
def policies(draw):
    """Any policy of the paper's letters: its lines in their order."""
    definition = PAPER_POLICY.definition()
    uppers = st.sets(st.integers(1, 10_000), min_size=5, max_size=5)
    lines = sorted(draw(uppers), reverse=True)
    for band, line in zip(definition["bands"], lines, strict=False):
        band["at_least"] = decimal_text(line * STEP, DECIMALS)
    for measure in ("average_below", "attendance_below"):
        high, medium = sorted((draw(LINES), draw(LINES)), key=float)
        definition["risk"]["high"][measure] = high
        definition["risk"]["medium"][measure] = medium
    definition["pass"]["average_at_least"] = draw(LINES)
    return definition


@pytest.fixture
def term():
    """The paper's ten, and students with a figure on a line, just off it, unknown, withheld."""
    term = make.term()
    make.paper_ten(term)
    for score, percent in ((40, 60), (39.99, 59.99), (55, 75), (90, None), (None, 74.99)):
        one = make.result(term)
        if score is not None:
            make.mark(one, score=score)
        if percent is not None:
            make.attendance(one, percent=percent)
    make.mark(make.result(term), score=None, state="withheld")
    for maximum in (30, 70):  # an average that no two decimals hold
        make.mark(term.results.last(), f"S{maximum}", score=20, max_score=maximum)
    return term


def stored(rows):
    return {
        row["pk"]: {name: row[name] for name in COMPARED} for row in rows.values("pk", *COMPARED)
    }


def as_if(policy):
    rows = TermResult.objects.as_if(policy).values("pk", *(f"if_{name}" for name in COMPARED))
    return {row["pk"]: {name: row[f"if_{name}"] for name in COMPARED} for row in rows}


@settings(
    max_examples=12,
    deadline=None,
    phases=EXPLORED,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(definition=policies())
def test_any_policy_makes_of_results_what_rebinding_to_it_stores(term, definition):
    number = PolicyVersion.objects.filter(institution=term.institution).count() + 1
    version = make.policy_version(term.institution, definition, number)
    told = as_if(Policy.from_definition(definition))

    for _moved in recomputed(list(told), rebind=version):
        pass

    assert stored(TermResult.objects.filter(pk__in=told)) == told


def test_the_policy_they_are_bound_to_makes_of_them_what_is_stored(term):
    assert as_if(PAPER_POLICY) == stored(TermResult.objects.all())


def test_the_version_in_force_is_found_without_making_one(term):
    elsewhere = make.term(make.institution("OTHER"))

    assert PolicyVersion.objects.in_force(elsewhere) is None
    assert PolicyVersion.objects.in_force(term).number == 1
    later = make.policy_version(term.institution, PAPER_POLICY.definition())
    term.institution.policy_assignments.create(from_term=term, version=later)
    assert PolicyVersion.objects.in_force(term) == later
