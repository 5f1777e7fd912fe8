"""Imports as jobs: a preview drawn up, a run stored, a run taken back; each may be run again."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.import_rights import KEEPERS
from students.imports import runs
from students.imports.options import Options
from students.imports.refusals import (
    FileRefused,
    ImportRefused,
    PlanStale,
    SheetRefused,
    UndoRefused,
)
from students.jobs.folders import SOURCE, folder_of
from students.jobs.refused_files import SHEETS
from students.jobs.running import start
from students.jobs.work import NotDone, Outcome, refuse_without_right, work
from students.models import ImportRun, Institution, Job, Term
from students.models.changes import actor

Kind = Job.Kind
RENEWED = gettext_lazy(
    "Nothing was stored: the register has changed since the preview. The preview shows what the "
    "file would do now."
)


def start_preview(
    owner,
    kind: str,
    content: bytes,
    file_name: str,
    *,
    institution,
    term,
    options: Options,
    ask: bool = True,
) -> Job:
    """Draw a preview up; the job leads to it. `ask` as in `runs.preview`."""
    return start(
        Kind.PREVIEW,
        owner,
        file_name,
        institution=institution,
        files={SOURCE: content},
        kind_of_import=kind,
        term=term and term.pk,
        options=options.as_json(),
        ask=ask,
    )


def start_storing(
    owner, run: ImportRun, despite_alarms: bool = False, skip_refused: bool = True
) -> Job:
    """Store a run as it was previewed, without its refused rows."""
    agreed = {"despite_alarms": despite_alarms, "skip_refused": skip_refused}
    asked = {"run": run.pk, "of": run.plan_digest, **agreed}
    return start(Kind.STORE, owner, _title(run), institution=run.institution, **asked)


def start_undo(owner, run: ImportRun, except_edited: bool) -> Job:
    """Take a stored run back."""
    asked = {"run": run.pk, "except_edited": except_edited}
    return start(Kind.UNDO, owner, _title(run), institution=run.institution, **asked)


def run_of(job: Job) -> int | None:
    """The number of the import run a job is about; of a preview once it is drawn up."""
    return job.arguments.get("run")


def is_long(run: ImportRun) -> bool:
    """Whether so many rows are stored or taken back that a page should not wait for it."""
    counts = run.counts.get("rows") or {}
    return counts.get("new", 0) + counts.get("changed", 0) > settings.JOB_FROM_ROWS


@work(Kind.PREVIEW)
def preview(job: Job, watch) -> Outcome:
    """Read the staged file; a preview stores nothing, so that a second one does no harm."""
    asked = job.arguments
    refuse_without_right(job, *KEEPERS[asked["kind_of_import"]])
    try:
        run = runs.preview(
            asked["kind_of_import"],
            _source(job),
            job.title,
            institution=_still_there(Institution, job.institution_id),
            term=_still_there(Term, asked["term"]),
            user=job.owner,
            door=actor().door,
            options=Options.from_json(asked["options"]),
            ask=asked["ask"],
            watch=watch,
        )
    except FileRefused as refusal:
        if isinstance(refusal, SheetRefused):
            _note(job, {SHEETS: refusal.sheets})
        raise NotDone(_("This file cannot be read as it is."), refusal.problems) from refusal
    _note(job, {"run": run.pk})
    return Outcome(url=_page(run.pk))


@work(Kind.STORE)
def store(job: Job, watch) -> Outcome:
    """Store the run, if it still is what was shown; one that is stored already is done."""
    run, page = _run(job), _page(job.arguments["run"])
    if run.state in (ImportRun.State.STORED, ImportRun.State.UNDONE):
        runs.tidy(run)  # the process may have died between storing and this
        return Outcome(_("The import was stored."), page)
    if run.plan_digest != job.arguments["of"]:
        raise NotDone(RENEWED, url=page)
    try:
        agreed = {name: job.arguments[name] for name in ("skip_refused", "despite_alarms")}
        summary = runs.commit(run, **agreed, user=job.owner, watch=watch)
    except PlanStale as stale:
        raise NotDone(RENEWED, url=page) from stale
    except ImportRefused as refusal:
        raise NotDone(str(refusal), url=page) from refusal
    return Outcome(" ".join(summary.sentences()), page)


@work(Kind.UNDO)
def undo(job: Job, watch) -> Outcome:
    """Take the run back, or name the cells that were changed since; once taken back is enough."""
    run, page = _run(job), _page(job.arguments["run"])
    if run.state == ImportRun.State.UNDONE:
        return Outcome(_("The import was taken back."), page)
    leaving = job.arguments["except_edited"]
    try:
        how = {"user": job.owner, "door": actor().door, "watch": watch}
        summary = runs.undo(run, except_edited=leaving, **how)
    except UndoRefused as refusal:
        words = _("Nothing was taken back: these values were changed since.")
        raise NotDone(words, refusal.problems, page) from refusal
    except ImportRefused as refusal:
        raise NotDone(str(refusal), url=page) from refusal
    return Outcome(" ".join(summary.sentences()), page)


def _note(job: Job, found: dict):
    job.arguments |= found
    job.save(update_fields=["arguments"])


def _run(job: Job) -> ImportRun:
    run = _still_there(ImportRun, job.arguments["run"])
    refuse_without_right(job, *KEEPERS[run.kind])
    return run


def _source(job: Job) -> bytes:
    try:
        return (folder_of(job.key) / SOURCE).read_bytes()
    except FileNotFoundError as error:
        raise NotDone(_("The file is not kept any more. Upload it anew.")) from error


def _still_there(model, pk):
    """The row an argument names, None for none; NotDone where it was removed meanwhile."""
    if pk is None:
        return None
    row = model.objects.filter(pk=pk).first()
    if row is None:
        words = _("The %(what)s is not there any more.")
        raise NotDone(words % {"what": model._meta.verbose_name})
    return row


def _title(run: ImportRun) -> str:
    return run.file_name or str(run)


def _page(run_id: int) -> str:
    return reverse("admin:students_importrun_change", args=[run_id])
