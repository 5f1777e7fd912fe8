"""A staged file read anew: the register has changed, or somebody said how it is to be read."""

from dataclasses import replace

from students.imports.codes import Question
from students.imports.drafts import draft, unreadable_plan
from students.imports.learned import mapping_of
from students.imports.options import Options
from students.imports.places import Place
from students.imports.plans import Plan, folder_of, read_plan, remove_plan, write_plan
from students.imports.problems import whole_file
from students.imports.recording import describe
from students.imports.refusals import ColumnsRefused, FileRefused, NotStorable, PlanLost
from students.models import ImportRun


def revise(run: ImportRun, **changes):
    """Read the staged file of a waiting run anew, with these options changed; see Options.

    FileRefused where the file cannot be read so, and the preview is as it was. NotStorable when
    the run waits no more, PlanLost when its file is gone.
    """
    if run.state != ImportRun.State.PREVIEWED:
        raise NotStorable(f"This run is {run.get_state_display().lower()} already.")
    redraw(run, replace(Options.from_json(run.options), **changes))


def forget_mapping(run: ImportRun):
    """Forget how files with the titles of this one were read before, and read it anew without."""
    mapping_of(run, read_plan(folder_of(run.pk), run.plan_digest)).delete()
    revise(run)


def redraw(run: ImportRun, options: Options):
    """Draw the plan up anew from the staged file, against the register as it is now."""
    try:
        content = (folder_of(run.pk) / "source").read_bytes()
    except FileNotFoundError as error:
        raise PlanLost("The staged file is gone. Upload it anew.") from error
    institution, term = run.options.get("said", (None, None))
    place, plan = drafted(
        run.kind,
        content,
        ask=True,
        institution=run.institution or institution,
        term=run.term or term,
        options=options,
    )
    run.options |= options.as_json()
    describe(run, place, plan)
    stage(run, plan, content)


def drafted(kind: str, content: bytes, *, ask: bool, **asked) -> tuple[Place, Plan]:
    """A draft; with `ask`, one that only tells of its columns where they do not do."""
    try:
        return draft(kind, content, **asked)
    except ColumnsRefused as refusal:
        if not ask:
            raise
        return refusal.place, unreadable_plan(kind, refusal)


def stage(run: ImportRun, plan: Plan, content: bytes):
    """Keep the plan and the file of a run until it is confirmed or given up."""
    folder = folder_of(run.pk)
    remove_plan(folder)  # a restored database counts its runs anew
    run.plan_digest = write_plan(folder, plan)
    (folder / "source").write_bytes(content)
    run.save()


def refuse_unanswered(plan: Plan):
    """FileRefused where a name of the file is close to a known one and nobody said what it is."""
    questions = [
        Question(one["what"], one["text"], tuple(map(tuple, one["known"])), one["may_be_new"])
        for one in plan.layout["questions"]
    ]
    if questions:
        raise FileRefused(*(whole_file(one.sentence(), one.answers()) for one in questions))
