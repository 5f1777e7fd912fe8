"""What the rules of an institution would find, before anything is changed."""

from dataclasses import dataclass
from datetime import date

from analytics.alerts import RULES
from analytics.alerts.raising import current_results, within
from analytics.alerts.settings import Setting
from analytics.metrics.spells import note_spells
from analytics.models import Alert
from students.models import Institution


@dataclass(frozen=True)
class Preview:
    """One rule with a number: whom it finds today, what it would have raised this term.

    `raised` is what was raised this term in truth; `past` is None where only that is known.
    """

    standing: int
    raised: int
    past: int | None = None


def previews(
    institution: Institution, wanted: dict[str, Setting], today: date, whole_term: bool
) -> dict[str, Preview]:
    """By kind; the history of the term is read where `whole_term` is asked for."""
    results = current_results(institution, today)
    note_spells(results)
    raised = Alert.objects.filter(result__in=results.order_by())
    return {
        kind: Preview(
            standing=RULES[kind].count(within(RULES[kind], results, today), one.number, today),
            raised=raised.filter(kind=kind).count(),
            past=RULES[kind].past(results, one.number) if whole_term else None,
        )
        for kind, one in wanted.items()
    }
