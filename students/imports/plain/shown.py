"""Plain rows as the preview shows them, a page at a time."""

import json
from collections import defaultdict
from collections.abc import Iterator

from students.imports.cells import text_cell
from students.imports.compared_marks import old_text
from students.imports.items import CHANGED, MARK, Item
from students.imports.parts import average_and_grade
from students.imports.places import Place
from students.imports.plain.staged import Staged
from students.imports.plain.values import listed
from students.imports.plans import PlanCell, PlanRow
from students.imports.standings import standings
from students.models import Institution, Term

SEPARATOR = "\x1f"
AT_ONCE = 500
OF_STATE = """
SELECT number FROM plain WHERE row_state = ?1 UNION ALL
SELECT number FROM single WHERE row_state = ?1 ORDER BY 1 LIMIT ?2 OFFSET ?3
"""
PLAIN = """
SELECT number, row_state, result_id, roll_key, subject_id, texts, state, score, max_score,
    published, old_state, old_score, old_max_score, old_published
FROM plain JOIN people USING (result_id) JOIN changes ON id = change_id
"""
OF_ALL = """
SELECT number FROM plain UNION ALL SELECT number FROM single ORDER BY 1 LIMIT ?2 OFFSET ?3
"""


class StagedRows:
    """The rows of a plan whose plain rows are staged."""

    def __init__(self, staged: Staged):
        self.staged = staged

    def rows(self, state: str | None, start: int, limit: int | None) -> Iterator[PlanRow]:
        """The rows in the order of the file, of one state or all, from a place on."""
        while limit is None or limit > 0:
            at_once = AT_ONCE if limit is None else min(limit, AT_ONCE)
            found = self.staged.select(OF_STATE if state else OF_ALL, (state, at_once, start))
            numbers = [number for (number,) in found]
            yield from self._rows(numbers)
            if len(numbers) < at_once:
                return
            start += at_once
            limit = None if limit is None else limit - at_once

    def single(self) -> Iterator[PlanRow]:
        """The rows that were read one by one."""
        for (row,) in self.staged.select("SELECT row FROM single ORDER BY number"):
            yield PlanRow.from_json(json.loads(row))

    def _rows(self, numbers: list[int]) -> list[PlanRow]:
        """The rows of these numbers."""
        if not numbers:
            return []
        among = f"number IN ({', '.join(map(str, numbers))})"
        single = self.staged.select(f"SELECT row FROM single WHERE {among}")  # noqa: S608
        found = [PlanRow.from_json(json.loads(row)) for (row,) in single]
        found += self._plain(list(self.staged.select(f"{PLAIN} WHERE {among}")))
        return sorted(found, key=lambda row: row.number)

    def _plain(self, rows: list[tuple]) -> Iterator[PlanRow]:
        head = self.staged.head
        after = self._after({row[2] for row in rows}, head) if rows else {}
        for number, state, _result, key, subject, texts, *values in rows:
            new, old = listed(values[:4]), listed(values[4:])
            item = Item(MARK, (head["subjects"][str(subject)], 1, ""), old, new)
            cells = tuple(_cells(texts, head, old_text(old, new) if state == CHANGED else None))
            said, policy = after[key]
            roll = text_cell(texts.split(SEPARATOR)[head["roll"]]).text
            yield PlanRow(number, state, roll, cells, (item,), (), said, policy)

    def _after(self, results: set[int], head: dict) -> dict[str, tuple[str, int]]:
        """For each roll key what the student comes to, and the number of the policy version."""
        among = f"result_id IN ({', '.join(map(str, results))})"
        new = defaultdict(dict)
        rows = self.staged.select(f"{PLAIN} WHERE {among}")
        for _number, _state, _result, key, subject, _texts, *values in rows:
            new[key][head["subjects"][str(subject)], 1] = listed(values[:4])
        term = Term.objects.get(pk=head["term"])
        found = standings(Place(Institution.objects.get(pk=term.institution_id), term), new)
        for key, standing in found.items():
            standing.marks |= new[key]
        return {
            key: (average_and_grade(standing), standing.policy_number)
            for key, standing in found.items()
        }


def _cells(texts: str, head: dict, old: str | None) -> Iterator[PlanCell]:
    found = texts.split(SEPARATOR)
    for place in head["shown"]:
        text = text_cell(found[place]).text if place < len(found) else ""
        yield PlanCell(text, old if place == head["mark"] else None)
