"""Runs that wait no more, and what is removed of what was staged for them."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students.imports import refused_rows
from students.imports.refusals import NotStorable
from students.imports.staging import folder_of, remove_staged, staged_runs
from students.models import ImportRun

KEPT = timedelta(days=7)
State = ImportRun.State
DECIDED = {
    State.PREVIEWED: _("This run is previewed already."),
    State.STORED: _("This run is stored already."),
    State.UNDONE: _("This run is undone already."),
    State.DISCARDED: _("This run is discarded already."),
}


def discard(run: ImportRun):
    """Give a preview up; what was staged is removed."""
    changed = ImportRun.objects.filter(pk=run.pk, state=State.PREVIEWED)
    if not changed.update(state=State.DISCARDED):
        raise NotStorable(DECIDED[run.state])
    run.state = State.DISCARDED
    remove_staged(folder_of(run.pk))


def tidy(run: ImportRun):
    """Remove what was staged for a run that is decided; its refused rows may still be fetched."""
    remove_staged(folder_of(run.pk), keep=refused_rows.FILE_NAME)


def clear_away():
    """Previews nobody confirmed for a week go, and whatever is staged of runs that wait no more."""
    old = ImportRun.objects.filter(created_at__lt=timezone.now() - KEPT)
    if forgotten := list(old.filter(state=State.PREVIEWED).values_list("pk", flat=True)):
        # Somebody may decide one at this moment, or be clearing away as well.
        rows = ImportRun.objects.filter(pk__in=forgotten, state=State.PREVIEWED)
        rows.update(state=State.DISCARDED)
    for run in ImportRun.objects.filter(pk__in=staged_runs()).exclude(state=State.PREVIEWED):
        tidy(run)
