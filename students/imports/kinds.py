"""What a kind of import has to bring: the columns it knows, what it checks, how it reads a row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from students.imports.entries import Entry
from students.imports.options import Options
from students.imports.problems import Problem
from students.imports.structure import Structure
from students.imports.tables import Table


@dataclass(frozen=True)
class Kind:
    """`names`: columns it knows; `problems(table, structure)`: of the whole file;
    `read(entry, table, structure)`: puts what a row says into its entry; `online`: whether such
    files speak of enrolments and what was done online; `placed`: branch and semester of students
    who are new to the term, where neither the file nor anybody says them."""

    slug: str
    names: tuple[str, ...]
    problems: Callable[[Table, Structure], list[Problem]]
    read: Callable[[Entry, Table, Structure], None]
    needs_term: Callable[[Table], bool] = lambda table: True
    online: bool = False
    placed: Mapping[str, str] = field(default_factory=dict)

    def setting_of(self, options: Options) -> Options:
        """The options with the branch and semester of such files, where nobody said any."""
        missing = {name: value for name, value in self.placed.items() if not getattr(options, name)}
        return replace(options, **missing)
