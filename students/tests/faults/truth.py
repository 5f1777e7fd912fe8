"""Whether the register is what follows from its facts."""

from students.models import Institution, TermResult
from students.models.recompute import mend_summaries, recomputed


def untrue() -> int:
    """Results and summary cells that are not what the full aggregate says; 0 is what must be."""
    ids = TermResult.objects.values_list("pk", flat=True)
    moved = sum(len(one) for one in recomputed(ids, dry_run=True))
    places = Institution.objects.values_list("pk", flat=True)
    return moved + sum(mend_summaries(place, dry_run=True) for place in places)
