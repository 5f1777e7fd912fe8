"""The ways in which the front door says no; nothing was stored when one of these is raised."""

from collections.abc import Iterable

from students.imports.problems import Problem, whole_file


class ImportRefused(Exception):
    """Nothing was stored; `problems` say why."""

    def __init__(self, *problems: Problem | str):
        self.problems = tuple(
            problem if isinstance(problem, Problem) else whole_file(problem) for problem in problems
        )
        super().__init__(" ".join(problem.sentence() for problem in self.problems[:5]))


class FileRefused(ImportRefused):
    """The file as a whole cannot be read, or does not say where it belongs."""


class ColumnsRefused(FileRefused):
    """The rows were read, and the columns do not do; `account` tells how they were read, `place`
    where the file belongs. Reading the columns otherwise may help.
    """

    def __init__(self, place, account: dict, *problems: Problem | str):
        super().__init__(*problems)
        self.place = place
        self.account = account


class SheetRefused(FileRefused):
    """Of the `sheets` with rows that a workbook has none is chosen, or one it does not have."""

    def __init__(self, sheets: Iterable[str], *problems: Problem | str):
        super().__init__(*problems)
        self.sheets = tuple(sheets)


class NotStorable(ImportRefused):
    """The run cannot be stored as it stands, or has refused rows that nobody agreed to skip."""


class PlanLost(ImportRefused):
    """The staged preview is gone, or is not the one that was shown."""


class PlanStale(ImportRefused):
    """The register has changed since the preview; the plan was drawn up anew."""


class UndoRefused(ImportRefused):
    """Cells of the run were changed since; `problems` lists them."""


class Refused(Exception):
    """One cell cannot be taken: the reason, and what would mend it. Caught by the row's reader."""

    def __init__(self, reason: str, mend: str = "", altered: bool = False):
        super().__init__(reason)
        self.reason = str(reason)
        self.mend = str(mend)
        self.altered = altered  # by a spreadsheet: the cell is not what somebody typed


def refuse_file(reason: str, mend: str = "", **place) -> FileRefused:
    """A FileRefused with one problem, to be raised."""
    return FileRefused(whole_file(reason, mend, **place))


def refuse_all(problems: Iterable[Problem]):
    """Raise FileRefused when there are problems."""
    problems = tuple(problems)
    if problems:
        raise FileRefused(*problems)
