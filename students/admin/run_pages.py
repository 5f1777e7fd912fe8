"""What the page of an import run shows: the preview as it would be stored, or what came of it."""

import itertools
from urllib.parse import urlencode

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext as _

from students.admin.cleaning_cards import (
    altered_rows,
    cleaning_cards,
    corrections_card,
    noted,
)
from students.admin.faces import FACES
from students.admin.importing import vars_of
from students.admin.reading_cards import reading_cards, waiting_title
from students.admin.run_words import (
    LEFT,
    PROBLEMS_SHOWN,
    TABS,
    after_words,
    created_lines,
    preview_title,
    problems_note,
    run_title,
    store_words,
    storing_words,
)
from students.imports import runs
from students.imports.office.kinds import SHEETS
from students.imports.plans import Plan, PlanRow
from students.models import ImportRun

ROWS_A_PAGE = 50
STATES = ("new", "changed", "same", "refused")


def previewed_page(request, run: ImportRun) -> dict:
    """The context of a run that waits: counts, problems, rows of one state and page, the foot."""
    plan = runs.plan_of(run)
    seen: set = set()
    problems = [vars_of(problem, seen) for problem in plan.problems(limit=PROBLEMS_SHOWN)]
    return {
        **reading_cards(run, plan),
        **cleaning_cards(run, plan),
        "title": waiting_title(plan) or preview_title(plan),
        "counts": {} if plan.layout.get("problems") else plan.counts,
        "problems": problems,
        "problems_note": problems_note(plan),
        "download_url": _url(run, "refused") if plan.counts["refused"] else "",
        "created": created_lines(plan.created),
        "left_out": ", ".join(plan.left_out),
        "preview": _preview(request, run, plan, seen),
        "alarms": () if plan.does_nothing else plan.alarms,
        "foot": _foot(run, plan),
    }


def _preview(request, run: ImportRun, plan: Plan, seen: set) -> dict:
    """The table of rows: of one state, of a column that was altered, or all."""
    state, altered = request.GET.get("state"), request.GET.get("altered", "")
    state = state if state in STATES else None
    altered = altered if altered in plan.mended else ""
    total = plan.counts[state] if state else sum(plan.counts[name] for name in STATES)
    if altered:
        total = sum(1 for _row in altered_rows(plan, altered))
    page = _page_number(request, total)
    start = (page - 1) * ROWS_A_PAGE
    rows = plan.rows(state, start=start, limit=ROWS_A_PAGE)
    if altered:
        rows = itertools.islice(altered_rows(plan, altered), start, start + ROWS_A_PAGE)
    chosen = {"altered": altered} if altered else {"state": state} if state else {}
    is_office = run.kind in SHEETS
    return {
        "columns": plan.columns,
        "rows": [_row(row, plan, seen) for row in rows],
        "tabs": _tabs(plan, state, altered),
        "pages": _pages(chosen, page, total),
        "after_title": _("Altered") if is_office else _("Average and grade after"),
    }


def stored_page(request, run: ImportRun) -> dict:
    """The context of a run that was stored, taken back or given up."""
    counts = run.counts.get("rows") or {}
    stored = run.state == ImportRun.State.STORED and run.kind != ImportRun.Kind.UNDO
    return {
        "title": run_title(run, counts),
        "counts": counts,
        "created": created_lines(run.counts.get("created") or {}),
        "download_url": _url(run, "refused") if stored and counts.get("refused") else "",
        "undo": _url(run, "undo") if stored else None,
        **corrections_card(request, run),
    }


def _row(row: PlanRow, plan: Plan, seen: set) -> dict:
    first = row.problems[0] if row.problems else None
    return {
        "number": row.number,
        "state": row.state,
        "cells": [
            {
                "text": cell.text,
                "old": cell.old,
                "became": cell.became,
                "bad": cell.bad,
                "numeric": column.numeric,
                "title": column.title,
                "always": place < 2,
            }
            for place, (cell, column) in enumerate(zip(row.cells, plan.columns, strict=True))
        ],
        "after": after_words(row.after) or noted(row),
        "reason": first.reason if first else "",
        "reason_url": f"#problem-{row.number}" if row.number in seen else "",
    }


def _tabs(plan: Plan, chosen: str | None, altered: str) -> list[dict]:
    tabs = [(_("All"), None, sum(plan.counts[name] for name in STATES))]
    tabs += [(TABS[name], name, plan.counts[name]) for name in STATES]
    return [
        {
            "title": title,
            "count": f"{count:,}",
            "url": f"?state={name}" if name else "?",
            "active": name == chosen and not altered,
        }
        for title, name, count in tabs
    ]


def _page_number(request, total: int) -> int:
    text = request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1
    return max(1, min(number, -(-total // ROWS_A_PAGE)))


def _pages(chosen: dict, page: int, total: int) -> dict | None:
    if total <= ROWS_A_PAGE:
        return None
    last = -(-total // ROWS_A_PAGE)
    first_row, last_row = (page - 1) * ROWS_A_PAGE + 1, min(page * ROWS_A_PAGE, total)
    return {
        "words": _("Rows %(first)s–%(last)s of %(total)s")
        % {"first": f"{first_row:,}", "last": f"{last_row:,}", "total": f"{total:,}"},
        "previous_url": _page_url(chosen, page - 1) if page > 1 else "",
        "next_url": _page_url(chosen, page + 1) if page < last else "",
    }


def _page_url(chosen: dict, page: int) -> str:
    return "?" + urlencode(chosen | {"page": page})


def _foot(run: ImportRun, plan: Plan) -> dict:
    counts = plan.counts
    rows = 0 if plan.obstacles else counts["new"] + counts["changed"]
    face = admin.site._registry[FACES[run.kind]]
    left = [words % {"count": f"{counts[name]:,}"} for name, words in LEFT.items() if counts[name]]
    return {
        "title": waiting_title(plan) or (storing_words(counts) if rows else _("Nothing to store")),
        "note": _("Left out: %(rows)s.") % {"rows": ", ".join(left)} if left else "",
        "store_text": store_words(rows) if rows else "",
        "store_name": "run",
        "store_value": f"{run.pk}-{run.plan_digest}",
        "store_url": face.store_url(),
        "confirm": plan.alarms and _("I have looked: this is the right file"),
        "confirm_name": "despite_alarms",
        "discard_url": _url(run, "discard"),
    }


def _url(run: ImportRun, page: str) -> str:
    return reverse(f"admin:students_importrun_{page}", args=[run.pk])
