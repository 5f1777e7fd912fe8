"""What a person may choose about one import."""

from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True)
class Options:
    """`create`: students, branches, batches, subjects not known yet are made.

    `publish`: marks of the file become visible to their students. `encoding`: of a text file that
    is not UTF-8. `sheet`: of a workbook with several. `ids_as_shown`: roll numbers that the
    spreadsheet keeps as numbers are taken as they are shown.
    """

    create: bool = True
    publish: bool = False
    encoding: str = ""
    sheet: str = ""
    ids_as_shown: bool = False

    def as_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict) -> "Options":
        """The options a run was previewed with; unknown names are left out."""
        names = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in values.items() if name in names})


USUAL = Options()
