"""A backup that is damaged, cut short, forged or of other tables is refused, and why."""

import json
from contextlib import closing, suppress

import pytest

from students.backups.archives import ArchiveRefused, Reader
from students.backups.restoring import restore
from students.backups.saving import MANIFEST
from students.models import Mark, Student
from students.tests.backups.archives import altered, everything, forged

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    "name", ["tables/students.Mark.jsonl", "tables/students.User.jsonl", MANIFEST]
)
def test_a_damaged_part_is_named_and_nothing_changed(backup, name):
    Mark.objects.first().delete()
    before = everything()
    damaged = altered(backup, name, lambda content: content.replace(b"1", b"2", 1))

    with pytest.raises(ArchiveRefused, match=name):
        restore(damaged, replace=True)

    assert everything() == before


@pytest.mark.parametrize("size", [0, 100, -200])
def test_a_file_cut_short_is_no_backup(backup, size):
    backup.write_bytes(backup.read_bytes()[:size])

    with pytest.raises(ArchiveRefused, match="no backup"):
        restore(backup, replace=True)


def test_one_bit_anywhere_is_noticed(backup):
    content = bytearray(backup.read_bytes())
    with closing(Reader(backup)) as archive:
        manifest = archive.read(MANIFEST)
    for place in range(0, len(content), len(content) // 40):
        content[place] ^= 1
        backup.write_bytes(content)
        content[place] ^= 1
        # Either it is said, or it was in what no sum covers: times in the ZIP's own headers.
        with suppress(ArchiveRefused), closing(Reader(backup)) as archive:
            archive.check()
            assert archive.read(MANIFEST) == manifest


def test_tables_of_another_version_are_refused_with_the_difference(backup):
    def without_last(content):
        manifest = json.loads(content)
        manifest["migrations"].remove("students.0001_register")
        return json.dumps(manifest).encode()

    with pytest.raises(ArchiveRefused, match=r"students\.0001_register"):
        restore(forged(backup, MANIFEST, without_last), replace=True)


def test_a_figure_that_does_not_follow_from_its_marks_is_refused(backup):
    before = everything()
    name = "tables/students.TermResult.jsonl"
    spoiled = forged(backup, name, lambda content: content.replace(b'"A+"', b'"B"', 1))

    with pytest.raises(ArchiveRefused, match="figures differ"):
        restore(spoiled, replace=True)

    assert everything() == before


def test_a_row_too_few_is_refused(backup):
    before = everything()
    name = "tables/students.Mark.jsonl"
    fewer = forged(backup, name, lambda content: content[: content.rindex(b"\n", 0, -1) + 1])

    with pytest.raises(ArchiveRefused, match="49 rows, the manifest says 50"):
        restore(fewer, replace=True)

    assert everything() == before


def test_a_row_that_names_nobody_is_refused(backup):
    before, student = everything(), Student.objects.first().pk
    name = "tables/students.Student.jsonl"
    other = forged(backup, name, lambda content: content.replace(b"[%d," % student, b"[77777,", 1))

    with pytest.raises(ArchiveRefused, match="that is not there"):
        restore(other, replace=True)

    assert everything() == before
