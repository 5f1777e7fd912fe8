"""Who changed a cell last, and when: read from the history of its mark."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from students.grids.classes import ClassSubject
from students.grids.comparisons import Meeting
from students.models import MarkChange, User


@dataclass(frozen=True)
class Author:
    """Somebody, or the door a change came through where nobody was signed in."""

    name: str
    at: datetime

    @property
    def words(self) -> str:
        """“Bela Nair, 22 Nov 2026, 10:42”."""
        return f"{self.name}, {date_format(timezone.localtime(self.at), 'j M Y, H:i')}"


def authors(place: ClassSubject, cells: Iterable[Meeting]) -> dict[str, Author]:
    """By the names of cells that a colleague changed: who did so last. Two queries, or none."""
    cells = list(cells)
    if not cells:
        return {}
    changes = _last_changes(place, {cell.row.result.student_id for cell in cells})
    found = {cell.name: changes.get(_of_cell(cell)) for cell in cells}
    people = User.objects.in_bulk({one.user_id for one in found.values() if one and one.user_id})
    return {
        name: Author(_name(change, people.get(change.user_id)), change.at)
        for name, change in found.items()
        if change
    }


def _last_changes(place: ClassSubject, student_ids: set[int]) -> dict[tuple, MarkChange]:
    rows = MarkChange.objects.filter(
        term_id=place.term.pk, subject_id=place.subject.pk, student_id__in=student_ids, attempt=1
    )
    return {(row.student_id, row.component): row for row in rows.order_by("pk")}


def _of_cell(cell: Meeting) -> tuple[int, str]:
    part = cell.column.part
    return cell.row.result.student_id, part.code if part else ""


def _name(change: MarkChange, user: User | None) -> str:
    if user is None:
        return str(change.get_door_display())
    return user.get_full_name() or user.get_username()
