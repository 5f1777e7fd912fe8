"""A backup holds everything and comes back as it was, for its owner alone."""

import shutil
import stat

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from students import spools, trails
from students.backups import saving
from students.backups.archives import ArchiveRefused
from students.backups.restoring import restore
from students.backups.saving import back_up
from students.backups.tables import every_model, kept_models
from students.imports import runs
from students.imports.staging import folder_of
from students.jobs.folders import make_folder
from students.models import ImportRun, Job, Mark, RecordView, Student, User
from students.tests import factories as make
from students.tests.backups.archives import everything

pytestmark = pytest.mark.django_db(transaction=True)


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


def locked(lines):
    raise OperationalError("database is locked")


def test_a_backup_taken_while_others_write_has_the_looks_that_are_no_rows_yet(
    register, tmp_path, monkeypatch
):
    path = tmp_path / "register.zip"
    with monkeypatch.context() as patched:
        patched.setattr(trails, "_store", locked)
        assert not trails.gather()
        asha = trails.Sight(user_id=User.objects.get(username="asha").pk)
        trails.note_looked(asha, "api", [Student.objects.first().pk])
        back_up(path)
    spools.replace(b"")

    restore(path, replace=True)

    assert trails.gather()
    assert sorted(RecordView.objects.values_list("what", flat=True)) == ["api", "page"]


def test_nobody_makes_rows_of_looks_between_a_backup_and_its_snapshot(
    register, tmp_path, monkeypatch
):
    def snapshot():
        spools.add({"cut": "short"})
        assert not trails.gather()
        return saved()

    saved = saving.snapshot
    monkeypatch.setattr(saving, "snapshot", snapshot)

    back_up(tmp_path / "register.zip")


def test_what_jobs_were_given_goes_with_the_database_they_were_rows_of(backup, settings):
    folder = make_folder("a" * 32)
    (folder / "source").write_bytes(b"roll_no\nA1\n")

    restore(backup, replace=True)

    assert not folder.exists()


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
