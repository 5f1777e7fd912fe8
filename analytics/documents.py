"""A written report as a row of blocks, before anybody makes a file of it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """The title of a chapter."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Some sentences; `strong` for a finding, `weak` for what stands below a heading."""

    text: str
    strong: bool = False
    weak: bool = False


@dataclass(frozen=True)
class Grid:
    """A table of texts: a title for each column, whether it holds numbers, and the rows."""

    columns: Sequence[str]
    numeric: Sequence[bool]
    rows: Sequence[Sequence[str]]


Block = Heading | Paragraph | Grid


@dataclass(frozen=True)
class Document:
    """`language` is that of its texts, such as "en" or "hi"."""

    title: str
    subtitle: str
    language: str
    blocks: tuple[Block, ...]
