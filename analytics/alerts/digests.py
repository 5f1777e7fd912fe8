"""Sending the digests that are due: each claimed before it goes out, so that none goes twice."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from analytics.alerts.mails import mail_of
from analytics.alerts.posting import REFUSALS, MailServerDownError
from analytics.alerts.readers import Often, candidates, due_often, news_of
from analytics.alerts.rows import still_true
from analytics.models import Alert, Digest, MailedAlert
from students.access import visible_to
from students.models import User
from students.models.waits import is_passing, retrying

LOG = logging.getLogger(__name__)
State = Digest.State
ONE_DIED = (
    "1 digest was on its way when an earlier run died. It may not have arrived and is not sent "
    "again; its alerts stand in the product."
)
MANY_DIED = (
    "{} digests were on their way when an earlier run died. They may not have arrived and are not "
    "sent again; their alerts stand in the product."
)
DOWN = "The mail server cannot be reached ({}). What is due goes out with the next run."
BROKE_OFF = (
    "The mail to account {} broke off ({}). It may have arrived and is not sent again; its alerts "
    "stand in the product."
)
ERROR = "No digest for account {}, an error: {}. It is due again with the next run."
GIVEN_UP = timedelta(hours=1)  # a mail that takes longer is not on its way any more


@dataclass
class Sent:
    """What became of the digests of a run, by a word for each outcome; `problems` are sentences."""

    counts: Counter = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def send_digests(today: date, post: Callable) -> Iterator[Sent]:
    """Send what is due; the same outcome is given after each person, to follow how far it is.

    `post` takes a message and raises as `Post` does.
    """
    sent = Sent()
    if old := retrying(give_up_old, again=is_passing):
        sent.counts["interrupted"] = old
        sent.problems.append(told_of_the_dead(old))
    yield sent
    for user in candidates(today):
        try:
            if often := due_often(user, today):
                sent.counts[_digest(user, often, today, post, sent.problems)] += 1
        except MailServerDownError as error:
            sent.counts["failed"] += 1
            sent.problems.append(DOWN.format(error))
            return
        except Exception as error:  # the others have their mail
            sent.counts["failed"] += 1
            sent.problems.append(told_of(error, user))
        yield sent


def told_of(error: Exception, user: User) -> str:
    """That this account has no digest; without the error's words, which may name somebody."""
    kind = type(error).__name__
    LOG.error("no digest for account %s: %s", user.pk, kind)
    return ERROR.format(user.pk, kind)


def outlook(user: User, today: date) -> str:
    """One word for what would become of this person's digest now; "" where none is due."""
    if not due_often(user, today):
        return ""
    if not still_true(news_of(visible_to(user), today)):
        return "nothing_new"
    return "sent" if user.email else "without_address"


def _digest(user: User, often: str, today: date, post, problems: list[str]) -> str:
    """One word for what became of one person's digest."""
    sight = visible_to(user)  # as of this moment: who lost a class is told nothing of it
    alerts = still_true(news_of(sight, today))
    if not alerts:
        if often == Often.WEEKLY:
            claim(user, today, [], State.EMPTY)
        return "nothing_new"
    if not user.email:
        return "without_address"
    message = mail_of(user, Alert.objects.filter(pk__in=alerts))
    digest = claim(user, today, alerts, State.SENDING)
    if digest is None:
        return "taken"  # by another run, which sends it
    return _sent(digest, message, post, problems)


def _sent(digest: Digest, message, post, problems: list[str]) -> str:
    try:
        post(message)
    except MailServerDownError:
        _release(digest)
        raise
    except REFUSALS as error:
        _release(digest)
        problems.append(f"No mail to account {digest.user_id}: {_reason(error)}")
        return "failed"
    except Exception as error:  # a timeout, a broken connection: it may have gone before that
        _close(digest, State.UNKNOWN)
        problems.append(BROKE_OFF.format(digest.user_id, type(error).__name__))
        return "unknown"
    _close(digest, State.SENT)
    return "sent"


def _close(digest: Digest, state: str):
    rows = Digest.objects.filter(pk=digest.pk)
    retrying(lambda: rows.update(state=state), again=is_passing)


def claim(user: User, today: date, alerts: list[int], state: str) -> Digest | None:
    """This person's digest of the day, with these alerts; None where another run has either."""
    with suppress(IntegrityError):  # an alert of it went out with the digest of another day
        return retrying(lambda: _claimed(user, today, alerts, state), again=is_passing)
    return None


def _claimed(user: User, today: date, alerts: list[int], state: str) -> Digest | None:
    now = timezone.now()
    with transaction.atomic():
        digest, made = Digest.objects.get_or_create(
            user=user, on=today, defaults={"state": state, "at": now}
        )
        failed = Digest.objects.filter(pk=digest.pk, state=State.FAILED)
        if not made and not failed.update(state=state, at=now):
            return None
        MailedAlert.objects.bulk_create(
            MailedAlert(digest=digest, user=user, alert_id=pk) for pk in alerts
        )
    return digest


def _release(digest: Digest):
    """Nothing of it went out: its alerts are for the next one."""
    retrying(lambda: _released(digest), again=is_passing)


@transaction.atomic
def _released(digest: Digest):
    digest.mailed.all().delete()
    Digest.objects.filter(pk=digest.pk).update(state=State.FAILED)


def give_up_old() -> int:
    """How many were left on their way by a run that died; they count as sent from now on."""
    return left_by_the_dead().update(state=State.UNKNOWN)


def left_by_the_dead() -> QuerySet[Digest]:
    """Those that a run which died had on their way."""
    return Digest.objects.filter(state=State.SENDING, at__lt=timezone.now() - GIVEN_UP)


def told_of_the_dead(count: int) -> str:
    """That so many were on their way when a run died."""
    return ONE_DIED if count == 1 else MANY_DIED.format(count)


def _reason(error: Exception) -> str:
    """The server's answer without addresses: its code where there is one, else the kind."""
    code = getattr(error, "smtp_code", None)
    return f"the mail server answered {code}." if code else f"{type(error).__name__}."
