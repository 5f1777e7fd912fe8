"""Recomputing as a job: results derived anew a thousand at a time, summaries compared after it."""

from collections.abc import Iterable
from functools import partial

from django.utils.translation import gettext as _

from students.access import visible_to
from students.jobs.folders import ROWS, read_json
from students.jobs.running import start
from students.jobs.work import NotDone, Outcome, refuse_without_right, work
from students.models import Institution, Job, TermResult
from students.models.recompute import CHECKED_AT_ONCE, mend_summaries, recomputed
from students.models.refresh import chunks
from students.models.waits import retrying


def start_recomputing(owner, title: str, ids: Iterable[int], institution: Institution | None):
    """Derive these results anew; `institution` where they are all of one."""
    rows = ("[" + ",".join(str(int(pk)) for pk in ids) + "]").encode()
    return start(Job.Kind.RECOMPUTE, owner, title, institution=institution, files={ROWS: rows})


@work(Job.Kind.RECOMPUTE)
def recompute(job: Job, watch) -> Outcome:
    """Some thousands at a time: stopped half-way, what is derived is right and stays."""
    refuse_without_right(job)
    ids = read_json(job.key, ROWS)
    if ids is None:
        raise NotDone(_("What was to be recomputed is not kept any more. Choose it anew."))
    places = visible_to(job.owner).editable_institutions()
    seen, moved, touched = 0, 0, set()
    for chunk in watch(chunks(ids, CHECKED_AT_ONCE), "Recomputing", len(ids), len):
        kept = TermResult.objects.filter(pk__in=chunk, institution__in=places)
        where = dict(kept.values_list("pk", "institution"))
        touched.update(where.values())
        seen += len(where)
        moved += sum(len(one) for one in recomputed(where))
    mended = sum(retrying(partial(mend_summaries, pk)) for pk in sorted(touched))
    return Outcome(_told(seen, moved, mended))


def _told(seen: int, moved: int, mended: int) -> str:
    words = _("%(seen)s results derived anew; %(moved)s moved.")
    if mended:
        words = _(
            "%(seen)s results derived anew; %(moved)s moved. %(mended)s summary cells differed "
            "and were mended."
        )
    return words % {"seen": f"{seen:,}", "moved": f"{moved:,}", "mended": f"{mended:,}"}
