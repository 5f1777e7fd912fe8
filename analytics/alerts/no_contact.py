"""A student needs a word, and nobody has had one for some days."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.alerts.rule import Number, Results, Rule, evidence, lines, policies_of
from analytics.metrics.worklists import waiting
from analytics.models import Alert, Contact
from students.rules.risk import HIGH, MEDIUM

SLUG = "no_contact"


def count(results: Results, number: int, today: date) -> int:
    """How many have waited so long."""
    return _waiting(results, number, today).count()


def find(results: Results, number: int, today: date) -> Iterator[Alert]:
    """All who have waited so many days; the evidence is the wait, after a word if there was any.

    Each has `begun_by`, the number of the word with which its wait began, 0 for none.
    """
    words = Contact.objects.filter(student=OuterRef("student"), term=OuterRef("term"))
    # A word of before the reason answers nothing, so that noted late it begins no wait anew.
    began = words.filter(on__gte=OuterRef("risk_spell__since")).order_by("-on", "pk")
    rows = _waiting(results, number, today).annotate(
        last_word=Subquery(words.order_by("-pk").values("pk")[:1]),
        begun_by=Subquery(began.values("pk")[:1]),
    )
    policies = policies_of(results)
    for result in rows.order_by("pk").iterator():
        reached = lines(policies[result.policy_version_id], result.risk_bits)
        since, word = result.waiting_from, result.last_word or 0
        alert = evidence(SLUG, result, since, word=word, line=number, **reached)
        alert.begun_by = result.begun_by or 0
        yield alert


def _waiting(results: Results, number: int, today: date) -> Results:
    rows = waiting(results, today).filter(risk_spell__version=F("version"))
    return rows.filter(waiting_from__lte=today - timedelta(days=number))


def opening(alert: Alert) -> str:
    """How long nobody had a word, on the day of the alert."""
    days = (alert.raised_on - alert.since).days
    words = ngettext(
        "Nobody has had a word for %(days)s day",
        "Nobody has had a word for %(days)s days",
        days,
    )
    return words % {"days": days}


def over(alert: Alert) -> str:
    """That the risk is gone, or that somebody has had a word."""
    if alert.result.risk not in (HIGH, MEDIUM):
        return _("No longer at risk.")
    return _("Somebody has spoken with the student since.") if alert.spoken else ""


RULE = Rule(
    slug=SLUG,
    title=gettext_lazy("Waits for a word"),
    why=gettext_lazy(
        "A student of the worklist waits for a word, and nobody has had one for some days."
    ),
    find=find,
    count=count,
    opening=opening,
    over=over,
    number=Number(usual=14, least=1, most=180, label=gettext_lazy("Days without a word")),
    while_term_runs=True,
)
