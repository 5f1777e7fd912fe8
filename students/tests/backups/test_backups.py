"""A backup holds everything and comes back as it was, or is refused with the reason."""

import hashlib
import json
import shutil
import stat
import zipfile
from contextlib import closing, suppress

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from students.backups.archives import SUMS, ArchiveRefused, Reader
from students.backups.restoring import restore
from students.backups.saving import MANIFEST, back_up
from students.backups.tables import every_model, kept_models
from students.imports import runs
from students.imports.plans import folder_of
from students.models import ImportRun, Job, Mark, PolicyVersion, RecordView, Student
from students.tests import factories as make
from students.trails import Sight, note_looked

pytestmark = pytest.mark.django_db(transaction=True)

MARKS = "roll_no,name,branch,semester,Mathematics\nZ1,प्रिया यादव,CSE,4,89.99\nZ2,O’Brien,CSE,4,x\n"


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.TRAIL_DIR, settings.STAGING_DIR = tmp_path / "trail", tmp_path / "staging"
    settings.SESSION_FILE_PATH = tmp_path / "sessions"
    for folder in (settings.TRAIL_DIR, settings.STAGING_DIR, settings.SESSION_FILE_PATH):
        folder.mkdir()


@pytest.fixture
def register():
    """Ten students, a preview that waits, a look at a record, a policy of its own."""
    term = make.term()
    make.paper_ten(term)
    definition = PolicyVersion.objects.get().definition
    make.policy_version(term.institution, definition | {})
    runs.preview("marks", MARKS.encode(), "marks.csv", institution=term.institution, term=term)
    note_looked(Sight(user_id=make.user("asha").pk), "page", [Student.objects.first().pk])
    return term


@pytest.fixture
def backup(register, tmp_path):
    path = tmp_path / "register.zip"
    back_up(path)
    return path


def everything() -> dict[str, list]:
    """Every row of every table that is kept, as the database holds it."""
    with connection.cursor() as cursor:
        found = {}
        for model in kept_models():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608
            found[model._meta.label] = cursor.fetchall()
    return found


def altered(backup, name, change):
    """The same archive with one member changed; the sums are left as they were."""
    other = backup.with_name(f"{backup.stem}-altered.zip")
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(other, "w") as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content) if member == name else content)
    return other


def forged(backup, name, change):
    """The same with sums that fit: what somebody writes who means it."""
    changed = altered(backup, name, change)
    digests = {}
    with zipfile.ZipFile(changed) as archive:
        for member in archive.namelist():
            digests[member] = hashlib.sha256(archive.read(member)).hexdigest()
    lines = "".join(f"{digest}  {one}\n" for one, digest in digests.items() if one != SUMS)
    return altered(changed, SUMS, lambda old: lines.encode())


def test_everything_comes_back_row_by_row_with_what_is_staged(backup, tmp_path):
    before, run = everything(), ImportRun.objects.get()
    assert RecordView.objects.count() == 1
    staged = {path.name: path.read_bytes() for path in folder_of(run.pk).glob("*")}
    Mark.objects.first().delete()
    shutil.rmtree(folder_of(run.pk))

    restore(backup, replace=True)

    assert everything() == before
    assert {path.name: path.read_bytes() for path in folder_of(run.pk).glob("*")} == staged
    runs.commit(run, skip_refused=True)
    assert Student.objects.get(roll_key="Z1").name == "प्रिया यादव"


def test_every_table_is_kept_or_left_out_for_a_reason():
    left_out = {model._meta.label for model in every_model()} - {
        model._meta.label for model in kept_models()
    }

    assert left_out == {
        "sessions.Session",
        "axes.AccessAttempt",
        "axes.AccessAttemptExpiration",
        "axes.AccessFailureLog",
        "axes.AccessLog",
        "students.Job",
    }


def test_it_is_for_its_owner_alone_and_appears_whole_or_not_at_all(register, tmp_path, monkeypatch):
    path = tmp_path / "register.zip"
    with monkeypatch.context() as patched:
        patched.setattr("students.backups.saving.manifest_of", lambda counts: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            back_up(path)
    assert list(tmp_path.glob("*zip*")) == list(tmp_path.glob(".*zip*")) == []

    back_up(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        back_up(path)


def test_a_database_that_holds_something_is_not_filled_unasked(backup):
    before = everything()

    with pytest.raises(ArchiveRefused, match="not empty"):
        restore(backup)

    assert everything() == before


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


def test_the_commands_say_what_was_done_and_why_not(register, tmp_path, capsys):
    path = tmp_path / "register.zip"

    call_command("backup", path)
    call_command("restore", path, replace=True)

    said = capsys.readouterr().out
    assert "staged files are in" in said
    assert "everything fits" in said
    with pytest.raises(CommandError, match="already"):
        call_command("backup", path)
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("restore", path)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("restore", tmp_path / "nowhere.zip")


def test_nobody_stays_signed_in_and_no_job_of_before_is_left(backup, settings):
    session = settings.SESSION_FILE_PATH / "sessionidabc"
    session.write_text("{}")
    Job.objects.create(key="k", kind="export", owner=make.user("other"), title="List")

    restore(backup, replace=True)

    assert not session.exists()
    assert not Job.objects.exists()
