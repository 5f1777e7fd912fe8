"""docs/files.md: every file of the corpus in a row, with its verdict and the sentences shown."""

from pathlib import Path

from students.rules.keys import unsafe_characters
from students.tests.imports.corpus import SECTIONS
from students.tests.imports.corpus.cases import Case
from students.tests.imports.corpus.verdicts import Verdict

PAGE = Path(__file__).parents[4] / "docs" / "files.md"
LONGEST = 320
OPENING = """# Which files are read, and what is said of the others

CSV (comma, semicolon, tab or bar; UTF-8 with or without its mark, UTF-16, UTF-32, or an encoding
that is said), XLSX, XLS and ODS; up to 100,000 rows and 200 columns. What a file is, its content
says and not its name. A refused file stores nothing; in a file with refused rows the others may be
stored, and the refused ones come back as a file to mend.

Every row below is a file that the tests import, by the command and by the page. This page is
written by `script/files_page.py` and compared with what comes of each file whenever the tests run.
"""


def page(verdicts: dict[str, Verdict]) -> str:
    """The whole page, from the verdict of every case by its name."""
    parts = [OPENING]
    for title, cases in SECTIONS.items():
        parts.append(
            f"\n## {title}\n\n| file | verdict | what is stored, what is said |\n|---|---|---|\n"
        )
        parts += [f"{line(case, verdicts[case.name])}\n" for case in cases]
    return "".join(parts)


def line(case: Case, verdict: Verdict) -> str:
    """The row of one case."""
    said = "<br>".join(plain(sentence) for sentence in verdict.sentences)
    if verdict.word != "refused" and not case.before:
        said = "<br>".join(filter(None, [plain(verdict.figures), said]))
    return f"| {plain(case.name)} | {verdict.word} | {said} |"


def plain(text: str) -> str:
    """A text that a table of Markdown shows as it is, hidden characters made visible."""
    for character in unsafe_characters(text):
        text = text.replace(character, "�")
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|").replace("*", "\\*")
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
