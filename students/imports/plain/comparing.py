"""Plain rows against the register: which are new, changed or same, and which have to be seen."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from operator import itemgetter

from students.imports.alarms import Guard
from students.imports.cells import plain as in_digits
from students.imports.compared_marks import DEFAULT_MAXIMUM, new_value
from students.imports.items import CHANGED, NEW, SAME
from students.imports.plain.known import People, Value, marks_of
from students.imports.plain.lines import Lines, cells_of
from students.imports.plain.meanings import SAME_IN_ALL, Fact, Meanings
from students.imports.plain.shown import SEPARATOR
from students.imports.plain.staged import Writing
from students.imports.readers.limits import LONGEST_TEXT
from students.imports.refusals import Refused
from students.imports.rows import Setting
from students.imports.tables import Table
from students.rules.grading import PRESENT

MOST_KEPT = 50_000
USUAL_MAXIMUM = int(DEFAULT_MAXIMUM.scaleb(2))
NOTHING = (None, None, None, None)


class SeveralPlacesError(Exception):
    """The file says of its rows that they belong to several institutions or terms."""


class Comparison:
    """The plain rows of a file as they are found, and the students whose rows have to be seen.

    `odd`: their roll keys. What is plain of them is taken out again when all rows were read.
    """

    def __init__(self, setting: Setting, guard: Guard, lines: Lines):
        self.staged = Writing()
        self.odd: set[str] = set()
        self.counts: Counter[str] = Counter()
        self._guard, self._lines = guard, lines
        self._table: Table = setting.table
        self._publish = setting.options.publish
        self._people = People(setting.structure.place)
        self._meanings = Meanings(setting.table, setting.structure)
        self._new: dict[tuple[Fact, Value | None], tuple | None] = {}
        self._noted: Counter[tuple] = Counter()
        self._roll, self._subject = (
            setting.table.column(name).index for name in ("roll_no", "subject")
        )
        self._same = {
            column.index: next(setting.table.values(column)).text
            for column in map(setting.table.column, SAME_IN_ALL)
            if column and any(True for _ in setting.table.values(column))
        }
        self._keys = {row.pk: row.key for row in setting.structure.subjects.by_key.values()}

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
        self.odd.update(self.staged.twice())
        self.leave_out(self.odd)

    def leave_out(self, roll_keys: set[str]):
        """Take out what is plain of these students; their rows are read one by one."""
        self.odd |= roll_keys
        for subject, *values in self.staged.drop(roll_keys):
            self._noted[subject, tuple(values[4:]), tuple(values[:4])] -= 1
        self._note()

    def odd_rows(self) -> Iterator[tuple[int, list]]:
        """The rows that have to be seen, as the reader of single rows has them."""
        for number, texts in self._lines.rows():
            if texts and self._key_in(texts) in self.odd:
                yield number, cells_of(texts)

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
        found, seen = [], {}
        places = meanings.places
        for number, texts in rows:
            person, subject = person_of[of_roll(texts)], subject_of[of_subject(texts)]
            joined = SEPARATOR.join(texts)
            fact = meanings.fact(tuple([texts[place] for place in places]))
            if not (person and subject and fact) or len(joined) > LONGEST_TEXT:
                self.odd.add(keys[of_roll(texts)])
                continue
            old = olds.get((person.result_id, subject.pk))
            new = self._after(fact, old)
            if new is None:
                self.odd.add(person.roll_key)
                continue
            state, values = new
            found.append((number, state, person.result_id, subject.pk, *values, joined))
            seen[person.result_id] = person
        self._noted.update((row[3], row[8:12], row[4:8]) for row in found)
        self.staged.add(found, seen.values())
        if len(self._noted) > MOST_KEPT:
            self._note()

    def _olds(self, person_of: dict, subject_of: dict) -> dict:
        results = {person.result_id for person in person_of.values() if person}
        subjects = {subject.pk for subject in subject_of.values() if subject}
        return marks_of(results, subjects) if subjects else {}

    def _after(self, fact: Fact, old: Value | None) -> tuple | None:
        """State of the row, then the new and the old value; None where it has to be seen."""
        if (fact, old) not in self._new:
            if len(self._new) > MOST_KEPT:
                self._new.clear()
            new = self._value(fact, old)
            state = SAME if new == old else NEW if old is None else CHANGED
            self._new[fact, old] = new and (state, (*new, *(old or NOTHING)))
        return self._new[fact, old]

    def _value(self, fact: Fact, old: Value | None) -> Value | None:
        maximum = fact.maximum or (old[2] if old else USUAL_MAXIMUM)
        published = fact.published
        if published is None:
            published = self._publish or bool(old and old[3])
        if fact.state == PRESENT:
            return None if fact.score > maximum else (PRESENT, fact.score, maximum, published)
        try:
            new = new_value(fact.said, _listed(old), Decimal(maximum).scaleb(-2), published)
        except Refused:
            return None
        return new[0], _hundredths(new[1]), maximum, published

    def _note(self):
        """Tell the guard, and count the rows, of what was noted since."""
        for (subject, old, new), times in self._noted.items():
            old = None if old == NOTHING else old
            self._guard.note_plain(self._keys[subject], _listed(old), _listed(new), times)
            self.counts[SAME if new == old else NEW if old is None else CHANGED] += times
        self._noted.clear()


def _listed(value: Value | None) -> list | None:
    """A value as the reader of single rows has it."""
    if value is None:
        return None
    state, score, maximum, published = value
    return [state, _digits(score), _digits(maximum), bool(published)]


def _digits(hundredths: int | None) -> str | None:
    return None if hundredths is None else in_digits(Decimal(hundredths).scaleb(-2))


def _hundredths(text: str | None) -> int | None:
    return None if text is None else int(Decimal(text).scaleb(2))
