"""From an office file to a plan: read, parse, check, compare. Nothing is written."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict

from django.utils.translation import gettext as _

from students.imports.cells import plain
from students.imports.codes import answers_of
from students.imports.headers import first_cells
from students.imports.items import NEW, REFUSED, SAME
from students.imports.layouts import CHOSEN, Layout
from students.imports.learned import memories_of
from students.imports.namesakes import namesakes
from students.imports.office.comparing import plan_rows
from students.imports.office.desks import Desk
from students.imports.office.kinds import SHEETS
from students.imports.office.layouts import laid_out, problems, readable
from students.imports.office.reading import said_by
from students.imports.office.sheets import Sheet
from students.imports.office.wide import is_amount, reading_name
from students.imports.options import Options
from students.imports.places import Place, institution_of
from students.imports.plans import Plan, PlanColumn, PlanRow, counted
from students.imports.questions import Question
from students.imports.readers import rows_of
from students.imports.readings import LEFT_OUT, reading_of_column
from students.imports.refusals import ColumnsRefused
from students.imports.structure import Structure
from students.imports.tables import Table, letters
from students.imports.watching import Watch, unwatched

SAMPLES, SAMPLE_LENGTH = 2, 40
CODED = ("branches", "batches")


def draft(
    kind: str, content: bytes, *, institution=None, options: Options, watch: Watch = unwatched
) -> tuple[Place, Plan]:
    """Where a file belongs and what it would do; raises FileRefused with every problem at once.

    ColumnsRefused where naming the columns otherwise may help.
    """
    sheet = SHEETS[kind]
    rows = list(watch(rows_of(content, options), "Reading", 0))
    place = Place(institution_of(institution, options.create), None)

    def recall(fingerprints):
        known = options.remembered and place.institution.pk
        return memories_of(place.institution.pk, kind, fingerprints) if known else {}

    layout = laid_out(rows, sheet, options, recall)
    desk = Desk(place, options, answers_of(options.same, options.new))
    if found := problems(sheet, layout.table):
        raise ColumnsRefused(place, account(sheet, layout, desk), *found)
    said = said_by(sheet, layout.table, desk, watch)
    planned = plan_rows(sheet, said, place.institution, layout.table)
    return place, _plan(sheet, layout, desk, planned)


def account(sheet: Sheet, layout: Layout, desk: Desk) -> dict:
    """Where the header stands, how each column is read and why, and what was asked."""
    structure = desk.structure
    return {
        "fingerprint": layout.header.fingerprint,
        "header_row": layout.header.number,
        "rows": [[header.number, first_cells(header)] for header in layout.headers],
        "remembered": layout.memory is not None,
        "remembered_from": layout.memory.run_id if layout.memory else None,
        "names": list(readable(sheet)),
        "columns": [_column(column, layout.table) for column in layout.table.columns],
        "notes": [*(aside.sentence for aside in layout.asides), *_other_names(structure)],
        "questions": [asdict(question) for question in questions_of(desk)],
        "answered": [asdict(question) for question in answered_of(desk)],
        "said": {"branch": "", "semester": "", "subject": ""},
    }


def questions_of(desk: Desk) -> list[Question]:
    """What has to be answered before anything is stored: names and words, each once."""
    return [*desk.structure.questions, *desk.words.questions.values()]


def answered_of(desk: Desk) -> list[Question]:
    """Such questions with what was said."""
    return [*desk.structure.answered, *desk.words.answered.values()]


def _plan(sheet: Sheet, layout: Layout, desk: Desk, rows: list[PlanRow]) -> Plan:
    counts, cells = counted(rows)
    accepted = [row for row in rows if row.state != REFUSED]
    told = account(sheet, layout, desk)
    told["notes"] += namesakes(desk.place, accepted)
    make, created = _to_make(desk, accepted)
    created |= Counter(what for what, _key in _made(accepted))
    return Plan(
        kind=sheet.slug,
        columns=tuple(
            PlanColumn(column.title, _is_numeric(sheet, column.name))
            for column in layout.table.columns
            if column.title and not column.left_out
        ),
        counts=counts,
        values=cells,
        created=created,
        make=make,
        left_out=tuple(column.title for column in layout.table.left_out),
        problem_count=sum(len(row.problems) for row in rows),
        layout=told,
        lessons=_lessons(layout, desk),
        obstacles=tuple(question.sentence() for question in questions_of(desk)),
        mended=_mended(row for row in accepted if row.state != SAME),
        doubted=sum(len(row.doubts) for row in rows),
        source=tuple(rows),
    )


def _made(rows: list[PlanRow]) -> set[tuple]:
    """The records that are new, each once however many rows speak of it."""
    items = itertools.chain.from_iterable(row.items for row in rows)
    return {(item.what, item.key) for item in items if item.state == NEW}


def _mended(rows: Iterable[PlanRow]) -> dict[str, dict[str, int]]:
    """How many cells of each column were altered, by how."""
    counts = Counter((mend[0], mend[3]) for row in rows for mend in row.mends)
    by_column: dict[str, dict[str, int]] = defaultdict(dict)
    for (column, sort), count in counts.items():
        by_column[column][sort] = count
    return dict(by_column)


def _to_make(desk: Desk, rows: list[PlanRow]) -> tuple[dict, dict]:
    """Branches that are referred to and not there yet; what else is new is a record of the file."""
    make = dict(desk.place.to_be_made)
    created = dict(make)
    used = {item.new["branch"] for row in rows for item in row.items if item.new.get("branch")}
    known = desk.structure.branches.by_key
    missing = [known[key] for key in sorted(used) if known[key].pk is None]
    if missing:
        make["branches"] = [[row.code, row.title] for row in missing]
        created["branches"] = [str(row) for row in missing]
    return make, created


def _lessons(layout: Layout, desk: Desk) -> dict:
    chosen = any(column.why == CHOSEN for column in layout.table.columns)
    confirmed = desk.structure.branches.confirmed.items()
    batches = desk.structure.batches.confirmed.items()
    words = [[what, *said] for (what, _key), said in desk.words.confirmed.items()]
    return {
        "titles": list(layout.header.titles),
        "readings": list(layout.readings) if chosen else [],
        "aliases": [["branch", text, key] for text, key in confirmed],
        "words": [*words, *(["batch", text, key] for text, key in batches)],
    }


def _column(column, table: Table) -> dict:
    samples = itertools.islice(table.values(column), SAMPLES)
    return {
        "letters": letters(column.index),
        "title": column.title,
        "samples": [(cell.shown or cell.text)[:SAMPLE_LENGTH] for cell in samples],
        "reading": LEFT_OUT if column.left_out else reading_name(reading_of_column(column).name),
        "subject": "",
        "component": "",
        "maximum": "" if column.maximum is None else plain(column.maximum),
        "why": column.why,
        "is_known": False,
    }


def _other_names(structure: Structure) -> list[str]:
    return [
        _("“%(text)s” is read as the %(what)s %(known)s.")
        % {"text": text, "what": structure.branches.words, "known": row}
        for text, row in structure.branches.recognised.items()
    ]


def _is_numeric(sheet: Sheet, name: str) -> bool:
    return is_amount(name) or any(one.name == name and one.numeric for one in sheet.fields)
