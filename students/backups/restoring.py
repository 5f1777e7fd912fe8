"""From the file back into a database: checked before, during and after, or nothing is changed."""

import itertools
import json
import re
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from students.backups.archives import ArchiveRefused, Reader
from students.backups.saving import FORMAT, LOOKS, MANIFEST, ROWS, STAGED, applied_migrations
from students.backups.tables import BY_MIGRATE, ROWS_AT_ONCE, every_model, kept_models, rows_of
from students.backups.verifying import problems_of
from students.imports import store
from students.imports.staging import folder_of
from students.models.guards import refresh_is_open
from students.trails import replace_looks

Seen = Callable[[str], None]
STAGED_NAME = re.compile(STAGED.format(r"(?P<run>[0-9]{1,18})", r"(?P<file>\w[\w.-]*)"))


def restore(path: Path, *, replace: bool = False, seen: Seen = lambda label: None) -> dict:
    """Fill the database from a backup and give its manifest; ArchiveRefused, and nothing changed.

    With `replace` whatever the database holds is removed first; everybody signs in anew then.
    """
    with closing(Reader(path)) as archive:
        archive.check()
        return _restore(archive, replace, seen)


def _restore(archive: Reader, replace: bool, seen: Seen) -> dict:
    if MANIFEST not in archive.names:
        raise ArchiveRefused(
            _("%(name)s is not in the file: it is no backup.") % {"name": MANIFEST}
        )
    manifest = json.loads(archive.read(MANIFEST))
    refuse_unfit(manifest, archive)
    if not replace:
        refuse_full()
    with transaction.atomic():
        with connection.constraint_checks_disabled():
            _clear()
            for model in kept_models():
                _fill(model, archive, manifest["rows"])
                seen(model._meta.label)
        _refuse_broken()
    _put_files(archive)
    return manifest


def refuse_unfit(manifest: dict, archive: Reader):
    """ArchiveRefused where the tables are not those the backup was taken of."""
    if manifest["format"] != FORMAT:
        raise ArchiveRefused(
            _("The backup is of format %(theirs)s, not %(ours)s.")
            % {"theirs": manifest["format"], "ours": FORMAT}
        )
    there, here = set(manifest["migrations"]), set(applied_migrations())
    if there != here:
        unequal = ", ".join(sorted(there ^ here)[:5])
        words = _(
            "The tables are of another version than the backup's (%(version)s): they differ in "
            "%(tables)s."
        )
        raise ArchiveRefused(words % {"version": manifest["version"], "tables": unequal})
    wanted = {ROWS.format(model._meta.label) for model in kept_models()}
    if missing := wanted - set(archive.names):
        raise ArchiveRefused(_("%(name)s is not in the backup.") % {"name": min(missing)})


def refuse_full():
    """ArchiveRefused where the database holds anything that `migrate` did not put there."""
    for model in kept_models():
        if model._meta.label not in BY_MIGRATE and model._base_manager.exists():
            words = _("The database is not empty: it has %(rows)s. See --replace.")
            raise ArchiveRefused(words % {"rows": model._meta.verbose_name_plural})


def _clear():
    with connection.cursor() as cursor:
        for model in every_model():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 (a name of our own)
    ContentType.objects.clear_cache()


def _fill(model, archive: Reader, counts: dict):
    name, label = ROWS.format(model._meta.label), model._meta.label
    written = 0
    token = refresh_is_open.set(True)  # derived columns come as they were, and are checked after
    try:
        rows = rows_of(model, archive.lines(name))
        while some := list(itertools.islice(rows, ROWS_AT_ONCE)):
            store.insert(model, some)
            written += len(some)
    except (ValueError, IntegrityError) as error:
        raise ArchiveRefused(
            _("%(name)s does not fit the tables: %(error)s") % {"name": name, "error": error}
        ) from error
    finally:
        refresh_is_open.reset(token)
    if written != counts.get(label) or model._base_manager.count() != written:
        raise ArchiveRefused(
            _("%(name)s has %(rows)s rows, the manifest says %(said)s.")
            % {"name": name, "rows": written, "said": counts.get(label)}
        )


def _refuse_broken():
    problems = problems_of()
    if problems:
        words = _("The backup does not hold together: %(problems)s")
        raise ArchiveRefused(words % {"problems": " ".join(problems)})


def _put_files(archive: Reader):
    """Staged files of this backup in the place of those there are; nobody stays signed in.

    Jobs are in no backup: what they were given and have made goes with their rows.

    Looks not yet in the database that was replaced were at its records, and go with it; those
    that were not yet in the one backed up come back.
    """
    for folder in Path(settings.STAGING_DIR).glob("run-*"):
        shutil.rmtree(folder)
    for folder in filter(Path.is_dir, Path(settings.JOBS_DIR).iterdir()):
        shutil.rmtree(folder, ignore_errors=True)
    for named in filter(None, map(STAGED_NAME.fullmatch, archive.names)):
        folder = folder_of(int(named["run"]))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / named["file"]).write_bytes(archive.read(named.string))
    replace_looks(archive.read(LOOKS) if LOOKS in archive.names else b"")
    for session in Path(settings.SESSION_FILE_PATH).glob("sessionid*"):
        session.unlink(missing_ok=True)
