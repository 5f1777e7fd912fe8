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
that is said), XLSX, XLS and ODS; up to 100,000 rows and 200 columns. A text file in UTF-8 with a
row for each mark may have millions of rows, as long as at most 100,000 of them are anything but the
mark of a known student in a known subject. What a file is, its content says and not its name. A
refused file stores nothing; in a file with refused rows the others may be stored, and the refused
ones come back as a file to mend.

## How a file is read

The header may stand in any of the first thirty rows, and in two rows where titles are merged. Rows
of maxima, of column numbers, totals and averages at the end, notes below the table and a header
that is repeated are no students: they are left out, and the preview says which. The preview also
shows every column with two of its values, what it is read as and why: guessed from its title,
remembered, or chosen. What you choose there is kept, when the file is stored, for the next file of
your institution with the same titles; it can be forgotten in the preview, and taking the import
back forgets it too. Where a file has no column for branch, semester or subject, say it for the
whole file: the columns of a file of one subject are then its components.

A subject or branch is found by its code, by its title, or by another name it has in files. A name
that is merely close to a known one is never taken for it: the preview asks, and stores nothing
before it is answered. An answer can be given anew until the file is stored; then it is kept as
another name, to be seen under “Other names” in the administration. So it is with a component that
is called nearly as one its subject has (`Mid tem` for `Midterm`); `Quiz 2` beside `Quiz 1` is
another, and nobody is asked.

A register has a column for each class, with its day above or the month above the days, and `P`,
`A`, `L`, `E`, words such as `Ab` and `present`, or `1` and `0` in it. An empty cell or a dash says
nothing. A day of which every cell holds the same word for no class, `H`, `Sunday` or the name of a
feast, is left out, and the preview says so. Sums at the end of a row are held against its days. Or
it has a row for each student and class, with columns for the day, the presence (`Status`,
`Presence`, `P/A`) and, where a day has several classes of a subject, the period.

The commands know the same: `--map "Enrol=roll_no"`, `--map "M1=marks Mathematics (50)"`,
`--map "IA-1=marks Physics / IA-1 (20)"`, `--header-row 3`, `--branch`, `--semester`, `--subject`,
`--same "Mathmatics=Mathematics"`, `--new "Mathmatics"`, and `--guess` to read a file as if nothing
were remembered. A stroke within a name is written twice there: `--map "FG=marks French // German"`.

## What comes of which file

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
