"""A row of an office file as it is read: its values, what was altered in them, what is doubtful."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.functional import Promise

from students.imports.cells import Cell
from students.imports.columns import Column
from students.imports.entries import Entry
from students.imports.office.cell_values import CORRECTED, Altered, Doubtful, Guess, UnknownWord
from students.imports.refusals import Refused
from students.imports.tables import Table

JOINT = " / "


class Mend(NamedTuple):
    """A correction as a plan keeps it: column, the cell, what is stored, sort and reason."""

    column: str
    found: str
    became: str
    sort: str
    reason: str


class Question(NamedTuple):
    """A doubt as a plan keeps it: about which of the row's records (its place), and which value.

    `choice` names the cell, as “7:amount”, by which somebody takes the proposal; empty: none.
    """

    fact: int
    name: str
    column: str
    value: str
    proposal: str
    reason: str
    choice: str


class Fact(NamedTuple):
    """What a row says of one record: its sort, its key, and the values it says."""

    what: str
    key: tuple
    values: dict


@dataclass(frozen=True, slots=True)
class Field:
    """A column an office file may have: the titles it goes by, and how its cells are read.

    `read` gives a value, or Altered, or Doubtful; Refused where the cell cannot be taken, and Guess
    where it is likely what was meant. What stands in several `joined` columns is read together.
    """

    name: str
    label: str | Promise
    words: str
    read: Callable[[Cell], object]
    required: bool = False
    numeric: bool = False
    joined: bool = False


@dataclass
class Line:
    """A row while it is read; `entry` notes what is refused.

    `meant` says what an unknown word of a category means, or refuses it; `shown` names the column
    that shows a record, by its sort and key, where several records stand in the row.
    """

    entry: Entry
    table: Table
    meant: Callable[[UnknownWord], Altered]
    taken: frozenset[str] = frozenset()
    values: dict = field(default_factory=dict)
    mends: list[Mend] = field(default_factory=list)
    doubts: list[Question] = field(default_factory=list)
    shown: dict[tuple, str] = field(default_factory=dict)

    def take(self, field: Field):
        """Read a cell into `values`; what it does not say is not there."""
        columns = self.table.columns_of(field.name)
        if len(columns) > 1 and field.joined:
            read = self._joined(field, columns)
        else:
            column = self.table.column(field.name)
            read = self.entry.read(column, lambda cell: self._settled(field.name, field.read, cell))
        if read is not None:
            self.values[field.name] = read

    def _joined(self, field: Field, columns: list[Column]) -> str | None:
        """What these columns say, each behind its title; None where they say nothing."""
        said = ((column.title, self.entry.read(column, field.read)) for column in columns)
        return JOINT.join(f"{title}: {words}" for title, words in said if words) or None

    def settle(self, name: str, read: Callable[..., object], *said):
        """What `read` makes of the values of a field, alterations noted; None where it refuses."""
        try:
            return self._settled(name, read, *said)
        except Refused as refusal:
            self.refuse(name, refusal.reason, refusal.mend)
            return None

    def text(self, name: str) -> str:
        """The cell of a field as it stands in the file."""
        return self.entry.row.cell(self.table.column(name)).text

    def mend(self, name: str, altered: Altered):
        """Note that a value is stored otherwise than it was found; also one that was not there."""
        said = self.title(name), self.text(name), altered.became
        self.mends.append(Mend(*said, str(altered.sort), str(altered.reason)))

    def title(self, name: str) -> str:
        """The title of a field's column in this file, else its name."""
        column = self.table.column(name)
        return column.title if column else name

    def refuse(self, name: str, reason: str, mend: str = ""):
        """Refuse the row for what a field says, or does not say."""
        self.entry.refuse(self.title(name), self.text(name), reason, mend)

    def doubt(self, name: str, doubt: Doubtful):
        """The value that is doubtful, asked about; or what is proposed, where somebody took it."""
        return self._without_marks(name, self._asked(name, doubt))

    def _settled(self, name: str, read: Callable[..., object], *said):
        try:
            found = read(*said)
        except Guess as guess:
            found = self._guessed(name, guess)
        except UnknownWord as unknown:
            found = self.meant(unknown)
        if isinstance(found, Doubtful):
            found = self._asked(name, found)
        return self._without_marks(name, found)

    def _without_marks(self, name: str, found):
        if isinstance(found, Altered):
            self.mend(name, found)
            return found.value
        return found

    def _guessed(self, name: str, guess: Guess) -> Altered:
        choice = self._choice(name)
        if choice in self.taken:
            return Altered(guess.proposal, guess.proposed, guess.reason, CORRECTED)
        self._ask(name, guess.proposed, guess.reason, choice)
        raise guess

    def _asked(self, name: str, doubt: Doubtful):
        choice = self._choice(name)
        if doubt.proposal is not None and choice in self.taken:
            return Altered(doubt.proposal, doubt.proposed, doubt.reason, CORRECTED)
        self._ask(name, doubt.proposed, doubt.reason, "" if doubt.proposal is None else choice)
        return doubt.value

    def _ask(self, name: str, proposed: str, reason, choice: str):
        said = self.title(name), self.text(name), str(proposed), str(reason), choice
        self.doubts.append(Question(0, name, *said))

    def _choice(self, name: str) -> str:
        return f"{self.entry.row.number}:{name}"
