"""From finished terms to versions, and from the one in use to predictions made again."""

import datetime
import json

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet
from django.utils import timezone

from analytics.chances.words import without
from analytics.models import Activation, ModelVersion, Prediction
from analytics.prediction import checks, scoring, training
from analytics.prediction.activations import activate, deactivate
from analytics.prediction.artifacts import restored
from analytics.prediction.pulls import if_typical, linear_parts
from analytics.prediction.refusals import (
    ArtifactDamagedError,
    NotEnoughHistoryError,
    OutdatedVersionError,
    OvertakenError,
)
from analytics.prediction.scoring import again, score
from analytics.prediction.versions import inputs_for, stage_on
from analytics.tests.prediction.registers import online_term
from analytics.tests.prediction.trained import LEARNT, TODAY, little, trained, two_terms
from students.models import Enrolment
from students.models.guards import WrittenOnceError
from students.tests import factories

pytestmark = pytest.mark.django_db
RUNNING = datetime.date(2026, 8, 5)


@pytest.fixture
def place():
    return factories.institution()


@pytest.fixture
def version(place):
    return trained(place)


@pytest.fixture
def finished_terms(place):
    two_terms(place)
    weeks, trees = little()
    with weeks, trees:
        yield


@pytest.fixture
def short_terms(place):
    online_term(place, "2024-ODD", 2024, students=3)
    online_term(place, "2025-ODD", 2025, students=3)


def test_a_version_that_beats_the_rules_on_the_last_term_is_put_to_use(version):
    assert version.verdict == ModelVersion.Verdict.BETTER
    assert (version.train_terms, version.test_terms) == (["2024-ODD"], ["2025-ODD"])
    assert version.compared["rule"]["interval"][1] < 0
    assert [row["week"] for row in version.measures["weeks"]] == [0, 4]
    assert LEARNT["in use"] == version.number


def test_training_again_on_the_same_terms_is_kept_and_not_used(place, finished_terms):
    first = training.train(place, "at_risk", TODAY)
    second = training.train(place, "at_risk", TODAY)
    assert second.number == 2
    assert second.verdict == ModelVersion.Verdict.NOT_BETTER_THAN_ACTIVE
    assert second.compared["active"]["difference"] == 0
    assert ModelVersion.objects.active(place, "at_risk") == first


def test_one_finished_term_is_not_enough_history(place, short_terms):
    with pytest.raises(NotEnoughHistoryError, match="The rules stand"):
        training.train(place, "at_risk", datetime.date(2025, 6, 1))
    assert not ModelVersion.objects.exists()


def test_where_too_few_failed_no_course_is_read(place, short_terms, monkeypatch):
    monkeypatch.setattr(training, "cohort", lambda terms: pytest.fail("read"))
    with pytest.raises(NotEnoughHistoryError, match="too few students failed"):
        training.train(place, "at_risk", TODAY)


def test_rolling_back_is_one_more_line_in_the_log(place, version):
    deactivate(place, "at_risk", "Mentors did not trust it.")
    assert ModelVersion.objects.active(place, "at_risk") is None
    activate(version, "It was right after all.")
    assert ModelVersion.objects.active(place, "at_risk") == version
    assert Activation.objects.count() == 3


def test_versions_and_activations_never_change(version):
    with pytest.raises(WrittenOnceError):
        version.save()
    with pytest.raises(WrittenOnceError):
        Activation.objects.update(why="otherwise")
    with pytest.raises(WrittenOnceError):
        version.delete()


def test_learners_that_are_not_what_was_stored_are_refused(version):
    with pytest.raises(ArtifactDamagedError):
        restored(version.artifact[:-9] + "A" * 9, version.sha256, 28)


def test_a_damaged_version_guesses_nothing_and_can_be_followed(place, version, finished_terms):
    QuerySet(ModelVersion).update(artifact=version.artifact[:-9] + "A" * 9)
    found = ModelVersion.objects.active(place, "at_risk")
    assert checks.usable(found) is None
    assert score([found], RUNNING).refused == ["at_risk 1 is damaged in the database: train anew."]
    assert training.train(place, "at_risk", TODAY).verdict == ModelVersion.Verdict.BETTER


def test_a_prediction_is_made_again_from_its_stored_inputs(place, version):
    online_term(place, "2026-ODD", 2026, students=9)
    done = score([version], RUNNING)
    assert done.made == Prediction.objects.count() == 9
    assert all(again(one) == one.millionths for one in Prediction.objects.all())
    assert len(set(Prediction.objects.values_list("millionths", flat=True))) > 1


def test_scoring_again_stores_only_what_changed(place, version):
    online_term(place, "2026-ODD", 2026, students=9)
    score([version], RUNNING)
    second = score([version], RUNNING)
    assert (second.made, second.unchanged) == (0, 9)
    Enrolment.objects.filter(result__term__code="2026-ODD").first().weeks.all().delete()
    assert score([version], RUNNING).made > 0


def test_in_the_middle_of_a_week_guesses_are_those_of_its_beginning(place, version):
    online_term(place, "2026-ODD", 2026, students=9)
    score([version], RUNNING)
    later = score([version], RUNNING + datetime.timedelta(days=3))
    assert (later.made, later.unchanged) == (0, 9)
    assert set(Prediction.objects.values_list("as_of", flat=True)) == {RUNNING}


def test_who_leaves_in_the_middle_of_a_week_is_not_guessed_at(place, version):
    term = online_term(place, "2026-ODD", 2026, students=9)
    one, two, *_ = Enrolment.objects.filter(result__term=term)
    Enrolment.objects.filter(pk=one.pk).update(left_on=RUNNING + datetime.timedelta(days=2))
    Enrolment.objects.filter(pk=two.pk).update(outcome="withdrawn", left_on=None)
    score([version], RUNNING + datetime.timedelta(days=3))
    assert Prediction.objects.count() == 7
    assert not Prediction.objects.filter(enrolment__in=[one, two]).exists()


def test_guesses_are_stored_some_at_a_time(place, version, monkeypatch):
    online_term(place, "2026-ODD", 2026, students=9)
    monkeypatch.setattr(scoring, "BATCH", 4)
    assert (score([version], RUNNING).made, score([version], RUNNING).unchanged) == (9, 9)


def test_a_run_that_waited_for_another_finds_its_guesses_there(place, version, monkeypatch):
    online_term(place, "2026-ODD", 2026, students=9)

    def waited(institution):
        monkeypatch.undo()
        assert score([version], RUNNING).made == 9

    monkeypatch.setattr(scoring, "lock", waited)
    done = score([version], RUNNING)
    assert (done.made, done.unchanged, Prediction.objects.count()) == (0, 9, 9)


def test_a_version_of_other_code_makes_no_guess_and_is_not_put_to_use(place, version, monkeypatch):
    monkeypatch.setattr(checks, "code_version", lambda: "other")
    online_term(place, "2026-ODD", 2026, students=9)
    assert score([version], RUNNING).refused == ["at_risk 1 was learnt by other code: train anew."]
    assert not Prediction.objects.exists()
    with pytest.raises(OutdatedVersionError):
        activate(version, "It was good.")
    with pytest.raises(CommandError, match="train anew"):
        call_command("score_students", "--as-of", RUNNING.isoformat())


def test_a_table_without_an_input_is_refused(version):
    with pytest.raises(OutdatedVersionError, match="made_share"):
        inputs_for(stage_on(version, 28), ("clicks_rank",), np.zeros((1, 1)))


def test_a_version_compared_with_one_that_is_no_longer_in_use_is_not_kept(place, version):
    second = ModelVersion(institution=place, target="at_risk", verdict=version.verdict)
    with pytest.raises(OvertakenError, match="train anew"):
        training.keep(second, None, None)
    assert ModelVersion.objects.count() == 1


def test_where_there_are_no_students_training_says_so(db):
    with pytest.raises(CommandError, match="no students yet"):
        call_command("train_model", "--target", "at_risk")


def test_where_all_is_refused_training_fails(capsys):
    factories.enrolment(factories.result(factories.term()))
    with pytest.raises(CommandError, match="Nothing was trained"):
        call_command("train_model", "--target", "at_risk")
    assert "two are needed" in capsys.readouterr().err


def test_a_course_of_which_nothing_dated_is_known_is_not_guessed_at(place, version):
    term = factories.term(place, "2026-ODD", 2026)
    factories.enrolment(factories.result(term))
    done = score([version], RUNNING)
    assert (done.made, done.not_enough) == (0, 1)


def test_the_parts_of_the_logistic_regression_add_up_to_its_log_odds(version):
    blend = stage_on(version, 28).full
    rows = np.random.default_rng(0).normal(size=(5, len(blend.columns)))
    whole = linear_parts(blend, rows).sum(axis=1) + blend.linear[-1].intercept_[0]
    assert np.allclose(whole, blend.linear.decision_function(rows))


def test_what_would_change_a_guess_moves_it_and_what_says_nothing_does_not(place, version):
    online_term(place, "2026-ODD", 2026, students=9)
    score([version], RUNNING)
    stage = stage_on(version, 28)
    rows = np.array([one.inputs for one in Prediction.objects.all()], float)
    assert not np.allclose(if_typical(stage, rows, "work"), stage.chances(rows))
    assert np.array_equal(if_typical(stage, rows, "classes"), stage.chances(rows))


def test_what_a_page_says_would_change_a_guess_is_what_the_learners_say(place, version):
    online_term(place, "2026-ODD", 2026, students=30)
    score([version], RUNNING)
    stage = stage_on(version, 28)
    for one in Prediction.objects.all():
        for theme in ("work", "activity", "recent_activity"):
            told = without(one.millionths, one.pulls[theme])
            (asked,) = if_typical(stage, np.array([one.inputs], float), theme)
            assert abs(told - asked) < 0.1


def test_evaluation_prints_measures_by_week_beside_the_baselines(finished_terms, capsys):
    call_command(
        *("evaluate_model", "--train", "2024-ODD", "--test", "2025-odd"),
        *("--weeks", "0,4", "--rounds", "20", "--json"),
    )
    said = json.loads(capsys.readouterr().out)
    assert [row["week"] for row in said["weeks"]] == [0, 4]
    assert {"week", "n", "auc", "brier", "ece"} <= set(said["weeks"][0])
    assert said["weeks"][1]["auc"] > 0.7
    assert set(said["baselines"]) >= {"rule", "engagement_linear", "classwork_classifier"}


def test_a_week_that_cannot_be_evaluated_has_no_figures_and_the_reason(finished_terms, capsys):
    named = ("evaluate_model", "--train", "2024-ODD", "--test", "2025-ODD", "--rounds", "2")
    call_command(*named, "--weeks", "0,90", "--json")
    first, last = json.loads(capsys.readouterr().out)["weeks"]
    assert first["auc"] is not None
    assert "reason" not in first
    assert (last["week"], last["n"], last["auc"], last["bins"]) == (90, None, None, [])
    assert first.keys() <= last.keys()
    assert "are needed" in last["reason"]
    with pytest.raises(CommandError, match="No week could be evaluated"):
        call_command(*named, "--weeks", "90")
    assert "–" in capsys.readouterr().out


def test_a_cohort_that_is_not_there_is_named_with_those_that_are(short_terms):
    with pytest.raises(CommandError, match=r"no cohort “2031”. Known: 2024-ODD, 2025-ODD"):
        call_command("evaluate_model", "--train", "2024-ODD", "--test", "2031")


def test_a_cohort_cannot_test_what_was_learnt_from_it(short_terms):
    with pytest.raises(CommandError, match="different ones"):
        call_command("evaluate_model", "--train", "2024-odd", "--test", "2024-ODD")


def test_scoring_without_a_version_in_use_says_that_the_rules_stand(place, capsys):
    call_command("score_students")
    assert "the rules stand" in capsys.readouterr().out


@pytest.mark.parametrize("days", [0, 1])
def test_a_day_that_is_not_over_is_refused(place, days):
    day = timezone.localdate() + datetime.timedelta(days=days)
    with pytest.raises(CommandError, match="not over"):
        call_command("score_students", "--as-of", day.isoformat())


def test_without_the_packages_a_command_says_what_to_install(monkeypatch):
    monkeypatch.setattr("analytics.prediction.packages.NEEDED", ("no_such_package",))
    with pytest.raises(CommandError, match="ml"):
        call_command("score_students")
