"""What became of the rows of a raw file: counts that add up to its lines."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, fields, replace

from students.demo.raw.files import RawFile
from students.imports import drafts, runs
from students.imports.items import REFUSED, SAME
from students.imports.office.cell_values import CORRECTED, FILLED, NORMALISED, STANDARDISED
from students.imports.office.kinds import SHEETS
from students.imports.options import Options
from students.imports.plans import Plan
from students.models import Institution, Student, User
from students.persons.pairs import proposals

DELIMITERS = ",;\t"
SET_ASIDE = re.compile(r"Row [0-9]+ is (left out|not a student)")


@dataclass(frozen=True)
class Account:
    """`lines` of the file are above (titles and the header), blank, set aside (sums, the header
    once more) or `rows`; rows are stored, as they were already, merged (they speak only of what a
    row above speaks of) or refused. The rest counts cells: how those that are stored were altered,
    and how many somebody is asked about, whether stored as they stand or refused until then; and
    `alike` the pairs of records, here and elsewhere, that may be of one person since the file.
    """

    lines: int = 0
    above: int = 0
    blank: int = 0
    aside: int = 0
    rows: int = 0
    stored: int = 0
    same: int = 0
    merged: int = 0
    refused: int = 0
    normalised: int = 0
    standardised: int = 0
    filled: int = 0
    corrected: int = 0
    flagged: int = 0
    alike: int = 0

    def __add__(self, other: "Account") -> "Account":
        return Account(
            *(getattr(self, one.name) + getattr(other, one.name) for one in fields(self))
        )

    @property
    def adds_up(self) -> bool:
        """Whether nothing of the file is missing, and nothing counted twice."""
        rows = self.stored + self.same + self.merged + self.refused
        return self.lines == self.above + self.blank + self.aside + self.rows and self.rows == rows


def import_raw(
    file: RawFile, content: bytes, institution: Institution, user: User | None = None
) -> Account:
    """Bring a raw file in, its good rows, as a registrar would who answers what is asked."""
    term = institution.terms.first()
    options = Options(same=file.same, **file.said)
    asked = {"institution": institution.code, "term": term.code, "options": options}
    _place, plan = drafts.draft(file.kind, content, **asked)
    counted, before = account_of(content, plan), _pairs()
    runs.run_at_once(file.kind, content, file.name, user=user, skip_refused=True, **asked)
    return replace(counted, alike=_pairs() - before)


def account_of(content: bytes, plan: Plan) -> Account:
    """What a plan says of each line of its file."""
    found = _lines(content)
    header = plan.layout["header_row"]
    states = _states(plan)
    cells = Counter()
    for sorts in plan.mended.values():
        cells.update(sorts)
    return Account(
        lines=len(found),
        above=sum(any(cells) for cells in found[:header]),
        blank=sum(not any(cells) for cells in found),
        aside=sum(bool(SET_ASIDE.match(note)) for note in plan.layout["notes"]),
        rows=sum(plan.counts[state] for state in ("new", "changed", "same", "refused")),
        stored=states["stored"],
        same=states[SAME],
        merged=states["merged"],
        refused=states[REFUSED],
        normalised=cells[NORMALISED],
        standardised=cells[STANDARDISED],
        filled=cells[FILLED],
        corrected=cells[CORRECTED],
        flagged=plan.doubted,
    )


def _pairs() -> int:
    """How many pairs of records are proposed as one person."""
    return len(proposals(Student.objects.all()))


def _states(plan: Plan) -> Counter:
    states, seen = Counter(), set()
    for row in plan.rows():
        # In a file of students the row says whose its items are.
        whose = () if plan.kind in SHEETS else (row.roll_no,)
        named = {(item.what, *item.key, *whose) for item in row.items}
        if row.state in (REFUSED, SAME):
            states[row.state] += 1
        elif named <= seen:
            states["merged"] += 1
        else:
            states["stored"] += 1
        seen |= named
    return states


def _lines(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    head = text.splitlines()[:3]
    delimiter = max(DELIMITERS, key=lambda sign: sum(line.count(sign) for line in head))
    return [
        [cell.strip() for cell in row if cell.strip()]
        for row in csv.reader(io.StringIO(text), delimiter=delimiter)
    ]
