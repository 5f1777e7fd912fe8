"""What somebody says of a staged file, and its new preview."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from students.admin.cleaning_cards import choices_shown
from students.admin.importing import DRAWN_ANEW
from students.admin.reading_cards import questions_of
from students.imports import runs
from students.imports.cells import text_cell
from students.imports.columns import DAY
from students.imports.options import Options
from students.imports.plans import Plan
from students.imports.readings import MARKS, Reading
from students.imports.refusals import ImportRefused, Refused, refuse_file
from students.imports.revisions import forget_mapping
from students.imports.values import maximum_of
from students.rules.keys import key_of

SAID = ("branch", "semester", "subject")
LONGEST = 200


class Reread:
    """A mixin for the pages of import runs: the button below the columns, and below the names."""

    @method_decorator(require_POST)
    def reread(self, request, number):
        """Read the staged file as the form says, and show what it would do then."""
        run = self._run(request, number, change=True)
        page = redirect("admin:students_importrun_change", run.pk)
        if request.POST.get("shown") != f"{run.pk}-{run.plan_digest}":
            messages.warning(request, DRAWN_ANEW)
            return page
        try:
            if "forget" in request.POST:
                forget_mapping(run)
            else:
                runs.revise(run, request.user, **changes_of(request, run))
        except ImportRefused as refusal:
            for problem in refusal.problems:
                messages.error(request, problem.sentence())
        return page


def changes_of(request: HttpRequest, run) -> dict:
    """The options that a form changes; FileRefused where a maximum is none."""
    plan, options = runs.plan_of(run), Options.from_json(run.options)
    if "takes" in request.POST:
        return _takes(request.POST, plan, options)
    if "answers" in request.POST:
        return _answers(request.POST, plan, options)
    said = {name: request.POST.get(name, "").strip()[:LONGEST] for name in SAID}
    row = request.POST.get("header_row", "")
    if row.isascii() and row.isdigit() and len(row) < 9 and int(row) != plan.layout["header_row"]:
        return said | {"header_row": int(row), "columns": ()}
    return said | {"columns": _columns(request.POST, plan, options)}


def _takes(posted, plan: Plan, options: Options) -> dict:
    """The cells whose proposals are taken; those that were not on the page stay as they were."""
    asked = {choice for choice in choices_shown(plan, options)}
    ticked = {choice for choice in posted.getlist("take") if choice in asked}
    return {"taken": tuple(sorted((set(options.taken) - asked) | ticked))}


def _answers(posted, plan: Plan, options: Options) -> dict:
    """Names that mean known ones, and names that are new; what was left open stays open.

    The last answer counts, however the name was written when it was answered before.
    """
    same = {key_of(text): (text, known) for text, known in options.same}
    new = {key_of(text): text for text in options.new}
    for place, question in enumerate(questions_of(plan.layout)):
        answer, text = posted.get(f"answer-{place}", ""), question["text"]
        key = key_of(text)
        if answer == "new":
            same.pop(key, None)
            new[key] = text
        elif answer in [f"same-{code}" for code, _ in question["known"]]:
            new.pop(key, None)
            same[key] = text, answer.removeprefix("same-")
    return {"same": tuple(same.values()), "new": tuple(new.values())}


def _columns(posted, plan: Plan, options: Options) -> tuple:
    """What was chosen before, and what differs now from how the columns were shown."""
    chosen = dict(options.columns)
    for column in plan.layout["columns"]:
        reading = _posted(posted, column, plan.layout["names"])
        if reading and str(reading) != _shown(column):
            chosen[f"[{column['letters']}]"] = str(reading)
    return tuple(chosen.items())


def _posted(posted, column: dict, names: list[str]) -> Reading | None:
    letters = column["letters"]
    name = posted.get(f"column-{letters}", "")
    if name not in names:
        return None
    if name == DAY:
        return Reading(name, posted.get(f"day-{letters}", "").strip()[:LONGEST])
    if name != MARKS or f"subject-{letters}" not in posted:
        return Reading(name)
    subject, component, maximum = (
        posted.get(f"{part}-{letters}", "").strip()[:LONGEST]
        for part in ("subject", "component", "maximum")
    )
    return Reading(name, subject, component, _maximum(maximum, column))


def _maximum(text: str, column: dict):
    try:
        return maximum_of(text_cell(text)) if text else None
    except Refused as refusal:
        raise refuse_file(
            refusal.reason, refusal.mend, column=column["title"], value=text
        ) from refusal


def _shown(column: dict) -> str:
    if column["reading"] == DAY:
        return str(Reading(DAY, column["subject"]))
    if column["reading"] != MARKS:
        return column["reading"]
    maximum = Decimal(column["maximum"]) if column["maximum"] else None
    return str(Reading(MARKS, column["subject"], column["component"], maximum))
