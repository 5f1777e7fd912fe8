"""Whether a filled database holds together: every reference, every derived figure and sum."""

from collections.abc import Iterator

from django.db import IntegrityError, connection
from django.utils.translation import gettext as _

from students.models import Institution, TermResult
from students.models.recompute import mend_summaries, recomputed


def problems_of() -> list[str]:
    """A sentence for each kind of thing that does not; to be asked inside a transaction."""
    return [*_references(), *_figures()]


def _references() -> Iterator[str]:
    try:
        connection.check_constraints()
    except IntegrityError as error:
        yield _("A row names another that is not there (%(error)s).") % {"error": error}


def _figures() -> Iterator[str]:
    ids = list(TermResult.objects.order_by().values_list("pk", flat=True))
    moved = [one for some in recomputed(ids, dry_run=True) for one in some]
    if moved:
        words = _(
            "Of %(count)s results figures differ from their marks, the first %(student)s in "
            "%(term)s."
        )
        first = moved[0]
        yield words % {"count": len(moved), "student": first.roll_no, "term": first.term}
    wrong = sum(
        mend_summaries(pk, dry_run=True) for pk in Institution.objects.values_list("pk", flat=True)
    )
    if wrong:
        yield _("%(wrong)s summary cells differ from the results.") % {"wrong": wrong}
