"""The folder of a run that waits: its file, and each plan drawn up of it, never written over."""

import hashlib
import itertools
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports.plain.shown import StagedRows
from students.imports.plain.staged import staged_in
from students.imports.plans import Plan
from students.imports.refusals import PlanLost

SOURCE = "source"
GONE = gettext_lazy("The staged preview is gone. Upload the file anew.")
TAMPERED = gettext_lazy("The staged preview is not the one that was shown. Upload the file anew.")


@dataclass(frozen=True)
class Written:
    """A plan in a file that nobody reads yet; `keep` gives it the name by which it is found."""

    path: Path
    digest: str
    plan: Plan

    def keep(self):
        """Keep it beside the plans that are there; it is found by its digest from now on."""
        if isinstance(self.plan.source, StagedRows):
            self.plan.source.staged.keep(self.path.parent)
        self.path.replace(_path(self.path.parent, self.digest))


def folder_of(run_id: int) -> Path:
    """Where a run's source and plans are staged."""
    return Path(settings.STAGING_DIR) / f"run-{run_id}"


def staged_runs() -> set[int]:
    """The numbers of the runs whose file is staged."""
    sources = Path(settings.STAGING_DIR).glob(f"run-*/{SOURCE}")
    numbers = (path.parent.name.removeprefix("run-") for path in sources)
    return {int(number) for number in numbers if number.isdecimal()}


def write_source(run_id: int, content: bytes):
    """Stage the file of a new run."""
    folder = folder_of(run_id)
    remove_staged(folder)  # a restored database counts its runs anew
    folder.mkdir(mode=0o700, parents=True)
    (folder / SOURCE).write_bytes(content)


def read_source(run_id: int) -> bytes:
    """The staged file of a run; PlanLost when it is gone."""
    try:
        return (folder_of(run_id) / SOURCE).read_bytes()
    except FileNotFoundError as error:
        raise PlanLost(_("The staged file is gone. Upload it anew.")) from error


@contextmanager
def written(folder: Path, plan: Plan) -> Iterator[Written]:
    """Write a plan; what is not kept within the block leaves nothing behind."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=folder, prefix="new-")
    path = Path(name)
    try:
        with open(descriptor, "wb") as file:
            digest = _write(file, plan)
        yield Written(path, digest, plan)
    finally:
        path.unlink(missing_ok=True)
        with suppress(OSError):  # it is not empty, but for a run that was given up meanwhile
            folder.rmdir()


def read_plan(folder: Path, digest: str) -> Plan:
    """The staged plan of this digest; PlanLost when it is gone or was tampered with."""
    path = _path(folder, digest)
    try:
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                raise PlanLost(TAMPERED)
            file.seek(0)
            head = json.loads(file.readline())
    except FileNotFoundError as error:
        raise PlanLost(GONE) from error
    plain = head.pop("plain", None)
    return Plan.from_head(head, StagedRows(staged_in(folder, plain)) if plain else path)


def remove_staged(folder: Path, keep: str = ""):
    """Remove what is staged; `keep` names one file that may stay."""
    if not keep:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in folder.glob("*"):
        if path.name != keep:
            path.unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


def _write(file, plan: Plan) -> str:
    digest = hashlib.sha256()
    head, rows = plan.head(), (row.as_json() for row in plan.single_rows())
    if isinstance(plan.source, StagedRows):
        head, rows = head | {"plain": plan.source.staged.digest}, ()
    for value in itertools.chain([head], rows):
        line = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        digest.update(line)
        file.write(line)
    return digest.hexdigest()


def _path(folder: Path, digest: str) -> Path:
    return folder / f"plan-{digest}.jsonl"
