"""The raw files: kept as they are made, and accounted for line by line as they come in."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from students.demo.raw.accounts import Account, import_raw
from students.demo.raw.sets import KEPT_DAY, RAW_FILES
from students.demo.raw.tables import table, with_table
from students.imports import drafts
from students.imports.options import Options
from students.models import Correction, Doubt, Institution, Student
from students.persons.pairs import proposals

ROOT = Path(__file__).parents[3]
KEPT = ROOT / "docs" / "samples" / "raw"


@pytest.fixture
def demo(db):
    call_command(
        "seed_demo", students=10, date=KEPT_DAY, stdout=io.StringIO(), stderr=io.StringIO()
    )


def imported() -> dict[str, Account]:
    out = io.StringIO()
    call_command("import_raw_demo", json=True, stdout=out)
    return {path: Account(**counts) for path, counts in json.loads(out.getvalue()).items()}


def test_the_kept_files_are_those_that_are_made(tmp_path):
    call_command("make_raw_demo", str(tmp_path), date=KEPT_DAY, stdout=io.StringIO())
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.csv")}
    kept = {path.relative_to(KEPT): path.read_bytes() for path in KEPT.rglob("*.csv")}

    assert made == kept
    assert len(made) == len(RAW_FILES)
    assert sum(map(len, made.values())) < 200_000
    assert not any(b"<" in content for content in made.values())


def test_every_line_is_accounted_for_and_the_documented_table_is_what_happens(demo):
    accounts = imported()
    text = (ROOT / "docs" / "cleaning.md").read_text()

    assert all(one.adds_up for one in accounts.values())
    sizes = {one.path: len((KEPT / one.path).read_text().splitlines()) for one in RAW_FILES}
    assert {path: one.lines for path, one in accounts.items()} == sizes
    assert table(accounts) in text
    assert with_table(text, "| file |\n").count("| institute/dues.csv") == 0
    assert with_table(text, table(accounts)) == text


def test_only_what_is_asked_is_answered_and_once_answered_it_is_remembered(demo):
    remembered = set()
    for file in RAW_FILES:
        content = file.content(KEPT_DAY)
        place = Institution.objects.get(code=file.institution)
        said = {"institution": place.code, "term": place.terms.first().code}
        options = Options(**file.said)
        _place, plan = drafts.draft(file.kind, content, options=options, **said)
        asked = {one["text"] for one in plan.layout["questions"]}
        answered = {text for text, _ in file.same}

        assert asked <= answered <= asked | remembered, file.path
        import_raw(file, content, place)
        remembered |= answered


def test_what_the_table_says_was_altered_is_what_the_register_keeps(demo):
    total = sum(imported().values(), Account())
    kept = {sort: Correction.objects.filter(sort=sort).count() for sort in Correction.Sort.values}

    assert kept == {
        "normalised": total.normalised,
        "standardised": total.standardised,
        "filled": total.filled,
        "corrected": total.corrected,
    }
    assert 0 < Doubt.objects.count() <= total.flagged
    assert total.alike == len(proposals(Student.objects.all())) == 5


def test_the_same_files_again_store_nothing(demo):
    first, students = imported(), Student.objects.count()
    again = imported()

    assert all(one.adds_up for one in again.values())
    assert sum(again.values(), Account()).stored == 0
    assert Student.objects.count() == students
    assert {path: one.refused for path, one in again.items()} == {
        path: one.refused for path, one in first.items()
    }


def test_an_account_with_a_row_too_many_does_not_add_up():
    assert Account(lines=3, above=1, rows=2, stored=1, refused=1).adds_up
    assert not Account(lines=3, above=1, rows=2, stored=2, refused=1).adds_up
    assert not Account(lines=4, above=1, rows=2, stored=1, refused=1).adds_up


@pytest.mark.django_db
def test_without_a_demo_it_says_so():
    with pytest.raises(CommandError, match="seed_demo makes it"):
        call_command("import_raw_demo")


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("make_raw_demo", str(tmp_path / "file"))
