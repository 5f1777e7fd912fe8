"""How a file is laid out and where it belongs, and what is wrong with its columns."""

from students.imports.belonging import belonging_problems, said_term
from students.imports.cells import text_cell
from students.imports.kinds import Kind
from students.imports.layouts import Layout, laid_out
from students.imports.learned import memories_of
from students.imports.options import Options
from students.imports.places import Place, institution_of, place_of
from students.imports.problems import Problem
from students.imports.refusals import FileRefused, Refused, refuse_file
from students.imports.semesters import semester_of
from students.imports.structure import Structure
from students.imports.tables import Table, header_problems


def layout_and_place(
    kind: Kind, rows: list, institution, term, options: Options
) -> tuple[Layout, Place]:
    """Both, or FileRefused with what is wrong with either."""
    try:
        institution = institution_of(institution, options.create)
    except FileRefused as refusal:
        layout = laid_out(rows, kind.names, options, lambda _: {})
        raise FileRefused(*header_problems(layout.table), *refusal.problems) from refusal

    def recall(fingerprints):
        return memories_of(institution.pk, kind.slug, fingerprints) if options.remembered else {}

    layout = laid_out(rows, kind.names, options, recall)
    try:
        if options.semester:
            semester_of(text_cell(options.semester))
        term = term or said_term(layout.table)
        place = place_of(institution, term, options.create, kind.needs_term(layout.table))
    except FileRefused as refusal:
        raise FileRefused(*header_problems(layout.table), *refusal.problems) from refusal
    except Refused as refusal:
        raise refuse_file(refusal.reason, refusal.mend, column="semester") from refusal
    return layout, place


def problems_of(kind: Kind, table: Table, place: Place, structure: Structure) -> list[Problem]:
    """What is wrong with the columns; without roll numbers no other title means much."""
    problems = header_problems(table)
    if not table.column("roll_no"):
        return problems
    return [*problems, *belonging_problems(table, place), *kind.problems(table, structure)]
