"""Plain rows against the register: which are new, changed or same, and which have to be seen."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from operator import itemgetter

from students.imports.alarms import Guard
from students.imports.compared_marks import DEFAULT_MAXIMUM, new_value
from students.imports.items import CHANGED, NEW, SAME
from students.imports.plain.books import Book
from students.imports.plain.known import People, marks_of
from students.imports.plain.lines import Lines
from students.imports.plain.meanings import SAME_IN_ALL, Fact, Meanings
from students.imports.plain.persons import Persons
from students.imports.plain.shown import SEPARATOR
from students.imports.plain.staged import Writing
from students.imports.plain.values import NOTHING, Value, hundredths, listed
from students.imports.readers.limits import LONGEST_TEXT
from students.imports.refusals import Refused
from students.imports.rows import Setting
from students.imports.tables import Table
from students.rules.grading import PRESENT

MOST_KEPT = 50_000
USUAL_MAXIMUM = int(DEFAULT_MAXIMUM.scaleb(2))


class SeveralPlacesError(Exception):
    """The file says of its rows that they belong to several institutions or terms."""


class Comparison:
    """The plain rows of a file as they are found, and the students whose rows have to be seen.

    `odd`: their roll keys. What is plain of them is taken out again when all rows were read.
    """

    def __init__(self, setting: Setting, source: Lines | Book):
        self.staged = Writing()
        self.odd: set[str] = set()
        self._source, self._structure = source, setting.structure
        self._table: Table = setting.table
        self._publish = setting.options.publish
        self._people = People(setting.structure.place)
        self._meanings = Meanings(setting.table, setting.structure)
        self._persons = Persons(setting)
        self._changes: dict[tuple[Fact, Value | None], tuple[str, int] | None] = {}
        self._new: list[tuple] = []  # changes that are not staged yet
        self._count = 0
        self._roll, self._subject = (
            setting.table.column(name).index for name in ("roll_no", "subject")
        )
        self._same = {
            column.index: next((cell.text for cell in setting.table.values(column)), "")
            for column in filter(None, map(setting.table.column, SAME_IN_ALL))
        }

    def take(self, first: int, chunk: list[list[str]]):
        """Stage the plain rows among these, of which the first has this number."""
        width = len(self._table.columns)
        rows = [(number, texts) for number, texts in enumerate(chunk, first) if len(texts) == width]
        if len(rows) < len(chunk):
            others = (texts for texts in chunk if len(texts) != width)
            self.odd.update(self._key_in(texts) for texts in others if any(map(str.strip, texts)))
        if rows:
            self._check_place(rows)
            self._stage(rows)

    def settle(self):
        """Take out the students who are odd, and those of whom two rows say the same mark."""
        self.leave_out({*self.odd, *self.staged.twice()})

    def leave_out(self, roll_keys: set[str]):
        """Take out what is plain of these students; their rows are read one by one."""
        self.odd |= roll_keys
        self.staged.drop(roll_keys)

    def counts(self, guard: Guard) -> Counter[str]:
        """How many plain rows are in each state; the guard is told what they change."""
        keys = {row.pk: row.key for row in self._structure.subjects.by_key.values()}
        counts: Counter[str] = Counter()
        for subject, times, _id, *values in self.staged.tallies():
            new, old = listed(values[:4]), listed(values[4:])
            guard.note_plain(keys[subject], old, new, times)
            counts[_state(old, new)] += times
        return counts

    def odd_rows(self) -> Iterator[tuple[int, list]]:
        """The rows that have to be seen, as the reader of single rows has them."""
        for number, row in self._source.rows():
            if row and self._key_in(self._source.texts(row)) in self.odd:
                yield number, self._source.cells(row)

    def _key_in(self, texts: list[str]) -> str:
        return self._meanings.roll_key(texts[self._roll]) if self._roll < len(texts) else ""

    def _check_place(self, rows: list):
        for place, text in self._same.items():
            if any(texts[place].strip() not in ("", text) for _number, texts in rows):
                raise SeveralPlacesError

    def _stage(self, rows: list[tuple[int, list[str]]]):
        meanings = self._meanings
        of_roll, of_subject = itemgetter(self._roll), itemgetter(self._subject)
        keys = {text: meanings.roll_key(text) for text in {of_roll(texts) for _n, texts in rows}}
        people = self._people.of(set(keys.values()) - {""})
        person_of = {text: people.get(key) for text, key in keys.items()}
        subject_of = {
            text: meanings.subject(text) for text in {of_subject(texts) for _n, texts in rows}
        }
        olds = self._olds(person_of, subject_of)
        self._persons.look_at(
            (keys[of_roll(texts)], texts) for _n, texts in rows if person_of[of_roll(texts)]
        )
        agree = self._persons.agree
        found, seen = [], {}
        places, fact_of = meanings.places, meanings.fact
        for number, texts in rows:
            person, subject = person_of[of_roll(texts)], subject_of[of_subject(texts)]
            joined = SEPARATOR.join(texts)
            fact = fact_of(tuple([texts[place] for place in places]))
            is_plain = person and subject and fact and agree(person.roll_key, texts)
            if not is_plain or len(joined) > LONGEST_TEXT:
                self.odd.add(keys[of_roll(texts)])
                continue
            result = person[0]
            change = self._change(fact, olds.get((result, subject.pk)))
            if change is None:
                self.odd.add(person.roll_key)
                continue
            found.append((number, change[0], result, subject.pk, change[1], joined))
            seen[result] = person
        self.staged.add(found, seen.values(), self._new)
        self._new.clear()

    def _olds(self, person_of: dict, subject_of: dict) -> dict:
        results = {person.result_id for person in person_of.values() if person}
        subjects = {subject.pk for subject in subject_of.values() if subject}
        return marks_of(results, subjects) if subjects else {}

    def _change(self, fact: Fact, old: Value | None) -> tuple[str, int] | None:
        """State of a row, and the number of the change it makes; None where it has to be seen."""
        if (fact, old) not in self._changes:
            if len(self._changes) > MOST_KEPT:
                self._changes.clear()
            self._changes[fact, old] = self._made(old, self._value(fact, old))
        return self._changes[fact, old]

    def _made(self, old: Value | None, new: Value | None) -> tuple[str, int] | None:
        if new is None:
            return None
        self._count += 1
        self._new.append((self._count, *new, *(old or NOTHING)))
        return _state(old, new), self._count

    def _value(self, fact: Fact, old: Value | None) -> Value | None:
        maximum = fact.maximum or (old[2] if old else USUAL_MAXIMUM)
        published = fact.published
        if published is None:
            published = self._publish or bool(old and old[3])
        if fact.state == PRESENT:
            return None if fact.score > maximum else (PRESENT, fact.score, maximum, published)
        try:
            new = new_value(
                fact.said, listed(old or NOTHING), Decimal(maximum).scaleb(-2), published
            )
        except Refused:
            return None
        return new[0], hundredths(new[1]), maximum, published


def _state(old, new) -> str:
    return SAME if new == old else NEW if old is None else CHANGED
