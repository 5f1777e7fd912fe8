"""Storing what was typed into a grid: all of it or nothing, under the lock of the results."""

from collections import defaultdict

from students.grids.classes import ClassSubject
from students.grids.comparisons import Comparison, compared
from students.grids.sendings import Sent
from students.grids.sheets import Sheet, read
from students.imports.items import MARK, PART, Item
from students.imports.stored_facts import store_marks
from students.models import TermResult
from students.models.waits import retrying


class NotStored(Exception):
    """The transaction is taken back; `found` says why."""

    def __init__(self, found: Comparison):
        super().__init__("the cells cannot be stored as they were sent")
        self.found = found


def save(place: ClassSubject, sent: Sent) -> Comparison:
    """Store the cells that were touched, in one transaction; call it with `acting(...)` set.

    What comes back says what was stored (its items) or, where it is not storable, what stood in the
    way. Only results with a touched cell are locked, derived and given a new version.
    """
    if not sent.touched:
        return compared(read(place), sent)
    try:
        return retrying(lambda: _saved(place, sent))
    except NotStored as refusal:
        return refusal.found


def _saved(place: ClassSubject, sent: Sent) -> Comparison:
    results = place.results().filter(pk__in=sent.result_ids)
    with TermResult.objects.refreshing(results.values_list("pk", flat=True)):
        sheet = read(place)
        found = compared(sheet, sent)
        if not found.is_storable:
            raise NotStored(found)
        _store(sheet, found)
    return found


def _store(sheet: Sheet, found: Comparison):
    items: dict[str, dict[str, list[Item]]] = {MARK: defaultdict(list), PART: defaultdict(list)}
    for row, item in found.items:
        items[item.what][row.standing.roll_key].append(item)
    people = {row.standing.roll_key: row.standing for row in sheet.rows}
    store_marks(sheet.structure, people, items[MARK], items[PART])
