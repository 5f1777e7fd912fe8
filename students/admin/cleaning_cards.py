"""What the page of an import run shows of cleaning: what was altered, and what is doubtful."""

import csv
import io
import itertools
from collections.abc import Iterator
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from students.imports.cells import guarded
from students.imports.options import Options
from students.imports.plans import Plan, PlanRow
from students.models import Correction, ImportRun

DOUBTS_SHOWN = 200
CORRECTIONS_A_PAGE = 50
TITLES = ("row", "record", "column", "found", "stored", "how", "reason")


def cleaning_cards(run: ImportRun, plan: Plan) -> dict:
    """The cards of a preview: columns that were altered, cells that are doubtful."""
    if not (plan.mended or plan.doubted or _taken(run)):
        return {}
    labels = dict(Correction.Sort.choices)
    doubts = list(itertools.islice(_doubts(plan), DOUBTS_SHOWN))
    return {
        "altered": [
            {
                "column": column,
                "how": labels[sort],
                "count": count,
                "url": "?" + urlencode({"altered": column}),
            }
            for column, sorts in plan.mended.items()
            for sort, count in sorts.items()
        ],
        "doubts": doubts,
        "can_take": bool(_taken(run)) or any(doubt["choice"] for doubt in doubts),
        "doubts_more": max(plan.doubted - DOUBTS_SHOWN, 0),
        "taken": [
            {"choice": choice, "words": words} for choice, words in _taken_words(run, plan).items()
        ],
    }


def choices_shown(plan: Plan, options: Options) -> Iterator[str]:
    """The cells that can be ticked on the page: doubtful ones, and those taken already."""
    shown = itertools.islice(_doubts(plan), DOUBTS_SHOWN)
    yield from (doubt["choice"] for doubt in shown if doubt["choice"])
    yield from options.taken


def altered_rows(plan: Plan, column: str) -> Iterator[PlanRow]:
    """The rows in which a column was altered."""
    return (row for row in plan.single_rows() if any(mend[0] == column for mend in row.mends))


def noted(row: PlanRow) -> str:
    """How much of a row was altered and is doubtful, in a few words."""
    said = []
    if count := len(row.mends):
        said.append(ngettext("%(count)s altered", "%(count)s altered", count) % {"count": count})
    if count := len(row.doubts):
        said.append(ngettext("%(count)s doubtful", "%(count)s doubtful", count) % {"count": count})
    return ", ".join(said)


def corrections_card(request, run: ImportRun) -> dict:
    """A page of what a stored run altered; nothing for a run that altered nothing."""
    rows = Correction.objects.filter(run=run.undo_of_id or run.pk).order_by("row", "pk")
    pages = Paginator(rows, CORRECTIONS_A_PAGE)
    if not pages.count:
        return {}
    page = pages.get_page(request.GET.get("page"))
    words = _("Cells %(first)s–%(last)s of %(total)s")
    numbers = {"first": page.start_index(), "last": page.end_index(), "total": pages.count}
    return {
        "corrections": list(page),
        "corrections_url": reverse("admin:students_importrun_corrections", args=[run.pk]),
        "corrections_pages": {
            "words": words % {name: f"{number:,}" for name, number in numbers.items()},
            "previous_url": f"?page={page.number - 1}" if page.has_previous() else "",
            "next_url": f"?page={page.number + 1}" if page.has_next() else "",
        },
    }


def corrections_csv(run: ImportRun) -> bytes:
    """All that a run altered; no cell runs as a formula when a spreadsheet opens the file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(TITLES)
    names = ("row", "record", "column", "found", "became", "sort", "reason")
    rows = Correction.objects.filter(run=run.undo_of_id or run.pk).order_by("row", "pk")
    for row in rows.values_list(*names).iterator():
        writer.writerow([guarded(str(value)) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _doubts(plan: Plan) -> Iterator[dict]:
    if not plan.doubted:
        return
    for row in plan.single_rows():
        for _fact, _name, column, value, proposal, reason, choice in row.doubts:
            yield {
                "row": row.number,
                "column": column,
                "value": value,
                "proposal": proposal,
                "reason": reason,
                "choice": choice,
            }


def _taken(run: ImportRun) -> tuple[str, ...]:
    return Options.from_json(run.options).taken


def _taken_words(run: ImportRun, plan: Plan) -> dict[str, str]:
    """The cells whose proposals are taken, with what they were and are."""
    taken, words = _taken(run), {}
    numbers = {choice.partition(":")[0]: choice for choice in taken}
    for row in plan.single_rows() if taken else ():
        if choice := numbers.get(str(row.number)):
            corrected = (mend for mend in row.mends if mend[3] == Correction.Sort.CORRECTED)
            said = [f"{column}: {found} → {became}" for column, found, became, *_rest in corrected]
            words[choice] = ", ".join(said)
    return {choice: words.get(choice) or choice for choice in taken}
