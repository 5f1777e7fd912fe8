"""What a class still awaits before every result of it is known: subject, components, students."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from students.models import Student
from students.models.sheets import SheetRow
from students.rules.papers import Judged, Paper


@dataclass(frozen=True)
class Awaited:
    """A subject of which the same is awaited for these students: "QUIZ, ESE" or "the mark"."""

    code: str
    title: str
    what: str
    students: tuple[Student, ...]


def awaited_of(rows: Iterable[SheetRow]) -> list[Awaited]:
    """What these results await, by the code of the subject; one sat again is told as such."""
    found: dict[tuple[str, str, str], list[Student]] = {}
    for row in rows:
        for code, what in _of_row(row):
            found.setdefault((code, what, row.titles.get(code, "")), []).append(row.result.student)
    return [
        Awaited(code, title, what, tuple(students))
        for (code, what, title), students in sorted(found.items())
    ]


def _of_row(row: SheetRow) -> Iterator[tuple[str, str]]:
    for one in row.figures.papers:
        if _is_awaited(one):
            yield one.paper.code, what_of(one.paper)
    for one in row.figures.resits:
        if _is_awaited(one):
            yield one.paper.code, _("%(what)s, sat again") % {"what": what_of(one.paper)}


def _is_awaited(one: Judged) -> bool:
    return one.awaited or bool(one.paper.awaits)


def what_of(paper: Paper) -> str:
    """The components a paper awaits, or the mark where it has none."""
    return ", ".join(paper.awaits) or _("the mark")
