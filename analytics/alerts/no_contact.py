"""A student needs a word, and nobody has had one for some days."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.alerts.rule import Number, Results, Rule, evidence, lines, policies_of
from analytics.metrics.worklists import waiting
from analytics.models import Alert, Contact

SLUG = "no_contact"


def count(results: Results, number: int, today: date) -> int:
    """How many have waited so long."""
    return _waiting(results, number, today).count()


def find(results: Results, number: int, today: date) -> Iterator[Alert]:
    """All who have waited so many days; the evidence is the wait, after the last word if any."""
    rows = _waiting(results, number, today)
    last = Contact.objects.filter(student=OuterRef("student"), term=OuterRef("term"))
    rows = rows.annotate(word=Subquery(last.order_by("-pk").values("pk")[:1])).order_by("pk")
    policies = policies_of(results)
    for result in rows.iterator():
        reached = lines(policies[result.policy_version_id], result.risk_bits)
        since, word = result.waiting_from, result.word or 0
        yield evidence(SLUG, result, since, word=word, line=number, **reached)


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
    """That somebody has had a word."""
    return _("A word was had since.") if alert.spoken else ""


RULE = Rule(
    slug=SLUG,
    title=gettext_lazy("No word yet"),
    why=gettext_lazy(
        "A student of the worklist waits for a word, and nobody has had one for some days."
    ),
    find=find,
    count=count,
    opening=opening,
    over=over,
    number=Number(
        usual=14, least=1, most=180, label=gettext_lazy("After"), unit=gettext_lazy("days")
    ),
)
