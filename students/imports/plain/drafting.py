"""From a file of many plain rows to a plan; what is not plain in it is read row by row."""

import itertools
import json
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from students.imports.alarms import Guard
from students.imports.asides import without_asides
from students.imports.checked_rows import checked
from students.imports.codes import answers_of
from students.imports.draft_rows import shown_columns
from students.imports.items import CHANGED, MARK, NEW
from students.imports.kinds import Kind
from students.imports.layouts import Layout
from students.imports.options import Options
from students.imports.places import Place
from students.imports.placing import layout_and_place, problems_of
from students.imports.plain.books import Book, LongNumberError, book_of
from students.imports.plain.comparing import Comparison, SeveralPlacesError
from students.imports.plain.lines import Lines, cells_of, lines_of, size_of
from students.imports.plain.meanings import is_plain
from students.imports.plain.shown import SEPARATOR, StagedRows
from students.imports.planning import compared_rows, planned
from students.imports.plans import Plan, PlanRow
from students.imports.readers.limits import MOST_ROWS, within_limits
from students.imports.refusals import FileRefused, refuse_file
from students.imports.rows import Setting
from students.imports.structure import Structure
from students.imports.tables import Row, Table
from students.imports.watching import Watch
from students.rules.keys import key_of

MARKS = "marks"
HEAD = 100  # rows among which the header has to stand


@dataclass
class Draft:
    """What a draft of such a file is made of."""

    kind: Kind
    source: Lines | Book
    layout: Layout
    end_of_header: int  # the number of its last row
    place: Place
    setting: Setting
    watch: Watch


def draft(
    kind: Kind, content: bytes, institution, term, options: Options, watch: Watch
) -> tuple[Place, Plan] | None:
    """Where the file belongs and what it would do; None for one that is not of this sort."""
    if kind.slug != MARKS:
        return None
    source = lines_of(content, options) or book_of(content, options)
    begun = source and _begun(kind, source, institution, term, options, watch)
    if not begun:
        return None
    try:
        return begun.place, _plan(begun)
    except (SeveralPlacesError, LongNumberError):
        return None  # told by the reader of single rows


def _begun(kind: Kind, source: Lines | Book, institution, term, options, watch) -> Draft | None:
    """The draft as far as the first rows tell; they have to leave nothing to be said."""
    rows = ((number, cells) for number, row in source.rows() if (cells := source.cells(row)))
    head = list(within_limits(itertools.islice(rows, HEAD)))
    try:
        layout, place = layout_and_place(kind, head, institution, term, options)
    except FileRefused:
        return None
    table = layout.table
    is_there = place.is_made and place.term is not None
    if not is_there or not table.column("roll_no") or not is_plain(table) or layout.asides:
        return None
    structure = Structure(place, options.create, answers_of(options.same, options.new))
    setting = Setting(structure, kind.setting_of(options), table, kind.online)
    if problems_of(kind, table, place, structure):
        return None
    end, _cells = head[layout.header.place + layout.header.height - 1]
    return Draft(kind, source, layout, end, place, setting, watch)


def _plan(draft: Draft) -> Plan:
    guard = Guard()
    comparison = Comparison(draft.setting, draft.source)
    chunks = draft.source.below(draft.end_of_header, len(draft.setting.table.columns))
    for first, chunk in draft.watch(chunks, "Checking", draft.source.count, size_of):
        comparison.take(first, chunk)
    comparison.settle()
    single = _single_rows(draft, comparison, guard) if comparison.odd else []
    counts = comparison.counts(guard)
    subjects = draft.setting.structure.subjects.by_key
    alarms = guard.alarms(draft.place, {key: row.title for key, row in subjects.items()})
    plan = planned(draft.kind, draft.layout, draft.setting, single, alarms)
    staged = comparison.staged.finish(
        _head(draft), ((row.number, row.state, json.dumps(row.as_json())) for row in single)
    )
    return replace(plan, source=StagedRows(staged), **_counts(plan, counts))


def _single_rows(draft: Draft, comparison: Comparison, guard: Guard) -> list[PlanRow]:
    """The rows of students of whom not all is plain; whoever they turn out to be of is one, too."""
    while True:
        setting = replace(draft.setting, table=_odd_table(draft, comparison))
        entries = checked(draft.kind, setting, draft.watch)
        others = comparison.staged.among({key_of(entry.roll_no) for entry in entries})
        if not others:
            return compared_rows(entries, setting, draft.watch, guard)
        comparison.leave_out(others)


def _odd_table(draft: Draft, comparison: Comparison) -> Table:
    """Those rows; what is set aside of them stands above or below all plain ones."""
    ends = {number: cells_of(texts.split(SEPARATOR)) for number, texts in comparison.staged.ends()}
    odd = itertools.islice(
        (row for row in comparison.odd_rows() if row[0] > draft.end_of_header and row[1]),
        MOST_ROWS + 1,
    )
    rows = list(within_limits(_counted(odd))) + list(ends.items())
    columns = draft.setting.table.columns
    columns, kept, asides = without_asides(draft.layout.header, columns, sorted(rows))
    draft.layout = replace(draft.layout, asides=tuple(asides))
    return Table(columns, tuple(Row(number, cells) for number, cells in kept if number not in ends))


def _counted(rows):
    for count, row in enumerate(rows, 1):
        if count > MOST_ROWS:
            raise refuse_file(
                _("More than %(most)s rows are not just a mark of a known student.")
                % {"most": f"{MOST_ROWS:,}"},
                _("Import the students first, or split the file."),
            )
        yield row


def _head(draft: Draft) -> dict:
    """What the staged rows are shown by."""
    table, structure = draft.setting.table, draft.setting.structure
    mark = table.column("score") or table.column("state")
    return {
        "term": draft.place.term.pk,
        "subjects": {row.pk: row.key for row in structure.subjects.by_key.values() if row.pk},
        "shown": [column.index for column in shown_columns(table)],
        "mark": mark.index,
        "roll": table.column("roll_no").index,
    }


def _counts(plan: Plan, plain: dict[str, int]) -> dict:
    """Counts and values of the plan with those of the plain rows."""
    counts = {state: count + plain.get(state, 0) for state, count in plan.counts.items()}
    counts["changed_values"] = plan.counts["changed_values"] + plain.get(CHANGED, 0)
    marks = dict(plan.values.get(MARK, {}))
    for state in (NEW, CHANGED):
        if count := marks.get(state, 0) + plain.get(state, 0):
            marks[state] = count
    return {"counts": counts, "values": plan.values | ({MARK: marks} if marks else {})}
