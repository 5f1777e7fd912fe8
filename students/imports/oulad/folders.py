"""The folder: which files it holds, and their rows, read as a stream."""

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from pathlib import Path

from students.imports.problems import Problem, whole_file
from students.imports.refusals import FileRefused, refuse_file

COURSE = ("code_module", "code_presentation")
FILES = {
    "courses": (*COURSE, "module_presentation_length"),
    "assessments": (*COURSE, "id_assessment", "assessment_type", "date", "weight"),
    "vle": ("id_site", *COURSE, "activity_type"),
    "studentInfo": (
        *COURSE,
        "id_student",
        "gender",
        "region",
        "highest_education",
        "imd_band",
        "age_band",
        "num_of_prev_attempts",
        "studied_credits",
        "disability",
        "final_result",
    ),
    "studentRegistration": (*COURSE, "id_student", "date_registration", "date_unregistration"),
    "studentAssessment": ("id_assessment", "id_student", "date_submitted", "is_banked", "score"),
    "studentVle": (*COURSE, "id_student", "id_site", "date", "sum_click"),
}
ENDINGS = (".csv", ".csv.gz")
ROWS_AT_ONCE = 20_000
UNREADABLE = (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error)


@dataclass(frozen=True)
class Block:
    """Some rows of a file, of which the first is in this line, and how many bytes they took."""

    first_line: int
    rows: list[tuple[str, ...]]
    bytes: int


@dataclass(frozen=True)
class Folder:
    """The seven files of a folder, by name."""

    paths: dict[str, Path]

    def size(self, name: str) -> int:
        """The bytes of a file as it lies on the disk."""
        return self.paths[name].stat().st_size

    def blocks(self, name: str) -> Iterator[Block]:
        """The rows of a file, each with the columns of FILES; FileRefused where it is broken."""
        path, columns = self.paths[name], FILES[name]
        try:
            with _opened(path) as (lines, raw):
                reader = csv.reader(lines)
                width = len(_header(path, next(reader, [])))
                yield from _blocks(path, reader, raw, _picked(path, columns), width)
        except UNREADABLE as error:
            words = getattr(error, "strerror", None) or "it is damaged, or no CSV in UTF-8"
            raise refuse_file(f"{path.name} cannot be read: {words}.") from error

    def rows(self, name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The number of the line and the values of each row."""
        for block in self.blocks(name):
            yield from enumerate(block.rows, block.first_line)


def folder_at(path: Path) -> Folder:
    """The folder; FileRefused with every file and column that is missing."""
    if not path.is_dir():
        raise refuse_file(f"There is no folder {path}.")
    found = {name: _found(path, name) for name in FILES}
    problems = [problem for name, one in found.items() for problem in _problems(name, one)]
    if problems:
        raise FileRefused(*problems)
    return Folder(found)


def _found(folder: Path, name: str) -> Path | None:
    paths = (folder / f"{name}{ending}" for ending in ENDINGS)
    return next((path for path in paths if path.is_file()), None)


def _problems(name: str, path: Path | None) -> list[Problem]:
    if path is None:
        return [whole_file(f"The folder has neither {name}.csv nor {name}.csv.gz.")]
    try:
        with _opened(path) as (lines, _):
            header = _header(path, next(csv.reader(lines), []))
    except UNREADABLE:
        return [whole_file(f"{path.name} cannot be read: it is damaged, or no CSV in UTF-8.")]
    missing = [column for column in FILES[name] if column not in header]
    return [whole_file(f"{path.name} has no column {column}.") for column in missing]


@contextmanager
def _opened(path: Path):
    """The lines of a file, and the file below whose place tells how far they were read."""
    with path.open("rb") as raw:
        inner = gzip.GzipFile(fileobj=raw) if path.suffix == ".gz" else raw
        yield io.TextIOWrapper(inner, encoding="utf-8-sig", newline=""), raw


def _header(path: Path, titles: list[str]) -> list[str]:
    return [title.strip() for title in titles]


def _picked(path: Path, columns: tuple[str, ...]) -> itemgetter:
    with _opened(path) as (lines, _):
        header = _header(path, next(csv.reader(lines), []))
    return itemgetter(*(header.index(column) for column in columns))


def _blocks(path: Path, reader, raw, picked: itemgetter, width: int) -> Iterator[Block]:
    line, place = 2, raw.tell()
    while read := list(islice(reader, ROWS_AT_ONCE)):
        if set(map(len, read)) != {width}:
            at = next(at for at, row in enumerate(read) if len(row) != width)
            reason = f"The row has {len(read[at])} values for {width} columns."
            raise FileRefused(Problem(line + at, path.name, "", reason))
        here = raw.tell()
        yield Block(line, list(map(picked, read)), here - place)
        line, place = line + len(read), here
