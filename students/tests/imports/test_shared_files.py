"""Real files of other makers: each is refused in one sentence or two, or imported as it stands."""

from pathlib import Path

import pytest

from students.imports.options import Options
from students.models import ComponentMark, Mark
from students.tests.imports.corpus.cases import IMPORTED, REFUSED, Case
from students.tests.imports.corpus.verdicts import by_command, by_page, prepare

DATA = Path(__file__).parents[4] / "shared" / "data"
PATHS = [path for name in ("awkward", "peer_files") for path in sorted((DATA / name).rglob("*.*"))]

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not PATHS, reason="the shared folder of awkward files is not here"),
]


@pytest.mark.parametrize("path", PATHS or [DATA], ids=lambda path: path.name)
def test_a_file_of_another_maker_is_refused_in_a_sentence_or_two(path):
    kind = "students" if "user" in path.name else "marks"
    case = Case(path.name, path.read_bytes(), kind=kind)
    prepare(case)

    shown, told = by_page(case), by_command(case)

    assert (shown.word, told.word) in ((REFUSED, REFUSED), (IMPORTED, IMPORTED))
    assert len(told.sentences) <= 4
    assert not Mark.objects.exists()


def test_the_merged_hindi_workbook_is_read_once_its_class_and_subject_are_said():
    options = Options(branch="CSE", semester="3", subject="Physics")
    content = (DATA / "awkward" / "merged_header_hindi.xlsx").read_bytes()
    case = Case("merged", content, options=options)
    prepare(case)

    told = by_command(case)

    assert told.word == IMPORTED
    assert told.sentences == ("Row 34 is not a student: “Class average” sums up the rows above.",)
    assert (Mark.objects.count(), ComponentMark.objects.count()) == (30, 90)
    assert "23CS002 PHYSICS 31/60" in told.figures
