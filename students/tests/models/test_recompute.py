"""Recomputing heals what was damaged, shows what would change, and rebinds results to a policy."""

import pytest

from students.models import Mark, RecordChange, ResultSummary, ResultTotal, TermResult
from students.models.drifts import drifted
from students.models.recompute import mend_summaries, recomputed
from students.rules.policy import PAPER_POLICY
from students.tests import factories as make
from students.tests.kept_worlds import kept

pytestmark = pytest.mark.django_db


def everything():
    return list(TermResult.objects.values_list("pk", flat=True))


def moved(**options):
    return [one for chunk in recomputed(everything(), **options) for one in chunk]


@pytest.fixture
@kept
def results():
    return make.paper_ten(make.term())


@pytest.fixture
def strict(results):
    """A version in which passing takes 50, and so a D is no longer given."""
    definition = PAPER_POLICY.definition()
    definition["pass"]["average_at_least"] = "50"
    definition["bands"] = [band for band in definition["bands"] if band["letter"] != "D"]
    return make.policy_version(results[0].institution, definition)


def damage(result, **columns):
    TermResult._base_manager.filter(pk=result.pk).update(**columns)


def test_what_is_right_stays_as_it_is(results):
    versions = [result.version for result in results]

    assert moved() == []
    assert list(TermResult.objects.order_by("pk").values_list("version", flat=True)) == versions


def test_a_damaged_grade_is_healed_and_named(results):
    damage(results[0], grade="F", risk="High")
    (one,) = moved()

    assert one.roll_no == "CSE2101"
    assert one.columns == {"grade": ("F", "A+"), "risk": ("High", "Low")}
    results[0].refresh_from_db()
    assert results[0].grade == "A+"
    assert results[0].version == 2


@pytest.mark.parametrize("count", [1, 2])
def test_a_letter_that_the_policy_does_not_have_is_healed_as_any_other(results, count):
    for result in results[:count]:
        damage(result, grade="ZZ")
        Mark._base_manager.filter(result=result).update(grade="ZZ")

    assert {one.columns["grade"][0] for one in moved()} == {"ZZ"}
    mend_summaries(results[0].institution.pk)

    assert not drifted(everything())
    assert mend_summaries(results[0].institution.pk) == 0


def test_a_dry_run_tells_the_same_and_stores_nothing(results):
    damage(results[0], grade="F")
    (one,) = moved(dry_run=True)

    assert one.columns == {"grade": ("F", "A+")}
    results[0].refresh_from_db()
    assert results[0].grade == "F"


def test_a_new_version_regrades_nothing_by_itself(results, strict):
    assert moved() == []


def test_rebinding_shows_who_would_change_and_then_changes_them(results, strict):
    would = moved(rebind=strict, dry_run=True)
    assert [(one.roll_no, one.columns["grade"]) for one in would] == [("IT2108", ("D", "F"))]
    assert not RecordChange.objects.exists()

    assert moved(rebind=strict) == would
    assert set(TermResult.objects.values_list("policy_version", flat=True)) == {strict.pk}
    assert RecordChange.objects.filter(field="policy_version").count() == 10
    assert mend_summaries(results[0].institution_id) == 0


def test_results_are_not_bound_to_another_institutions_version(results):
    other = make.policy_version(make.institution("OTHER"), PAPER_POLICY.definition())
    with pytest.raises(ValueError, match="own institution"):
        moved(rebind=other)


def test_drifted_summaries_are_mended(results):
    ResultSummary.objects.update(students=99, passed=0)

    assert mend_summaries(results[0].institution_id, dry_run=True) == 3
    assert mend_summaries(results[0].institution_id) == 3
    assert mend_summaries(results[0].institution_id) == 0
    assert sum(ResultSummary.objects.values_list("students", flat=True)) == 10


def test_totals_that_drifted_are_mended(results):
    ResultTotal.objects.update(students=99)

    assert mend_summaries(results[0].institution_id) == 3
    assert sum(ResultTotal.objects.values_list("students", flat=True)) == 10


@pytest.mark.parametrize("damaged", [{"percent": 1}, {"grade": "F"}, {"passed": None}])
def test_a_damaged_mark_is_found_and_healed(results, damaged):
    mark = results[0].marks.order_by("pk")[0]
    right = {name: getattr(mark, name) for name in damaged}
    Mark._base_manager.filter(pk=mark.pk).update(**damaged)

    assert drifted(everything()) == {results[0].pk}
    moved()
    mark.refresh_from_db()
    assert {name: getattr(mark, name) for name in damaged} == right
    assert drifted(everything()) == set()


@pytest.mark.parametrize(
    "damaged",
    [
        {"mark_sum": 1},
        {"average": None, "grade": ""},
        {"attendance_whole": None, "attendance_part": None},
        {"provisional": True},
        {"risk_bits": 7},
        {"version": 0},
    ],
)
def test_every_derived_column_is_held_against_its_rule(results, damaged):
    damage(results[3], **damaged)

    assert drifted(everything()) == {results[3].pk}


def test_what_is_right_is_neither_locked_nor_written(results, django_assert_num_queries):
    ids = everything()
    with django_assert_num_queries(6) as queries:
        assert list(recomputed(ids)) == [[]]
    assert not any("UPDATE" in one["sql"] or "INSERT" in one["sql"] for one in queries)


def test_ids_far_apart_are_asked_for_one_by_one(results):
    damage(results[1], grade="F")
    far = [results[1].pk, results[1].pk + 100_000]

    assert drifted(far) == {results[1].pk}
    assert drifted([results[0].pk, results[2].pk]) == set()
