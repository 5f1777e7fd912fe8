"""What comes by itself: once for each day, to whom it may, with a mail that tells nothing."""

import io
import json
import smtplib
from unittest import mock

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language

from analytics.alerts.posting import Post
from analytics.deliveries import nights
from analytics.deliveries.calendars import ONE
from analytics.deliveries.files import path_of
from analytics.deliveries.nights import deliver
from analytics.models import DigestChoice, ReportRun, ReportSchedule
from analytics.tests.deliveries.conftest import schedule, texts
from students.models import RecordChange, Role

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


def night(day=None, post=True):
    return deliver(day or today(), Post() if post else None)


def nightly(*arguments):
    """What the command says on stdout and on stderr, told without alerts and guesses."""
    out, err = io.StringIO(), io.StringIO()
    call_command("nightly", "--no-predictions", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_what_is_due_is_made_within_the_recipients_own_scope(place, readers):
    schedule(readers[Role.HEAD], place)
    schedule(readers[Role.PRINCIPAL], place)

    found = night()

    assert (found.counts["made"], found.counts["mailed"], found.problems) == (2, 2, [])
    heads, principals = (
        texts(path_of(ReportRun.objects.get(recipient=readers[role])).read_bytes())
        for role in (Role.HEAD, Role.PRINCIPAL)
    )
    assert ("Asha" in heads, "Bina" in heads) == (True, False)
    assert ("Asha" in principals, "Bina" in principals) == (True, True)


def test_a_second_night_on_the_same_day_makes_and_mails_nothing(place, readers):
    schedule(readers[Role.HEAD], place)
    night()

    assert night().counts["due"] == 0
    assert (ReportRun.objects.count(), len(mail.outbox)) == (1, 1)


def test_missed_days_are_made_up_for_once_as_of_the_day_before_the_last(place, readers):
    schedule(readers[Role.HEAD], place, done_to=today() - 9 * ONE)
    monthly = {"every": "monthly", "day": (today() - 3 * ONE).day}
    schedule(readers[Role.HEAD], place, **monthly, done_to=today() - 40 * ONE)

    assert night().counts["made"] == 2
    runs = ReportRun.objects.values_list("schedule__every", "day")
    assert dict(runs) == {"daily": today() - ONE, "monthly": today() - 4 * ONE}
    assert night().counts["due"] == 0


def test_one_that_is_not_due_or_stopped_waits(place, readers):
    schedule(readers[Role.HEAD], place, done_to=today())
    schedule(readers[Role.PRINCIPAL], place, stopped="by_hand")
    weekday = (today() + ONE).weekday()
    schedule(readers[Role.FACULTY], place, every="weekly", weekday=weekday)

    assert night().counts["due"] == 0
    assert not ReportRun.objects.exists()


@pytest.mark.parametrize("why", ["no_account", "closed", "no_right"])
def test_it_stops_with_the_reason_where_nobody_may_have_it(place, readers, why):
    one = schedule(readers[Role.HEAD], place)
    if why == "no_account":
        readers[Role.HEAD].delete()
    elif why == "closed":
        readers[Role.HEAD].is_active = False
        readers[Role.HEAD].save()
    else:
        readers[Role.HEAD].memberships.update(ends_on=today() - ONE, starts_on=today() - ONE)

    found = night()

    one.refresh_from_db()
    assert one.stopped == why
    assert found.counts["stopped"] == 1
    (change,) = RecordChange.objects.filter(model="reportschedule", record_id=one.pk)
    assert (change.field, change.old, change.new) == ("stopped", "", why)
    run = ReportRun.objects.get()
    assert (run.state, run.reason, path_of(run).exists()) == ("failed", why, False)
    assert run.mail == "none"
    assert mail.outbox == []
    with time_machine.travel(timezone.now() + ONE):
        assert night().counts["due"] == 0


def test_the_mail_names_nobody_carries_nothing_and_leads_behind_the_sign_in(place, readers):
    schedule(readers[Role.HEAD], place)
    night()

    (sent,) = mail.outbox
    assert sent.to == ["head@example.edu"]
    assert sent.attachments == []
    assert "http://127.0.0.1:8000/reports/" in sent.body
    assert "Asha" not in sent.body + sent.subject
    assert "A1" not in sent.body + sent.subject
    assert ReportRun.objects.get().mail == "sent"


def test_mail_and_workbook_are_in_the_language_of_their_reader(place, readers):
    DigestChoice.objects.create(user=readers[Role.ACCOUNTANT], language="hi")
    schedule(readers[Role.ACCOUNTANT], place, report="fee-pending")
    seen = []

    def spoken(book, stream):
        seen.append(get_language())
        stream.write(b"PK")

    with mock.patch("analytics.deliveries.making.write_book", spoken):
        night()

    assert seen == ["hi"]


def test_a_refused_mail_goes_out_with_the_next_night_and_an_unknown_one_does_not(place, readers):
    schedule(readers[Role.HEAD], place)
    refused = smtplib.SMTPSenderRefused(451, b"Later", "head@example.edu")
    with mock.patch.object(EmailBackend, "send_messages", side_effect=refused):
        found = night()
    run = ReportRun.objects.get()
    assert run.mail == "failed"
    assert found.problems == [
        f"No mail of report {run.pk}: the mail server refused it (SMTPSenderRefused)."
    ]

    with mock.patch.object(EmailBackend, "send_messages", side_effect=TimeoutError):
        assert "may have arrived" in night().problems[0]
    assert night().counts["mailed"] == 0
    run.refresh_from_db()
    assert run.mail == "unknown"


def test_a_mail_server_that_is_down_leaves_all_for_the_next_night(place, readers):
    schedule(readers[Role.HEAD], place)
    with mock.patch.object(EmailBackend, "open", side_effect=OSError):
        assert "cannot be reached" in night().problems[0]

    assert night().counts["mailed"] == 1


def test_without_an_address_the_report_is_made_and_the_history_says_so(place, readers):
    readers[Role.HEAD].email = ""
    readers[Role.HEAD].save()
    schedule(readers[Role.HEAD], place)

    assert night().counts["made"] == 1
    assert ReportRun.objects.get().mail == "no_address"


def test_one_that_breaks_stops_no_other_and_nothing_names_anybody(place, readers, caplog):
    schedule(readers[Role.HEAD], place)
    schedule(readers[Role.PRINCIPAL], place)
    make = nights.make

    def breaking(run):
        if run.recipient == readers[Role.HEAD]:
            raise RuntimeError("Asha")
        return make(run)

    with mock.patch.object(nights, "make", breaking):
        found = night()

    assert (found.counts["made"], found.counts["failed"]) == (1, 1)
    assert "an error: RuntimeError" in found.problems[0]
    assert "Asha" not in found.problems[0] + caplog.text


def test_what_a_night_that_died_had_claimed_is_made_by_the_next(place, readers):
    schedule(readers[Role.HEAD], place)
    dying = mock.patch.object(nights, "make", side_effect=KeyboardInterrupt)
    with dying, pytest.raises(KeyboardInterrupt):
        night()
    assert ReportRun.objects.get().state == "waiting"

    assert night().counts["made"] == 1
    assert ReportRun.objects.get().state == "made"


def test_nightly_makes_what_is_due_and_tells_it(place, readers):
    schedule(readers[Role.HEAD], place)

    assert "Reports: 1 would be made." in nightly("--dry-run")[0]
    assert not ReportRun.objects.exists()
    out, err = nightly("--json")
    told = {"due": 1, "made": 1, "failed": 0, "stopped": 0, "mailed": 1, "removed": 0}
    assert json.loads(out)["reports"] == told
    assert err == ""


@pytest.mark.parametrize(("argument", "noted"), [("--no-mail", "waiting"), ("", "not_set_up")])
def test_nightly_without_mail_says_why_in_the_history(place, readers, settings, argument, noted):
    if not argument:
        settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    schedule(readers[Role.HEAD], place)

    nightly(*filter(None, [argument]))

    assert ReportRun.objects.get().mail == noted
    assert mail.outbox == []


def test_make_report_writes_a_file_within_the_readers_rights(place, readers, tmp_path):
    file, out = tmp_path / "a.xlsx", io.StringIO()
    who = ("--institution", "main", "--for", "head", "--out", str(file))

    call_command("make_report", "fee-pending", *who[:3], "accountant", *who[4:], stdout=out)
    assert "Asha" in texts(file.read_bytes())
    assert ReportRun.objects.get().recipient == readers[Role.ACCOUNTANT]

    with pytest.raises(CommandError, match="head may not see this report"):
        call_command("make_report", "fee-pending", *who)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"--institution": "NOWHERE"}, "no institution NOWHERE"),
        ({"--for": "nobody"}, "no account nobody"),
        ({"--on": "2999-01-01"}, "a day to come"),
        ({"--out": "/nowhere/at/all.xlsx"}, "no file in a folder"),
    ],
)
def test_make_report_refuses_what_is_not_there_before_it_begins(place, readers, changed, words):
    given = {"--institution": "MAIN", "--for": "accountant", "--out": "a.xlsx"} | changed

    with pytest.raises(CommandError, match=words):
        call_command("make_report", "fee-pending", *(one for pair in given.items() for one in pair))
    assert not ReportRun.objects.exists()


def test_a_schedule_without_its_day_is_refused_by_the_database(place, readers):
    for wrong in (
        {"every": "weekly"},
        {"every": "weekly", "weekday": 7},
        {"every": "monthly", "day": 32},
        {"every": "daily", "day": 1},
        {"every": "yearly"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            schedule(readers[Role.HEAD], place, **wrong)
    assert not ReportSchedule.objects.exists()
