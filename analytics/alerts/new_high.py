"""A student has come to a high risk."""

from collections.abc import Iterator
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.alerts.rule import Results, Rule, evidence, lines, policies_of
from analytics.models import Alert
from students.rules.risk import HIGH, HIGH_BITS

SLUG = "new_high"


def count(results: Results, number: int, today: date) -> int:
    """How many are at high risk."""
    return results.filter(risk=HIGH).count()


def find(results: Results, number: int, today: date) -> Iterator[Alert]:
    """All at high risk; the evidence began on the day from which it lasts without a break."""
    high = results.filter(risk=HIGH)
    noted = high.filter(risk_spell__version=F("version"), risk_spell__since__lte=today)
    policies = policies_of(high)
    for result in noted.select_related("risk_spell").order_by("pk").iterator():
        reached = lines(policies[result.policy_version_id], result.risk_bits & HIGH_BITS)
        yield evidence(SLUG, result, result.risk_spell.since, **reached)


def over(alert: Alert) -> str:
    """That the risk is high no more, or that somebody has had a word."""
    if alert.result.risk != HIGH:
        return _("No longer at high risk.")
    return _("Somebody has spoken with the student since.") if alert.spoken else ""


RULE = Rule(
    slug=SLUG,
    title=gettext_lazy("New high risk"),
    why=gettext_lazy("A student has come to a high risk by the policy of the term."),
    find=find,
    count=count,
    over=over,
)
