"""The folder of a job: what it was given, how far it is, what it made; never in the database.

On SQLite a row written while an import holds the one write lock would wait for the import itself.
Files wait for nobody. The folder lies beside the staged imports, which hosts that serve one
register share anyway.
"""

import json
import os
import shutil
from pathlib import Path

from django.conf import settings

PROGRESS, CANCEL, PROBLEMS = "progress.json", "cancel", "problems.json"
SOURCE, ROWS, RESULT = "source", "rows.json", "result"


def folder_of(key: str) -> Path:
    """Where the files of the job with this key lie."""
    return Path(settings.JOBS_DIR) / key


def make_folder(key: str) -> Path:
    """Make it, for this user alone."""
    folder = folder_of(key)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def remove_folder(key: str):
    """Remove it with all that lies in it."""
    shutil.rmtree(folder_of(key), ignore_errors=True)


def keys_before(moment: float) -> set[str]:
    """The keys of folders in which nothing was made or removed since this time of the system."""
    folders = filter(Path.is_dir, Path(settings.JOBS_DIR).iterdir())
    return {folder.name for folder in folders if folder.stat().st_mtime < moment}


def write_json(key: str, name: str, value):
    """Write a file that readers see whole or not at all."""
    folder = folder_of(key)
    new = folder / f"{name}.new"
    new.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    os.replace(new, folder / name)


def read_json(key: str, name: str):
    """What was written; None where nothing was."""
    try:
        return json.loads((folder_of(key) / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def clear(key: str, *names: str):
    """Remove these files, as far as they are there."""
    for name in names:
        (folder_of(key) / name).unlink(missing_ok=True)
