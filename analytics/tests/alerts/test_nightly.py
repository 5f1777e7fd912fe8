"""The nightly command: run twice, for a missed night, without mail, with something that fails."""

import io
import json
import smtplib
from unittest import mock

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import OperationalError

from analytics.alerts.raising import hold, raise_alerts
from analytics.models import Alert, Digest, RiskSpell
from analytics.tests.alerts.conftest import ago, reader
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def nightly(*arguments):
    """What the command says on stdout and on stderr."""
    out, err = io.StringIO(), io.StringIO()
    call_command("nightly", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_raises_what_is_new_and_sends_what_is_due(fallen, mentor_of_fallen):
    out, err = nightly()

    assert out == (
        "MAIN: 1 alert raised (1 attendance_below).\nDigests: 1 sent.\nKey figures: 6 kept.\n"
    )
    assert err == ""
    assert len(mail.outbox) == 1


def test_a_second_run_repeats_nothing(fallen, mentor_of_fallen):
    nightly()
    out, _ = nightly()

    assert out == "MAIN: 0 alerts raised.\nDigests: none due.\nKey figures: 6 kept.\n"
    assert (Alert.objects.count(), len(mail.outbox)) == (1, 1)


def test_a_dry_run_says_what_would_be_and_stores_and_sends_nothing(fallen, mentor_of_fallen):
    out, _ = nightly("--dry-run", "--json")

    told = json.loads(out)
    assert told.pop("predictions")["trained"] == []
    assert not any(told.pop("reports").values())
    assert told == {
        "as_of": ago(0).isoformat(),
        "dry_run": True,
        "alerts": {"MAIN": {"new_high": 0, "attendance_below": 1, "no_contact": 0}},
        "digests": {
            "sent": 1,
            "failed": 0,
            "nothing_new": 0,
            "without_address": 0,
            "unknown": 0,
            "taken": 0,
            "interrupted": 0,
        },
        "problems": [],
    }
    assert not any(model.objects.exists() for model in (Alert, Digest, RiskSpell))
    assert mail.outbox == []


def test_a_missed_night_is_made_up_for(fallen, mentor_of_fallen):
    nightly("--as-of", ago(1).isoformat())

    assert Alert.objects.get().raised_on == ago(1)


def test_a_day_to_come_is_refused():
    with pytest.raises(CommandError, match="a day to come"):
        nightly("--as-of", ago(-1).isoformat())


def test_without_mail_alerts_are_raised_and_wait_for_the_next_mail(fallen, mentor_of_fallen):
    out, _ = nightly("--no-mail")
    assert "1 alert raised" in out
    assert mail.outbox == []

    nightly()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "EMAIL_URL"),
        ("BASE_URL", "", "BASE_URL"),
    ],
)
def test_where_mail_is_not_set_up_it_says_so(
    fallen, mentor_of_fallen, settings, setting, value, words
):
    setattr(settings, setting, value)

    out, err = nightly("--json")

    assert words in err
    told = json.loads(out)
    assert told["digests"]["sent"] == 0
    assert told["rooms"] == {"sessions_deleted": 0}
    assert Alert.objects.count() == 1


def test_it_exits_with_a_problem_and_the_rest_is_done(fallen, mentor_of_fallen):
    reader("principal", fallen.institution, "p")
    sending = EmailBackend.send_messages

    def refusing(self, messages):
        if messages[0].to == ["mira@example.edu"]:
            raise smtplib.SMTPSenderRefused(451, b"Later", "mira@example.edu")
        return sending(self, messages)

    err = io.StringIO()
    refused = mock.patch.object(EmailBackend, "send_messages", refusing)
    with refused, pytest.raises(CommandError):
        call_command("nightly", stdout=io.StringIO(), stderr=err)

    problem = f"No mail to account {mentor_of_fallen.pk}: the mail server answered 451."
    assert problem in err.getvalue()
    assert "mira" not in err.getvalue()
    assert [one.to for one in mail.outbox] == [["p@example.edu"]]


def test_an_institution_that_fails_stops_no_other_and_nothing_names_anybody(
    fallen, mentor_of_fallen, caplog
):
    other = make.result(make.running_term(make.institution("BROKEN")))

    def breaking(institution, today):
        if institution == other.institution:
            raise RuntimeError("Nisha Tiwari")
        return raise_alerts(institution, today)

    err, out = io.StringIO(), io.StringIO()
    broken = mock.patch("analytics.alerts.nights.raise_alerts", breaking)
    with broken, pytest.raises(CommandError):
        call_command("nightly", stdout=out, stderr=err)

    assert "BROKEN: no alerts were looked for, an error: RuntimeError." in err.getvalue()
    assert f"no alerts of institution {other.institution_id}: RuntimeError" in caplog.text
    assert "Nisha" not in err.getvalue() + caplog.text
    assert "MAIN: 1 alert raised" in out.getvalue()
    assert len(mail.outbox) == 1


def test_a_lock_that_passes_is_waited_for(fallen):
    tries = [OperationalError("database is locked"), None]

    def holding(institution):
        if error := tries.pop(0):
            raise error
        return hold(institution)

    alone = mock.patch("students.models.waits.connection", mock.Mock(in_atomic_block=False))
    with alone, mock.patch("analytics.alerts.raising.hold", holding):
        out, _ = nightly("--no-mail")

    assert "MAIN: 1 alert raised" in out


def test_somebody_who_writes_all_the_while_is_told_and_stops_nothing(fallen, mentor_of_fallen):
    with (
        mock.patch("analytics.metrics.falls._noted", return_value=False),
        mock.patch("analytics.alerts.raising.PAUSE", 0),
    ):
        err = io.StringIO()
        with pytest.raises(CommandError):
            call_command("nightly", stdout=io.StringIO(), stderr=err)

    assert "MAIN: somebody else was writing" in err.getvalue()
