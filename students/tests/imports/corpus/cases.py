"""A file of the corpus: what it is, how it is sent, and whether anything may come of it."""

from collections.abc import Callable
from dataclasses import dataclass

from students.imports.options import USUAL, Options

IMPORTED, REFUSED, PARTLY = "imported", "refused", "good rows imported"


@dataclass(frozen=True)
class Case:
    """`figures`: marks and attendance as they are to be stored, "A1 PHYSICS 72.5/100; …", and
    nothing for a file that is refused; `before`: a file that was imported earlier. The sentences
    that are shown stand in docs/files.md.
    """

    name: str
    content: bytes | Callable[[], bytes]
    figures: str = ""
    verdict: str = REFUSED
    kind: str = "marks"
    options: Options = USUAL
    before: str = ""

    def file(self) -> bytes:
        """The bytes of the file."""
        return self.content if isinstance(self.content, bytes) else self.content()


def case(name: str, content, figures: str = "", **how) -> Case:
    """A case; where figures are to come of it, it is imported, unless another verdict is given."""
    if isinstance(content, str):
        content = content.encode()
    return Case(name, content, figures, how.pop("verdict", IMPORTED if figures else REFUSED), **how)
