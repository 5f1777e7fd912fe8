"""The recompute command says what it did, what it would do, and what it does not understand."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from students.models import RecordChange, TermResult
from students.rules.policy import PAPER_POLICY
from students.tests import factories as make
from students.tests.kept_worlds import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def results():
    return make.paper_ten(make.term())


def run(*arguments):
    out = StringIO()
    call_command("recompute", *arguments, stdout=out)
    return out.getvalue()


def test_a_sound_register_needs_no_change(results):
    assert run() == "10 results recomputed, 0 changed.\n"


def test_a_dry_run_lists_who_would_change_from_what_to_what(results):
    TermResult._base_manager.filter(pk=results[0].pk).update(grade="B", average=0)
    out = run("--dry-run")

    assert "CSE2101 (2026-ODD): average 0.00 → 95.60, grade B → A+" in out
    assert "1 would change" in out


def test_the_json_summary_is_one_object(results):
    definition = PAPER_POLICY.definition()
    definition["risk"]["high"]["average_below"] = "50"
    make.policy_version(results[0].institution, definition)
    summary = json.loads(run("--rebind", "2", "--term", "2026-odd", "--dry-run", "--json"))

    assert (summary["results"], summary["changed"], summary["dry_run"]) == (10, 1, True)
    (change,) = summary["changes"]
    assert change["roll_no"] == "IT2108"
    assert change["risk"] == {"from": "Medium", "to": "High"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--institution", "NOWHERE"], "There is no institution “NOWHERE”. Known: MAIN."),
        (["--term", "1999"], "There is no term “1999”. Known: 2026-ODD."),
        (["--rebind", "2"], "name it with --term"),
        (["--rebind", "7", "--term", "2026-ODD"], "There is no policy version “7”."),
    ],
)
def test_what_is_not_there_is_named_with_what_is(results, arguments, sentence):
    with pytest.raises(CommandError, match=sentence.replace(".", r"\.")):
        run(*arguments)


def test_what_is_bound_anew_is_written_down_as_done_by_command(results):
    definition = PAPER_POLICY.definition()
    make.policy_version(results[0].institution, definition)

    run("--rebind", "2", "--term", "2026-odd")

    assert set(RecordChange.objects.values_list("door", flat=True)) == {"command"}
