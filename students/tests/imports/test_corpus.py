"""Two hundred awkward and hostile files: what is stored of each, and what is said."""

import pytest

from students.models import Branch, ImportRun, Student, Subject
from students.tests.imports.corpus import FILES
from students.tests.imports.corpus.cases import IMPORTED, PARTLY, REFUSED
from students.tests.imports.corpus.pages import PAGE, line
from students.tests.imports.corpus.verdicts import by_command, by_page, prepare, stored_figures

pytestmark = pytest.mark.django_db
LINES = PAGE.read_text(encoding="utf-8").splitlines()


def facts() -> tuple:
    """What a file may make, counted, and all figures."""
    return stored_figures(), *(model.objects.count() for model in (Student, Branch, Subject))


@pytest.mark.parametrize("case", FILES, ids=lambda case: case.name)
def test_a_file_has_its_verdict_by_every_door(case):
    prepare(case)
    before, runs = facts(), ImportRun.objects.count()

    shown = by_page(case)
    assert facts() == before

    told = by_command(case)
    assert (told.word, told.figures) == (case.verdict, case.figures)
    assert line(case, told) in LINES
    assert (told.word == REFUSED) == (shown.word in (REFUSED, PARTLY) and case.verdict != PARTLY)
    if told.word not in (IMPORTED, PARTLY):
        assert facts() == before
        assert ImportRun.objects.count() - runs <= 1


def test_the_page_of_files_tells_of_these_and_no_others():
    rows = [row for row in LINES if row.startswith("| ") and not row.startswith("| file ")]

    assert len(rows) == len(FILES) == len({case.name for case in FILES}) > 120
