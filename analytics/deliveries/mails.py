"""The mail that says a report is there: a way to it behind the sign-in, and nothing of it."""

import logging
from collections.abc import Callable

from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from analytics.alerts.mails import absolute
from analytics.alerts.posting import REFUSALS, MailServerDownError
from analytics.alerts.readers import language_of
from analytics.models import ReportRun
from analytics.reports import REPORTS
from students.middleware import may_sign_in
from students.models.waits import is_passing, retrying

LOG = logging.getLogger(__name__)
Mail = ReportRun.Mail
DOWN = "The mail server cannot be reached ({}). What is to be said goes out with the next run."
REFUSED = "No mail of report {}: the mail server refused it ({})."
BROKE_OFF = "The mail of report {} broke off ({}). It may have arrived and is not sent again."


def mail_of(run: ReportRun) -> EmailMessage:
    """In the language of its reader; neither figures nor names are in it."""
    with override(language_of(run.recipient)):
        title = str(REPORTS[run.report].title)
        page = {"run": run, "title": title, "url": absolute(reverse("reports"))}
        return EmailMessage(
            subject=_("PerfDash: “%(title)s” is ready") % {"title": title},
            body=render_to_string("reports/mail.txt", page),
            to=[run.recipient.email],
            headers={"Auto-Submitted": "auto-generated"},
        )


def send_waiting(runs: QuerySet[ReportRun], post: Callable, problems: list[str]) -> int:
    """Send what these runs have to say, each once; how many mails went out.

    `problems` are added to. What a server refused waits for the next run, as does everything where
    none answers.
    """
    sent = 0
    for run in runs.filter(mail__in=(Mail.WAITING, Mail.FAILED)).select_related(
        "recipient", "institution"
    ):
        try:
            sent += _told(run, post, problems)
        except MailServerDownError as error:
            _note(run, Mail.WAITING)
            problems.append(DOWN.format(error))
            return sent
    return sent


def _told(run: ReportRun, post: Callable, problems: list[str]) -> bool:
    if run.recipient is None or not may_sign_in(run.recipient) or not run.recipient.email:
        _note(run, Mail.NO_ADDRESS)
        return False
    # Taken before it goes out: a run that comes at once, or after this one died, sends no second.
    if not _note(run, Mail.SENDING, of=(Mail.WAITING, Mail.FAILED)):
        return False
    try:
        post(mail_of(run))
    except MailServerDownError:
        raise
    except REFUSALS as error:
        _note(run, Mail.FAILED)
        problems.append(REFUSED.format(run.pk, type(error).__name__))
        return False
    except Exception as error:  # a timeout, a broken connection: it may have gone before that
        _note(run, Mail.UNKNOWN)
        LOG.error("mail of report %s broke off: %s", run.pk, type(error).__name__)
        problems.append(BROKE_OFF.format(run.pk, type(error).__name__))
        return False
    _note(run, Mail.SENT)
    return True


def _note(run: ReportRun, mail: str, of=tuple(Mail)) -> bool:
    rows = ReportRun.objects.filter(pk=run.pk, mail__in=of)
    return bool(retrying(lambda: rows.update(mail=mail), again=is_passing))
