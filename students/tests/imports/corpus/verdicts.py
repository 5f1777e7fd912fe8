"""What comes of a file of the corpus, by the door of the commands and by that of the pages."""

from dataclasses import dataclass

from django.db import transaction

from students.imports import runs
from students.imports.cells import plain
from students.imports.problems import folded
from students.imports.refusals import FileRefused, ImportRefused
from students.models import ComponentMark, Mark, SubjectAttendance, TermAttendance
from students.tests import factories as make
from students.tests.imports.corpus.cases import IMPORTED, PARTLY, REFUSED, Case

NOTHING = "nothing to store"


@dataclass(frozen=True)
class Verdict:
    """The verdict in a word, the sentences shown, and what the register then holds."""

    word: str
    sentences: tuple[str, ...]
    figures: str


def judged(case: Case) -> Verdict:
    """The verdict by command, in a register that is as it was afterwards."""
    with transaction.atomic():
        prepare(case)
        verdict = by_command(case)
        transaction.set_rollback(True)
    return verdict


def prepare(case: Case):
    """The register a case begins with: a term, and what was imported before."""
    make.term()
    if case.before:
        runs.run_at_once("marks", case.before.encode(), "before")


def by_command(case: Case) -> Verdict:
    """What the import command makes of it."""
    try:
        summary = runs.run_at_once(
            case.kind,
            case.file(),
            "file",
            options=case.options,
            skip_refused=case.verdict == PARTLY,
        )
    except ImportRefused as refusal:
        return Verdict(REFUSED, tuple(folded(refusal.problems)), stored_figures())
    sentences = (*folded(summary.problems), *summary.notes)
    if summary.stored:
        word = PARTLY if summary.problems else IMPORTED
    else:
        word = REFUSED if summary.problems else NOTHING
    return Verdict(word, sentences, stored_figures())


def by_page(case: Case) -> Verdict:
    """What the preview of the page says; nothing is stored by it."""
    try:
        run = runs.preview(case.kind, case.file(), "file", options=case.options, ask=True)
    except FileRefused as refusal:
        return Verdict(REFUSED, tuple(folded(refusal.problems)), stored_figures())
    plan = runs.plan_of(run)
    if plan.obstacles:
        return Verdict(REFUSED, plan.obstacles, stored_figures())
    sentences = (*folded(plan.problems()), *plan.layout["notes"])
    good = plan.counts["new"] + plan.counts["changed"]
    word = (
        (PARTLY if good else REFUSED) if plan.counts["refused"] else IMPORTED if good else NOTHING
    )
    return Verdict(word, sentences, stored_figures())


def stored_figures() -> str:
    """All marks, components and attendance of the register, sorted."""
    return "; ".join(sorted((*_marks(), *_parts(), *_attendances())))


def _marks():
    for mark in Mark.objects.select_related("result__student", "subject"):
        value = plain(mark.score) if mark.state == "present" else mark.state
        roll_no = mark.result.student.roll_no
        yield f"{roll_no} {mark.subject.code_key} {value}/{plain(mark.max_score)}"


def _parts():
    rows = ComponentMark.objects.select_related(
        "mark__result__student", "mark__subject", "component"
    )
    for part in rows:
        value = plain(part.score) if part.state == "present" else part.state
        who = f"{part.mark.result.student.roll_no} {part.mark.subject.code_key}"
        yield f"{who}/{part.component.code.upper()} {value}/{plain(part.component.max_score)}"


def _attendances():
    for row in TermAttendance.objects.select_related("result__student"):
        said = (
            f"{plain(row.percent)}%" if row.percent is not None else f"{row.attended} of {row.held}"
        )
        yield f"{row.result.student.roll_no} attendance {said}"
    for row in SubjectAttendance.objects.select_related("result__student", "subject"):
        who = f"{row.result.student.roll_no} {row.subject.code_key}"
        yield f"{who} attendance {row.attended} of {row.held}"
