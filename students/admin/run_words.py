"""What the page of an import run says in words: its heading, what is made, what the button does."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from students.imports.parts import WITHHELD
from students.imports.plans import Plan
from students.models import ImportRun, State

PROBLEMS_SHOWN = 200
LISTED = 40
TABS = {
    "new": gettext_lazy("New"),
    "changed": gettext_lazy("Changed"),
    "same": gettext_lazy("Same"),
    "refused": gettext_lazy("Refused"),
}
LEFT = {"same": gettext_lazy("%(count)s the same"), "refused": gettext_lazy("%(count)s refused")}
SAID = {
    "institution": gettext_lazy("Institution"),
    "term": gettext_lazy("Term"),
    "branches": gettext_lazy("Branches"),
    "batches": gettext_lazy("Batches"),
    "subjects": gettext_lazy("Subjects"),
    "components": gettext_lazy("Components"),
    "classes": gettext_lazy("Classes"),
    "students": gettext_lazy("Students"),
    "results": gettext_lazy("Students’ terms"),
    "student": gettext_lazy("Students"),
    "personaldetail": gettext_lazy("Particulars"),
    "staff": gettext_lazy("Trainers"),
    "batch": gettext_lazy("Batches"),
    "admission": gettext_lazy("Admissions"),
    "batchtrainer": gettext_lazy("Trainers of batches"),
    "trainerrating": gettext_lazy("Trainer ratings"),
    "feeplan": gettext_lazy("Fee plans"),
    "feedue": gettext_lazy("Fee dues"),
    "payment": gettext_lazy("Payments"),
}


def after_words(after: str) -> str:
    """What a student's marks would come to, as staged, in the reader's words."""
    return str(State.WITHHELD.label).lower() if after == WITHHELD else after


def created_lines(created: dict) -> list[str]:
    """What is made besides marks: "Branches: CSE, ECE, IT", every one named up to forty."""
    lines = []
    for name, made in created.items():
        words = f"{made:,}" if isinstance(made, int) else made
        if not isinstance(words, str):
            more = len(made) - LISTED
            words = ", ".join(made[:LISTED])
            if more > 0:
                words = _("%(listed)s and %(more)s more") % {"listed": words, "more": more}
        lines.append(f"{SAID.get(name, name.capitalize())}: {words}")
    return lines


def preview_title(plan: Plan) -> str:
    """What storing a preview would do, in a line."""
    counts = plan.counts
    refused = f"{counts['refused']:,}" if counts["refused"] else ""
    if plan.does_nothing:
        if refused:
            return _("There is nothing to store, %(refused)s refused") % {"refused": refused}
        return _("There is nothing to store")
    count = counts["new"] + counts["changed"]
    if refused:
        words = ngettext(
            "Nothing is stored yet: %(count)s row to store, %(refused)s refused",
            "Nothing is stored yet: %(count)s rows to store, %(refused)s refused",
            count,
        )
        return words % {"count": f"{count:,}", "refused": refused}
    words = ngettext(
        "Nothing is stored yet: %(count)s row to store",
        "Nothing is stored yet: %(count)s rows to store",
        count,
    )
    return words % {"count": f"{count:,}"}


def run_title(run: ImportRun, counts: dict) -> str:
    """What became of a run that waits no more, in a line."""
    if run.kind == ImportRun.Kind.UNDO:
        return _("Run %(number)s was taken back") % {"number": run.undo_of_id}
    count = counts.get("new", 0) + counts.get("changed", 0)
    words = {
        ImportRun.State.STORED: ngettext("Stored: %(count)s row", "Stored: %(count)s rows", count),
        ImportRun.State.UNDONE: ngettext(
            "Taken back: %(count)s row", "Taken back: %(count)s rows", count
        ),
        ImportRun.State.DISCARDED: _("Nothing was stored"),
    }
    return words.get(run.state, str(run.get_state_display())) % {"count": f"{count:,}"}


def problems_note(plan: Plan) -> str:
    """What becomes of the refused rows, and how many of them are not shown."""
    more = plan.problem_count - PROBLEMS_SHOWN
    if more <= 0:
        return _("They are left out when the others are stored.")
    return _("The first %(most)s; %(count)s more are in the file of refused rows.") % {
        "most": PROBLEMS_SHOWN,
        "count": f"{more:,}",
    }


def store_words(rows: int) -> str:
    """ "Store 7 rows"."""
    words = ngettext("Store %(count)s row", "Store %(count)s rows", rows)
    return words % {"count": f"{rows:,}"}


def storing_words(counts: dict) -> str:
    """ "Store 5 new and 2 changed rows"."""
    new, changed = counts["new"], counts["changed"]
    if new and changed:
        words = _("Store %(new)s new and %(changed)s changed rows")
    elif new:
        words = ngettext("Store %(new)s new row", "Store %(new)s new rows", new)
    else:
        words = ngettext("Store %(changed)s changed row", "Store %(changed)s changed rows", changed)
    return words % {"new": f"{new:,}", "changed": f"{changed:,}"}
