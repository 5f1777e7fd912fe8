"""How often the figures of institutions and terms have changed."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Sum

from students.models import ResultSummary, SubjectSummary

Place = tuple[int, int]  # institution, term


def pulses(terms: Iterable[int] | None = None) -> Counter[Place]:
    """How many changes each institution and term has seen, of these terms or all. One query.

    A cell counts its changes as they are committed, so that no change hides behind a later one
    that was committed first, as it could behind the newest time.
    """
    whole, of_subjects = (_counted(model, terms) for model in (ResultSummary, SubjectSummary))
    found = Counter()
    for institution, term, changes in whole.union(of_subjects, all=True):
        found[institution, term] += int(changes)
    return found


def _counted(model, terms):
    cells = model.objects.order_by()
    if terms is not None:
        cells = cells.filter(term__in=terms)
    return cells.values_list("institution_id", "term_id").annotate(Sum("changes"))
