"""Training by itself: when there is a reason to, once, and never instead of somebody else's."""

import datetime
import io
import json

import pytest
from django.core.management import call_command

from analytics.models import ModelVersion
from analytics.prediction import packages, retraining, scoring, training
from analytics.prediction.code_versions import code_version
from analytics.prediction.packages import LEARNER, learner_there
from analytics.prediction.refusals import NotEnoughHistoryError
from analytics.prediction.retraining import retrain, why_due
from analytics.prediction.scoring import Scored
from analytics.tests.prediction import made_versions
from students.models import Enrolment
from students.tests import factories
from students.tests.kept_worlds import kept

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 1, 15)
Verdict = ModelVersion.Verdict
CURRENT = {"train_terms": ["2024-ODD"], "test_terms": ["2025-ODD"]}


def unwatched(rows, words):
    return rows


@pytest.fixture
@kept
def place():
    """Two finished terms, of whose students all is known."""
    of = factories.institution()
    for year in (2024, 2025):
        finished(of, year)
    return of


@pytest.fixture
def trained(monkeypatch):
    """The institutions and targets that training was begun for; nothing is learnt."""
    begun = []

    def train(institution, target, today, *args):
        begun.append((institution.code, target))
        return made_versions.version(institution, target=target, **learnt(), **CURRENT)

    monkeypatch.setattr(training, "train", train)
    return begun


def finished(of, year, outcome="passed"):
    term = factories.term(of, f"{year}-ODD", year)
    for _ in range(3):
        factories.enrolment(factories.result(term), outcome=outcome)


def learnt():
    return {"code_version": code_version(), "libraries": {LEARNER: learner_there()}}


def test_where_no_model_was_learnt_yet_one_is(place, trained):
    done = retrain(TODAY, unwatched)

    assert trained == [("MAIN", target) for target in ("at_risk", "fail", "dropout")]
    assert [one.target for one in done.versions] == ["at_risk", "fail", "dropout"]
    assert done.due[0] == "MAIN, at_risk: no model was learnt yet"


def test_what_was_learnt_is_not_learnt_again_the_next_night(place, trained):
    retrain(TODAY, unwatched)
    trained.clear()

    assert retrain(TODAY, unwatched).due == trained == []


def test_a_term_that_has_finished_since_is_a_reason(place):
    made_versions.version(place, **learnt(), train_terms=["2023-ODD"], test_terms=["2024-ODD"])

    assert why_due(place, "at_risk", TODAY) == "2025-ODD has finished since"


def test_other_code_is_a_reason(place):
    made_versions.version(place, **learnt() | {"code_version": "other"}, **CURRENT)

    assert why_due(place, "at_risk", TODAY) == "it was learnt by other code"


def test_another_scikit_learn_is_a_reason(place):
    made_versions.version(place, **learnt() | {"libraries": {LEARNER: "0.1"}}, **CURRENT)

    assert why_due(place, "at_risk", TODAY) == "it was learnt by other code"


def test_a_term_whose_marks_are_not_in_is_waited_for_and_not_for_ever(place, trained):
    Enrolment.objects.filter(result__term__code="2025-ODD").update(outcome="")
    last = Enrolment.objects.filter(result__term__code="2025-ODD").first().result.term
    soon = last.ends_on + datetime.timedelta(days=1)

    done = retrain(soon, unwatched)

    assert trained == done.due == []
    assert "of 3 enrolments it is known of 0" in done.waiting[0]
    assert why_due(place, "at_risk", soon + retraining.PATIENCE)


def test_one_finished_term_is_nothing_to_tell_of_every_night(trained):
    finished(factories.institution(), 2025)

    done = retrain(TODAY, unwatched)

    assert (trained, done.due, done.waiting, done.problems) == ([], [], [], [])


def test_what_cannot_be_learnt_is_said(place, monkeypatch):
    def train(*args):
        raise NotEnoughHistoryError("Not enough history.")

    monkeypatch.setattr(training, "train", train)

    assert retrain(TODAY, unwatched).waiting[0] == "MAIN, at_risk: Not enough history."


def test_an_error_stops_no_other_and_is_a_problem(place, monkeypatch):
    def train(institution, target, today, *args):
        if target == "fail":
            raise ZeroDivisionError
        return made_versions.version(institution, target=target, **learnt(), **CURRENT)

    monkeypatch.setattr(training, "train", train)

    done = retrain(TODAY, unwatched)

    assert [one.target for one in done.versions] == ["at_risk", "dropout"]
    assert "ZeroDivisionError" in done.problems[0]


def test_a_college_of_marks_alone_is_learnt_from(trained):
    place = factories.institution()
    for year in (2024, 2025):
        term = factories.term(place, f"{year}-ODD", year)
        factories.mark(factories.result(term))

    assert len(retrain(TODAY, unwatched, dry_run=True).due) == 3
    assert not Enrolment.objects.exists()
    retrain(TODAY, unwatched)
    assert trained == [("MAIN", target) for target in ("at_risk", "fail", "dropout")]


def test_in_a_college_of_marks_alone_a_pending_mark_is_waited_for(trained):
    place = factories.institution()
    for year, state in ((2024, {}), (2025, {"score": None, "state": "pending"})):
        term = factories.term(place, f"{year}-ODD", year)
        factories.mark(factories.result(term), **state)

    done = retrain(term.ends_on + datetime.timedelta(days=1), unwatched)

    assert trained == []
    assert "of 1 enrolments it is known of 0" in done.waiting[0]


def test_an_error_in_guessing_stops_no_other_and_is_a_problem(place, trained, monkeypatch):
    for target in ("at_risk", "fail"):
        made = made_versions.version(place, target=target, **learnt(), **CURRENT)
        made_versions.use(made, place, target)
    guessed = []

    def score(versions, *args):
        if versions[0].target == "at_risk":
            raise ZeroDivisionError
        guessed.extend(versions)
        return Scored(made=7)

    monkeypatch.setattr(scoring, "score", score)
    done = retrain(TODAY, unwatched)

    assert [one.target for one in guessed] == ["fail"]
    assert (done.made, len(done.problems)) == (7, 1)
    assert "MAIN: at_risk 1 could not guess, an error: ZeroDivisionError" in done.problems[0]


def test_an_upgrade_after_which_the_rules_stand_is_told_and_no_problem(place, trained):
    old = learnt() | {"code_version": "other"}
    made_versions.use(made_versions.version(place, **old, **CURRENT), place)
    made_versions.version(place, 2, verdict=Verdict.NOT_BETTER_THAN_RULE, **learnt(), **CURRENT)

    done = retrain(TODAY, unwatched)

    assert done.problems == []
    assert "at_risk 2 is not used: Not proven better than the rules" in done.waiting[0]


def test_a_dry_run_says_what_is_due_and_trains_nothing(place, trained):
    done = retrain(TODAY, unwatched, dry_run=True)

    assert len(done.due) == 3
    assert trained == done.versions == []


def test_without_the_packages_it_does_nothing(place, trained, monkeypatch):
    monkeypatch.setattr(packages, "NEEDED", ("no_such_package",))

    done = retrain(TODAY, unwatched)

    assert not done.ready
    assert trained == done.due == []


def test_the_nightly_command_reports_it(place, trained):
    out = io.StringIO()
    call_command("nightly", "--json", "--no-mail", "--as-of", TODAY.isoformat(), stdout=out)

    told = json.loads(out.getvalue())["predictions"]
    assert told["ready"]
    assert [one["target"] for one in told["trained"]] == ["at_risk", "fail", "dropout"]
    assert told["guesses"] == {"made": 0, "unchanged": 0}


def test_the_nightly_command_can_leave_it(place, trained):
    out = io.StringIO()
    call_command("nightly", "--json", "--no-mail", "--no-predictions", stdout=out)

    assert json.loads(out.getvalue())["predictions"] is None
    assert trained == []
