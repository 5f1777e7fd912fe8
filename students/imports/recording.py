"""A run as the register keeps it: made, described, stored and summed up."""

import hashlib
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students.imports import refused_rows
from students.imports.discards import DECIDED
from students.imports.lessons import learn
from students.imports.options import Options
from students.imports.outcomes import Summary
from students.imports.places import Place
from students.imports.plans import Plan
from students.imports.refusals import NotStorable
from students.imports.storing import store
from students.imports.watching import Watch
from students.models import Door, ImportRun
from students.models.changes import acting

REDRAWN = _("The preview was drawn up anew meanwhile. Look at it once more.")


def new_run(
    kind: str, content: bytes, file_name: str, user, door: str, options: Options
) -> ImportRun:
    """A run of this file, not yet saved."""
    return ImportRun(
        kind=kind,
        file_name=file_name[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        options=options.as_json(),
        user=user,
        door=door,
    )


def describe(run: ImportRun, place: Place, plan: Plan):
    """Note on the run where it belongs, as far as that is there, and what it would do."""
    run.institution = place.institution if place.institution.pk else None
    run.term = place.term if place.term and place.term.pk else None
    run.counts = {"rows": plan.counts, "values": plan.values, "created": plan.created}


def made_and_stored(run: ImportRun, place: Place, plan: Plan, user, watch: Watch) -> Callable:
    """Work that saves the run and stores its plan, all or nothing; it may be called again."""

    def work():
        with transaction.atomic():
            run.pk, run._state.adding = None, True
            run.state = ImportRun.State.PREVIEWED
            describe(run, place, plan)
            run.save()
            store_run(run, place, plan, user, watch)

    return work


def refuse_decided(run: ImportRun):
    """NotStorable for a run that was stored, taken back or given up."""
    if run.state != ImportRun.State.PREVIEWED:
        raise NotStorable(DECIDED[run.state])


def store_run(run: ImportRun, place: Place, plan: Plan, user, watch: Watch):
    """Store the plan of a saved run, note that, and keep the rows it refuses, all or nothing.

    NotStorable when somebody was faster in deciding the run, or has drawn up another plan.
    """
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update().get(pk=run.pk)
        refuse_decided(locked)
        if locked.plan_digest != run.plan_digest:
            raise NotStorable(REDRAWN)
        who = getattr(user, "pk", None) or run.user_id
        with acting(user_id=who, door=Door.IMPORT, run_id=run.pk):
            place = store(place, plan, watch)
        run.institution, run.term = place.institution, place.term
        run.state, run.stored_at = ImportRun.State.STORED, timezone.now()
        learn(run, plan)
        run.save(update_fields=("institution", "term", "state", "stored_at", "options"))
        # Not afterwards: a process that dies right after the commit would have lost them.
        refused_rows.keep(run, plan)


def summary_of(run: ImportRun, plan: Plan, *, stored: bool, **asked) -> Summary:
    """What came of a plan; `asked` is dry_run, skip_refused and stopped."""
    made = {name: plan.created[name] for name in ("institution", "term") if name in plan.created}
    return Summary(
        kind=run.kind,
        file_name=run.file_name,
        run=run if stored else None,
        institution=made.get("institution") or (run.institution.code if run.institution else ""),
        term=made.get("term") or (run.term.code if run.term else ""),
        stored=stored,
        counts=plan.counts,
        values=plan.values,
        created=plan.created,
        left_out=plan.left_out,
        notes=tuple(plan.layout.get("notes", ())),
        alarms=plan.alarms,
        problems=tuple(plan.problems()),
        mended=plan.mended,
        doubted=plan.doubted,
        proposals=tuple(plan.proposals()),
        **asked,
    )
