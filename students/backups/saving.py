"""Everything into one file, as it was at one moment."""

import json
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from students.backups.archives import BLOCK, Writer, writing
from students.backups.snapshots import snapshot
from students.backups.tables import kept_models, lines_of
from students.imports.staging import folder_of
from students.models import ImportRun
from students.trails import not_gathered

FORMAT = 1
MANIFEST = "manifest.json"
ROWS = "tables/{}.jsonl"
STAGED = "staging/run-{}/{}"
LOOKS = "trail/looks.jsonl"


def back_up(path: Path, seen: Callable[[str], None] = lambda label: None) -> dict:
    """Write the backup and give its manifest; `seen` is told each table as it is done."""
    # What lies in the file beside the database belongs into the backup, as rows where it can be.
    with not_gathered() as looks, writing(path) as archive, snapshot():
        counts = {}
        for model in kept_models():
            label = model._meta.label
            counts[label] = archive.add(ROWS.format(label), lines_of(model)) - 1
            seen(label)
        manifest = manifest_of(counts) | {"files": _add_staged(archive)}
        if looks:
            archive.add(LOOKS, [looks])
        archive.add(MANIFEST, [json.dumps(manifest, indent=1).encode()])
    return manifest


def manifest_of(counts: dict[str, int]) -> dict:
    """What a restore holds itself against."""
    return {
        "format": FORMAT,
        "taken_at": timezone.now().isoformat(),
        "version": version(),
        "database": connection.vendor,
        "migrations": applied_migrations(),
        "rows": counts,
    }


def version() -> str:
    """The version of the product."""
    project = tomllib.loads(Path(settings.BASE_DIR, "pyproject.toml").read_text())
    return project["project"]["version"]


def applied_migrations() -> list[str]:
    """The state of the tables: "students.0001_register" and all others that were applied."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def _add_staged(archive: Writer) -> int:
    """What imports have staged: previews that wait, refused rows of what was stored."""
    count = 0
    for number in ImportRun.objects.order_by("pk").values_list("pk", flat=True):
        for path in sorted(folder_of(number).glob("*")):
            count += _add_file(archive, STAGED.format(number, path.name), path)
    return count


def _add_file(archive: Writer, name: str, path: Path) -> bool:
    """False where somebody stored or discarded the preview in this very moment."""
    try:
        content = path.open("rb")
    except FileNotFoundError:
        return False
    with content:
        archive.add(name, _blocks(content))
    return True


def _blocks(file) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block
