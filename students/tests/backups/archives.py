"""What is in the database, and archives that somebody has laid hands on."""

import hashlib
import zipfile

from django.db import connection

from students.backups.archives import SUMS
from students.backups.tables import kept_models


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
