"""The account of how a file was read, in plain values: for its page, its plan, and the memory."""

import itertools
from dataclasses import asdict

from django.utils.translation import gettext as _

from students.imports import class_rows, registers
from students.imports.cells import plain
from students.imports.columns import Column
from students.imports.headers import first_cells
from students.imports.kinds import Kind
from students.imports.layouts import CHOSEN, Layout, readable
from students.imports.questions import WHAT
from students.imports.readings import reading_of_column
from students.imports.rows import Setting
from students.imports.tables import letters

SAMPLES, SAMPLE_LENGTH = 2, 40
SECRET = "password"  # noqa: S105 (the title of a column that is never shown)


def account(kind: Kind, layout: Layout, setting: Setting) -> dict:
    """Where the header stands, how each column is read and why, what was set aside and asked."""
    return {
        "fingerprint": layout.header.fingerprint,
        "header_row": layout.header.number,
        "rows": [[header.number, first_cells(header)] for header in layout.headers],
        "remembered": layout.memory is not None,
        "remembered_from": layout.memory.run_id if layout.memory else None,
        "names": list(readable(kind.names)),
        "columns": [_column(column, setting) for column in setting.table.columns],
        "notes": [
            *_notes(layout),
            *registers.notes(setting.table),
            *class_rows.notes(setting.table),
            *_other_names(setting),
        ],
        "questions": [asdict(question) for question in setting.structure.questions],
        "answered": [asdict(question) for question in setting.structure.answered],
        "said": {
            name: getattr(setting.options, name) for name in ("branch", "semester", "subject")
        },
    }


def lessons(layout: Layout, setting: Setting) -> dict:
    """What a later file is read by: columns somebody chose, names somebody said are the same."""
    chosen = any(column.why == CHOSEN for column in layout.table.columns)
    known = {"branch": setting.structure.branches, "subject": setting.structure.subjects}
    return {
        "titles": list(layout.header.titles),
        "readings": list(layout.readings) if chosen else [],
        "aliases": [
            [kind, text, key]
            for kind, codes in known.items()
            for text, key in codes.confirmed.items()
        ],
        "words": [
            ["component", text, code]
            for text, code in setting.structure.part_names.confirmed.items()
        ],
    }


def _column(column: Column, setting: Setting) -> dict:
    reading = reading_of_column(column)
    samples = itertools.islice(setting.table.values(column), SAMPLES)
    known = setting.structure.subjects.find(column.subject) if column.subject else None
    shown = (
        [] if column.title.casefold() == SECRET else [cell.shown or cell.text for cell in samples]
    )
    return {
        "letters": letters(column.index),
        "title": column.title,
        "samples": [text[:SAMPLE_LENGTH] for text in shown],
        "reading": reading.name,
        "subject": reading.subject,
        "component": reading.component,
        "maximum": "" if column.maximum is None else plain(column.maximum),
        "why": column.why,
        "is_known": known is not None and known.pk is not None,
    }


def _notes(layout: Layout) -> list[str]:
    notes = [aside.sentence for aside in layout.asides]
    if layout.memory:
        number = layout.memory.run_id
        words = _("The columns are read as remembered.")
        if number:
            words = _("The columns are read as remembered from run %(number)s.")
        notes.insert(0, words % {"number": number})
    return notes


def _other_names(setting: Setting) -> list[str]:
    """Names that stand for known things by what somebody said, now or before."""
    structure = setting.structure
    known = (structure.branches, structure.subjects)
    found = [(text, codes.words, row) for codes in known for text, row in codes.recognised.items()]
    parts = structure.part_names.recognised.items()
    found += [(text, str(WHAT["component"]), code) for text, code in parts]
    return [
        _("“%(text)s” is read as the %(what)s %(known)s.")
        % {"text": text, "what": what, "known": row}
        for text, what, row in found
    ]
