"""The one entry every door uses: preview, commit, discard, undo. Rights are the door's business."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from students.imports import refused_rows
from students.imports.discards import clear_away, discard, tidy
from students.imports.drafts import draft
from students.imports.options import USUAL, Options
from students.imports.outcomes import Summary
from students.imports.places import Place
from students.imports.plans import Plan
from students.imports.recording import (
    describe,
    made_and_stored,
    new_run,
    refuse_decided,
    store_run,
    summary_of,
)
from students.imports.refusals import NotStorable, PlanStale
from students.imports.revisions import (
    drafted,
    redraw,
    refuse_unanswered,
    refuse_unasked,
    revise,
    stage,
)
from students.imports.staging import (
    folder_of,
    read_plan,
    write_source,
)
from students.imports.undo import undo
from students.imports.watching import Watch, unwatched
from students.models import Door, ImportRun
from students.models.waits import retrying

TRIES = 3

__all__ = [
    "commit",
    "discard",
    "plan_of",
    "preview",
    "read_and_run",
    "refused_rows_file",
    "revise",
    "run_at_once",
    "tidy",
    "undo",
]


def going_on(alarms: tuple[str, ...]) -> bool:
    """The answer to alarms where nobody is there to be asked: they are told, and undo is exact."""
    return True


def preview(
    kind: str,
    content: bytes,
    file_name: str,
    *,
    institution=None,
    term=None,
    user=None,
    door: str = Door.ADMIN,
    options: Options = USUAL,
    ask: bool = False,
    watch: Watch = unwatched,
) -> ImportRun:
    """Stage a file and its plan as a run to be confirmed. FileRefused when it cannot be read.

    With `ask` a file whose columns do not do is staged too, for `revise` to say what they are.
    """
    clear_away()
    asked = {"institution": institution, "term": term, "options": options, "watch": watch}
    place, plan = drafted(kind, content, ask=ask, **asked)
    run = new_run(kind, content, file_name, user, door, options)
    run.options |= {"said": [_code(institution), _code(term)]}
    describe(run, place, plan)
    run.save()
    write_source(run.pk, content)
    stage(run, plan)
    return run


def plan_of(run: ImportRun) -> Plan:
    """The staged plan of a run; PlanLost when it is gone or was tampered with."""
    return read_plan(folder_of(run.pk), run.plan_digest)


def commit(
    run: ImportRun,
    *,
    skip_refused: bool = False,
    despite_alarms: bool = False,
    user=None,
    watch: Watch = unwatched,
) -> Summary:
    """Store what was previewed, or nothing.

    NotStorable: refused rows and nobody agreed to skip them, alarms and nobody said that they have
    looked, or the run was stored, discarded or read anew.
    PlanStale: the register has changed; the plan was drawn up anew and waits to be confirmed.
    """
    refuse_decided(run)
    plan = plan_of(run)
    if plan.obstacles:
        raise NotStorable(*plan.obstacles)
    if plan.counts["refused"] and not skip_refused:
        raise NotStorable(
            _("Refused rows: %(count)s. Nothing was stored.") % {"count": plan.counts["refused"]}
        )
    if plan.alarms and not (despite_alarms or plan.does_nothing):
        raise NotStorable(*plan.alarms, _("Nothing was stored. Look at the rows, then say so."))
    if plan.does_nothing:
        summary = summary_of(run, plan, stored=False)
        discard(run)
        return summary
    try:
        # An institution or term that is not there yet is made as the plan says.
        place = Place(run.institution, run.term)
        retrying(lambda: store_run(run, place, plan, user, watch))
    except PlanStale:
        redraw(run, Options.from_json(run.options))
        raise
    summary = summary_of(run, plan, stored=True)
    tidy(run)
    return summary


def run_at_once(kind: str, content: bytes, file_name: str, **how) -> Summary:
    """Draft and store in one go, as `read_and_run` does with what it reads."""
    return read_and_run(kind, lambda: content, file_name, **how)


def read_and_run(
    kind: str,
    read: Callable[[], bytes],
    file_name: str,
    *,
    institution=None,
    term=None,
    user=None,
    door: str = Door.COMMAND,
    options: Options = USUAL,
    skip_refused: bool = False,
    dry_run: bool = False,
    agreed: Callable[[tuple[str, ...]], bool] = going_on,
    watch: Watch = unwatched,
) -> Summary:
    """Draft and store in one go; writes nothing, not even a run, unless it can store something.

    `read` gives the file, once more for another try: while the plan is stored nobody holds it.
    `agreed` is asked with the alarms, where there are any, whether to store nevertheless.
    """
    for attempt in range(1, TRIES + 1):
        content = read()
        place, plan = draft(
            kind, content, institution=institution, term=term, options=options, watch=watch
        )
        refuse_unanswered(plan)
        refuse_unasked(plan, options)
        run = new_run(kind, content, file_name, user, door, options)
        del content
        describe(run, place, plan)
        refused = plan.counts["refused"] and not skip_refused
        if dry_run or refused or plan.does_nothing:
            asked = {"dry_run": dry_run, "skip_refused": skip_refused}
            return summary_of(run, plan, stored=False, **asked)
        if plan.alarms and not agreed(plan.alarms):
            return summary_of(run, plan, stored=False, stopped=True)
        try:
            retrying(made_and_stored(run, place, plan, user, watch))
            return summary_of(run, plan, stored=True)
        except PlanStale:
            if attempt == TRIES:
                raise
    raise AssertionError("unreachable")


def refused_rows_file(run: ImportRun) -> tuple[str, bytes]:
    """Name and bytes of a CSV of the refused rows, to be mended and imported."""
    if run.state == ImportRun.State.PREVIEWED:
        return refused_rows.name_for(run), refused_rows.as_csv(run, plan_of(run))
    return refused_rows.name_for(run), refused_rows.kept(run)


def _code(said) -> str | None:
    return said if isinstance(said, str) else None
