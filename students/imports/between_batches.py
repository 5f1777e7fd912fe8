"""Students who come into a term and are in several batches at once: told in the preview, as none is
taken for them."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from students.imports.items import PLACEMENT
from students.imports.places import Place
from students.imports.plans import PlanRow
from students.models import Admission
from students.rules.keys import key_of

ASKED_AT_ONCE = 500
MOST_TOLD = 20


def between_batches(place: Place, rows: Iterable[PlanRow]) -> list[str]:
    """A sentence for each row that places somebody in no batch who is admitted to several; twenty
    at most, and how many more. A query for five hundred of them, none where there are none."""
    unplaced = {key_of(row.roll_no): row.number for row in rows if _is_unplaced(row)}
    if not unplaced or not place.is_made:
        return []
    found = {
        unplaced[key]: codes for key, codes in _admitted(place, list(unplaced)) if len(codes) > 1
    }
    words = _(
        "Row %(row)s: the student is admitted to %(batches)s at once, and is in no batch of the "
        "term until one is named."
    )
    told = [
        words % {"row": row, "batches": ", ".join(codes)} for row, codes in sorted(found.items())
    ]
    if more := len(told[MOST_TOLD:]):
        words = ngettext(
            "%(count)s more is admitted to several batches at once.",
            "%(count)s more are admitted to several batches at once.",
            more,
        )
        told[MOST_TOLD:] = [words % {"count": more}]
    return told


def _is_unplaced(row: PlanRow) -> bool:
    new = (item.new for item in row.items if item.what == PLACEMENT and item.old is None)
    return any(not placement["batch"] for placement in new)


def _admitted(place: Place, keys: list[str]) -> Iterable[tuple[str, list[str]]]:
    """By key of the roll number the codes of the batches they are in during the term."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = Admission.objects.in_term(place.term).filter(student__institution=place.institution)
    for start in range(0, len(keys), ASKED_AT_ONCE):
        some = rows.filter(student__roll_key__in=keys[start : start + ASKED_AT_ONCE])
        for key, code in some.order_by("batch__code_key").values_list(
            "student__roll_key", "batch__code"
        ):
            found[key].append(code)
    return found.items()
