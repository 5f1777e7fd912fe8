"""A staged file read anew: the register has changed, or somebody said how it is to be read."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from students.imports.drafts import draft, unreadable_plan
from students.imports.learned import mapping_of
from students.imports.options import Options
from students.imports.places import Place
from students.imports.plans import Plan
from students.imports.problems import whole_file
from students.imports.questions import Question
from students.imports.recording import REDRAWN, describe, refuse_decided
from students.imports.refusals import ColumnsRefused, FileRefused, NotStorable
from students.imports.staging import Written, folder_of, read_plan, read_source, written
from students.models import ImportRun
from students.models.waits import retrying
from students.rules.keys import key_of

STAGED = ("institution", "term", "options", "counts", "plan_digest")


def revise(run: ImportRun, user=None, **changes):
    """Read the staged file of a waiting run anew, as this user says; for `changes` see Options.

    FileRefused where the file cannot be read so, and the preview is as it was. NotStorable when
    the run waits no more or somebody else was faster, PlanLost when its file is gone.
    """
    refuse_decided(run)
    old = Options.from_json(run.options)
    new = replace(old, **changes)
    if user:
        run.options["chosen_by"] = _choosers(run, user, old, new)
    redraw(run, new)


def forget_mapping(run: ImportRun):
    """Forget how files with the titles of this one were read before, and read it anew without."""
    mapping_of(run, read_plan(folder_of(run.pk), run.plan_digest)).delete()
    revise(run)


def redraw(run: ImportRun, options: Options):
    """Draw the plan up anew from the staged file, against the register as it is now."""
    institution, term = run.options.get("said", (None, None))
    place, plan = drafted(
        run.kind,
        read_source(run.pk),
        ask=True,
        institution=run.institution or institution,
        term=run.term or term,
        options=options,
    )
    run.options |= options.as_json()
    describe(run, place, plan)
    stage(run, plan)


def drafted(kind: str, content: bytes, *, ask: bool, **asked) -> tuple[Place, Plan]:
    """A draft; with `ask`, one that only tells of its columns where they do not do."""
    try:
        return draft(kind, content, **asked)
    except ColumnsRefused as refusal:
        if not ask:
            raise
        return refusal.place, unreadable_plan(kind, refusal)


def stage(run: ImportRun, plan: Plan):
    """Show this plan for a described run from now on; NotStorable where it is no more what it was.

    Plans shown before stay beside it: whoever reads or stores one has all of that one.
    """
    shown = run.plan_digest
    with written(folder_of(run.pk), plan) as new:
        run.plan_digest = new.digest
        retrying(lambda: _show(run, shown, new))


def _choosers(run: ImportRun, user, old: Options, new: Options) -> dict[str, int]:
    """Who has chosen how which column is read, whoever chose last at the end."""
    chosen = [column for column, reading in new.columns if (column, reading) not in old.columns]
    stay = {column for column, _ in new.columns} - {*chosen}
    known = run.options.get("chosen_by", {})
    kept = {column: who for column, who in known.items() if column in stay}
    return kept | dict.fromkeys(chosen, user.pk)


def _show(run: ImportRun, shown: str, new: Written):
    values = {name: getattr(run, name) for name in STAGED}
    with transaction.atomic():
        as_it_was = ImportRun.objects.filter(pk=run.pk, plan_digest=shown)
        if not as_it_was.filter(state=ImportRun.State.PREVIEWED).update(**values):
            refuse_decided(ImportRun.objects.get(pk=run.pk))
            raise NotStorable(REDRAWN)
        new.keep()


def refuse_unasked(plan: Plan, options: Options):
    """FileRefused where a name was said to mean another that the file does not have, or that
    nobody asks about, such as one with a slip of the pen. What is said to be new is new once."""
    asked = {key_of(one["text"]) for one in plan.layout.get("answered", ())}
    if unasked := [text for text, _known in options.same if key_of(text) not in asked]:
        reason = _("Nothing of the file is asked about “%(text)s”.")
        mend = _("Write the name as the file has it and what it means as it is known, or leave it.")
        raise FileRefused(*(whole_file(reason % {"text": text}, mend) for text in unasked))


def refuse_unanswered(plan: Plan):
    """FileRefused where a name of the file is close to a known one and nobody said what it is."""
    questions = [
        Question(one["what"], one["text"], tuple(map(tuple, one["known"])), one["may_be_new"])
        for one in plan.layout["questions"]
    ]
    if questions:
        raise FileRefused(*(whole_file(one.sentence(), one.answers()) for one in questions))
