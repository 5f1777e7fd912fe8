"""What a kind of import has to bring: the columns it knows, what it checks, how it reads a row."""

from collections.abc import Callable
from dataclasses import dataclass

from students.imports.entries import Entry
from students.imports.problems import Problem
from students.imports.structure import Structure
from students.imports.tables import Table


@dataclass(frozen=True)
class Kind:
    """`names`: columns it knows; `problems(table, structure)`: of the whole file;
    `read(entry, table, structure)`: puts what a row says into its entry."""

    slug: str
    names: tuple[str, ...]
    problems: Callable[[Table, Structure], list[Problem]]
    read: Callable[[Entry, Table, Structure], None]
    needs_term: Callable[[Table], bool] = lambda table: True
