"""The whole way of a folder: read everything, then store one presentation after the other."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from students.imports.oulad.clicks import Weeks, summed
from students.imports.oulad.folders import folder_at
from students.imports.oulad.reading import presentations_of, read
from students.imports.oulad.records import Presentations
from students.imports.oulad.storing import Stored, store_presentation
from students.imports.oulad.terms import institution_of, start_of
from students.imports.refusals import refuse_all
from students.imports.watching import Watch, unwatched
from students.models import Door
from students.models.changes import acting

WORDS = {
    "student": "students",
    "placement": "places in the term",
    "part": "scores",
    "enrolment": "enrolments",
    "background": "backgrounds",
    "week": "weeks",
    "submission": "submission days",
}


@dataclass(frozen=True)
class Outcome:
    """What came of a folder: what was stored, rows of clicks read, rows left out by file."""

    institution: str
    stored: list[Stored]
    clicks: int
    strays: dict[str, int] = field(default_factory=dict)

    @property
    def changes(self) -> int:
        return sum(one.changes for one in self.stored)

    def as_json(self) -> dict:
        return {
            "institution": self.institution,
            "presentations": [
                {
                    "term": one.presentation,
                    "students": one.students,
                    "enrolments": one.enrolments,
                    "weeks": one.weeks,
                    "changes": dict(one.counts),
                    "changed": one.changes,
                }
                for one in self.stored
            ],
            "click_rows": self.clicks,
            "left_out": self.strays,
            "changed": self.changes,
        }

    def sentences(self) -> Iterator[str]:
        """A line for each presentation, and what was left out."""
        for one in self.stored:
            changes = ", ".join(
                f"{count:,} {_in_words(what)}" for what, count in one.counts.items()
            )
            yield (
                f"{one.presentation}: {one.enrolments:,} enrolments of {one.students:,} students, "
                f"{one.weeks:,} weeks. {one.changes:,} changed"
                f"{f': {changes}' if changes else ''}."
            )
        for name, count in self.strays.items():
            yield f"{count:,} rows of {name} are of students or work no other file knows; left out."


def import_folder(
    path: Path, institution: str, presentations: list[str], watch: Watch = unwatched
) -> Outcome:
    """Bring these presentations of a folder (all where none is named) into an institution.

    FileRefused with every problem of the small files, or the first of the clicks, before anything
    is stored; each presentation is one transaction.
    """
    folder = folder_at(path)
    wanted = presentations or presentations_of(folder)
    for presentation in wanted:
        start_of(presentation)
    found = read(folder, list(dict.fromkeys(wanted)))
    refuse_all(found.problems)
    weeks = summed(folder, found, watch)
    with acting(door=Door.COMMAND):
        place = institution_of(institution)
        stored = [
            store_presentation(place, presentation, courses, weeks, watch)
            for presentation, courses in found.courses.items()
        ]
    return Outcome(place.code, stored, weeks.rows_read, _strays(found, weeks))


def _strays(found: Presentations, weeks: Weeks) -> dict[str, int]:
    return found.strays | ({"studentVle": weeks.strays} if weeks.strays else {})


def _in_words(what: str) -> str:
    sort, state = what.split(" ", 1)
    return f"{WORDS[sort]} {state}" if sort != "submission" else WORDS[sort]
