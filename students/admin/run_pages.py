"""What the page of an import run shows: the preview as it would be stored, or what came of it."""

from urllib.parse import urlencode

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext as _

from students.admin.importing import vars_of
from students.admin.reading_cards import reading_cards, waiting_title
from students.admin.run_words import (
    LEFT,
    PROBLEMS_SHOWN,
    TABS,
    created_lines,
    preview_title,
    problems_note,
    run_title,
    store_words,
    storing_words,
)
from students.imports import runs
from students.imports.plans import Plan, PlanRow
from students.models import Enrolment, ImportRun, Mark, Student, TermAttendance

ROWS_A_PAGE = 50
STATES = ("new", "changed", "same", "refused")
FACES = {
    ImportRun.Kind.STUDENTS: Student,
    ImportRun.Kind.MARKS: Mark,
    ImportRun.Kind.ATTENDANCE: TermAttendance,
    ImportRun.Kind.ENGAGEMENT: Enrolment,
}


def previewed_page(request, run: ImportRun) -> dict:
    """The context of a run that waits: counts, problems, rows of one state and page, the foot."""
    plan = runs.plan_of(run)
    state = request.GET.get("state")
    state = state if state in STATES else None
    total = plan.counts[state] if state else sum(plan.counts[name] for name in STATES)
    page = _page_number(request, total)
    seen: set = set()
    problems = [vars_of(problem, seen) for problem in plan.problems(limit=PROBLEMS_SHOWN)]
    rows = plan.rows(state, start=(page - 1) * ROWS_A_PAGE, limit=ROWS_A_PAGE)
    return {
        **reading_cards(run, plan),
        "title": waiting_title(plan) or preview_title(plan),
        "counts": {} if plan.layout.get("problems") else plan.counts,
        "problems": problems,
        "problems_note": problems_note(plan),
        "download_url": _url(run, "refused") if plan.counts["refused"] else "",
        "created": created_lines(plan.created),
        "left_out": ", ".join(plan.left_out),
        "preview": {
            "columns": plan.columns,
            "rows": [_row(row, plan, seen) for row in rows],
            "tabs": _tabs(plan, state),
            "pages": _pages(state, page, total),
            "after_title": _("Average and grade after"),
        },
        "alarms": () if plan.does_nothing else plan.alarms,
        "foot": _foot(run, plan),
    }


def stored_page(run: ImportRun) -> dict:
    """The context of a run that was stored, taken back or given up."""
    counts = run.counts.get("rows") or {}
    stored = run.state == ImportRun.State.STORED and run.kind != ImportRun.Kind.UNDO
    return {
        "title": run_title(run, counts),
        "counts": counts,
        "created": created_lines(run.counts.get("created") or {}),
        "download_url": _url(run, "refused") if stored and counts.get("refused") else "",
        "undo": _url(run, "undo") if stored else None,
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
                "bad": cell.bad,
                "numeric": column.numeric,
                "title": column.title,
                "always": place < 2,
            }
            for place, (cell, column) in enumerate(zip(row.cells, plan.columns, strict=True))
        ],
        "after": row.after,
        "reason": first.reason if first else "",
        "reason_url": f"#problem-{row.number}" if row.number in seen else "",
    }


def _tabs(plan: Plan, chosen: str | None) -> list[dict]:
    tabs = [(_("All"), None, sum(plan.counts[name] for name in STATES))]
    tabs += [(TABS[name], name, plan.counts[name]) for name in STATES]
    return [
        {
            "title": title,
            "count": f"{count:,}",
            "url": f"?state={name}" if name else "?",
            "active": name == chosen,
        }
        for title, name, count in tabs
    ]


def _page_number(request, total: int) -> int:
    text = request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1
    return max(1, min(number, -(-total // ROWS_A_PAGE)))


def _pages(state: str | None, page: int, total: int) -> dict | None:
    if total <= ROWS_A_PAGE:
        return None
    last = -(-total // ROWS_A_PAGE)
    first_row, last_row = (page - 1) * ROWS_A_PAGE + 1, min(page * ROWS_A_PAGE, total)
    return {
        "words": _("Rows %(first)s–%(last)s of %(total)s")
        % {"first": f"{first_row:,}", "last": f"{last_row:,}", "total": f"{total:,}"},
        "previous_url": _page_url(state, page - 1) if page > 1 else "",
        "next_url": _page_url(state, page + 1) if page < last else "",
    }


def _page_url(state: str | None, page: int) -> str:
    return "?" + urlencode({"state": state, "page": page} if state else {"page": page})


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
