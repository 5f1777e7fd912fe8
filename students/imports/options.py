"""What a person may choose about one import."""

from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True)
class Options:
    """`create`: students, branches, batches, subjects not known yet are made.

    `publish`: marks of the file become visible to their students. `encoding`: of a text file that
    is not UTF-8. `sheet`: of a workbook with several. `ids_as_shown`: roll numbers that the
    spreadsheet keeps as numbers are taken as they are shown.

    `header_row`: its number in the file, 0 to find it. `columns`: pairs of a column's title, or its
    letters as “[C]”, and how it is read. `branch`, `semester`, `subject` hold for the whole file
    where no column says them. `same`: pairs of a name in the file and the known one it means;
    `new`: names that are new although they are close to known ones. `remembered`: the columns are
    read as in the last file with such titles. `file`: which of the files of online learning it is
    said to be. `taken`: doubtful cells, as “7:amount”, whose proposals are taken instead.
    """

    create: bool = True
    publish: bool = False
    encoding: str = ""
    sheet: str = ""
    ids_as_shown: bool = False
    header_row: int = 0
    columns: tuple[tuple[str, str], ...] = ()
    branch: str = ""
    semester: str = ""
    subject: str = ""
    same: tuple[tuple[str, str], ...] = ()
    new: tuple[str, ...] = ()
    remembered: bool = True
    file: str = ""
    taken: tuple[str, ...] = ()

    def as_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict) -> "Options":
        """The options a run was previewed with; unknown names are left out."""
        names = {field.name for field in fields(cls)} & values.keys()
        return cls(**{name: _frozen(values[name]) for name in names})


def _frozen(value):
    """Lists, as JSON keeps pairs, as tuples again."""
    return tuple(map(_frozen, value)) if isinstance(value, list | tuple) else value


USUAL = Options()
