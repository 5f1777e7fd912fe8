"""What the texts of plain rows mean: each different text is read once, by the reader of rows."""

from dataclasses import dataclass

from students.imports import marks
from students.imports.cells import Cell, text_cell
from students.imports.codes import Coded
from students.imports.entries import Entry, MarkEntry
from students.imports.identities import WRITTEN_BY_EXCEL, code_of, roll_number_of
from students.imports.readers.limits import LONGEST_TEXT
from students.imports.refusals import Refused
from students.imports.structure import Structure
from students.imports.tables import Row, Table
from students.imports.titles import PERSON
from students.rules.keys import key_of

MOST_KEPT = 100_000
FACTS = ("score", "state", "max", "published", "attempt", "sat_term", "component", "weight")
READ = ("roll_no", "subject", "exported", *FACTS)
SAME_IN_ALL = ("institution", "term")


def is_plain(table: Table) -> bool:
    """Whether each row is one mark of a subject it names, of a person it may name as well."""
    named = [column.name for column in table.columns if not column.left_out]
    known = {*READ, *SAME_IN_ALL, *PERSON}
    return marks.is_long(table) and all(name in known for name in named)


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """A mark as a row says it, in whole hundredths; `maximum` and `published`: None, not said.

    `said` is the same for the reader of single rows, where what it comes to hangs on the old mark.
    Each is made once, and looked up as itself.
    """

    said: MarkEntry
    state: str
    score: int | None
    maximum: int | None
    published: bool | None


class Meanings:
    """Texts of one file and what they mean; None for what the reader of single rows has to see."""

    def __init__(self, table: Table, structure: Structure):
        self._table, self._structure = table, structure
        self._subjects: dict[str, Coded | None] = {}
        self._facts: dict[tuple[str, ...], Fact | None] = {}
        self._columns = [table.column(name) for name in (*FACTS, "exported")]
        self._with_parts = {subject for subject, _ in structure.parts}
        known = structure.subjects.by_key.values()
        self._any = next((row.code for row in known if row.pk is not None), "")

    @property
    def places(self) -> list[int]:
        """Where the columns stand that say what the mark is."""
        return [column.index for column in self._columns if column]

    def roll_key(self, text: str) -> str:
        """The key of a roll number; empty where it has to be looked at."""
        cell = text_cell(text)
        try:
            if cell.blank or len(cell.text) > LONGEST_TEXT or WRITTEN_BY_EXCEL.search(cell.text):
                return ""
            return key_of(roll_number_of(cell, lambda text: False, as_shown=True))
        except Refused:
            return ""

    def subject(self, text: str) -> Coded | None:
        """A known subject without components."""
        if text not in self._subjects:
            self._subjects[text] = self._subject(text_cell(text))
        return self._subjects[text]

    def fact(self, texts: tuple[str, ...]) -> Fact | None:
        """A first attempt's mark, from the texts of the columns at `places`."""
        if texts not in self._facts:
            if len(self._facts) >= MOST_KEPT:
                self._facts.clear()
            self._facts[texts] = self._fact(texts)
        return self._facts[texts]

    def _subject(self, cell: Cell) -> Coded | None:
        if cell.blank or len(cell.text) > LONGEST_TEXT:
            return None
        found = self._structure.subjects.find(cell.text)
        if found is None or found.pk is None or found.key in self._with_parts:
            return None
        try:
            return found if self._structure.subject(code_of(cell)) == found else None
        except Refused:
            return None

    def _fact(self, texts: tuple[str, ...]) -> Fact | None:
        if max(map(len, texts), default=0) > LONGEST_TEXT or not self._any:
            return None
        cells: dict[int, Cell] = {self._table.column("subject").index: text_cell(self._any)}
        cells |= {place: text_cell(text) for place, text in zip(self.places, texts, strict=True)}
        row = Row(0, [cells.get(place, text_cell("")) for place in range(max(cells) + 1)])
        entry = Entry(row)
        marks.read(entry, self._table, self._structure)
        if entry.problems or len(entry.marks) != 1:
            return None
        (said,) = entry.marks
        is_usual = said.attempt == 1 and not (said.sat_term or said.component or said.exported)
        return _fact_of(said) if is_usual and said.state and said.weight is None else None


def _fact_of(said: MarkEntry) -> Fact:
    score, maximum = (
        None if number is None else int(number.scaleb(2)) for number in (said.score, said.maximum)
    )
    return Fact(said, said.state, score, maximum, said.published)
