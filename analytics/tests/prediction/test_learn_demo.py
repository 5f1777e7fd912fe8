"""learn_demo guesses for the demo's newest term as of several weeks, or says why it does not."""

import datetime

import pytest
from django.core.management import CommandError, call_command

from analytics.management.commands import learn_demo
from analytics.prediction import checks
from analytics.prediction.code_versions import code_version
from analytics.prediction.packages import LEARNER, learner_there
from analytics.tests.prediction import made_versions
from students.tests import factories

pytestmark = pytest.mark.django_db


def test_without_a_demo_it_says_so():
    factories.term()
    with pytest.raises(CommandError, match="seed_demo makes it"):
        call_command("learn_demo")


def test_with_too_little_history_the_rules_stand():
    factories.term(factories.institution("DEMO"))
    with pytest.raises(CommandError, match="The rules stand"):
        call_command("learn_demo")


def test_what_was_learnt_is_not_learnt_again_until_other_code_would(monkeypatch, capsys):
    place = factories.institution("DEMO")
    factories.term(place)
    learnt = {"code_version": code_version(), "libraries": {LEARNER: learner_there()}}
    made_versions.version(place, **learnt)
    call_command("learn_demo")
    assert "No version beat the rules" in capsys.readouterr().out
    monkeypatch.setattr(checks, "code_version", lambda: "other")
    with pytest.raises(CommandError, match="two are needed"):
        call_command("learn_demo")


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (datetime.date(2026, 11, 22), ["2026-09-26", "2026-10-24", "2026-11-07", "2026-11-21"]),
        (datetime.date(2027, 3, 1), ["2026-11-05", "2026-12-03", "2026-12-17", "2026-12-31"]),
        (datetime.date(2026, 7, 20), ["2026-07-05", "2026-07-19"]),
    ],
)
def test_it_guesses_as_of_the_latest_weeks_of_the_term(monkeypatch, today, expected):
    monkeypatch.setattr(learn_demo.timezone, "localdate", lambda: today)
    found = learn_demo.days(factories.term())
    assert [day.isoformat() for day in found] == expected
