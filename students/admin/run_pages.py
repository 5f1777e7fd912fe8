"""What the page of an import run shows: the preview as it would be stored, or what came of it."""

from urllib.parse import urlencode

from django.contrib import admin
from django.urls import reverse

from students.admin.importing import vars_of
from students.admin.reading_cards import reading_cards, waiting_title
from students.imports import runs
from students.imports.plans import Plan, PlanRow
from students.models import Enrolment, ImportRun, Mark, Student, TermAttendance

ROWS_A_PAGE = 50
PROBLEMS_SHOWN = 200
LISTED = 40
STATES = ("new", "changed", "same", "refused")
SAID = {"results": "Students’ terms"}
FACES = {
    ImportRun.Kind.STUDENTS: Student,
    ImportRun.Kind.MARKS: Mark,
    ImportRun.Kind.ATTENDANCE: TermAttendance,
    ImportRun.Kind.ENGAGEMENT: Enrolment,
}


def counted(count: int, word: str) -> str:
    """ "1 row", "1,234 rows"."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


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
        "title": waiting_title(plan) or _title(plan),
        "counts": {} if plan.layout.get("problems") else plan.counts,
        "problems": problems,
        "problems_note": _more_problems(plan),
        "download_url": _url(run, "refused") if plan.counts["refused"] else "",
        "created": created_lines(plan.created),
        "left_out": ", ".join(plan.left_out),
        "preview": {
            "columns": plan.columns,
            "rows": [_row(row, plan, seen) for row in rows],
            "tabs": _tabs(plan, state),
            "pages": _pages(state, page, total),
            "after_title": "Average and grade after",
        },
        "alarms": () if plan.does_nothing else plan.alarms,
        "foot": _foot(run, plan),
    }


def stored_page(run: ImportRun) -> dict:
    """The context of a run that was stored, taken back or given up."""
    counts = run.counts.get("rows") or {}
    stored = run.state == ImportRun.State.STORED and run.kind != ImportRun.Kind.UNDO
    return {
        "title": _told(run, counts),
        "counts": counts,
        "created": created_lines(run.counts.get("created") or {}),
        "download_url": _url(run, "refused") if stored and counts.get("refused") else "",
        "undo": _url(run, "undo") if stored else None,
    }


def created_lines(created: dict) -> list[str]:
    """What is made besides marks: "Branches: CSE, ECE, IT", every one named up to forty."""
    lines = []
    for name, made in created.items():
        words = f"{made:,}" if isinstance(made, int) else made
        if not isinstance(words, str):
            more = len(made) - LISTED
            words = ", ".join(made[:LISTED]) + (f" and {more} more" if more > 0 else "")
        lines.append(f"{SAID.get(name, name.capitalize())}: {words}")
    return lines


def _title(plan: Plan) -> str:
    counts = plan.counts
    refused = f", {counts['refused']:,} refused" if counts["refused"] else ""
    if plan.does_nothing:
        return f"There is nothing to store{refused}"
    rows = counted(counts["new"] + counts["changed"], "row")
    return f"Nothing is stored yet: {rows} to store{refused}"


def _told(run: ImportRun, counts: dict) -> str:
    words = {
        ImportRun.State.STORED: "Stored",
        ImportRun.State.UNDONE: "Taken back",
        ImportRun.State.DISCARDED: "Nothing was stored",
    }
    if run.kind == ImportRun.Kind.UNDO:
        return f"Run {run.undo_of_id} was taken back"
    rows = counted(counts.get("new", 0) + counts.get("changed", 0), "row")
    word = words.get(run.state, run.get_state_display())
    return f"{word}: {rows}" if run.state in (run.State.STORED, run.State.UNDONE) else word


def _more_problems(plan: Plan) -> str:
    more = plan.problem_count - PROBLEMS_SHOWN
    if more <= 0:
        return "They are left out when the others are stored."
    return f"The first {PROBLEMS_SHOWN}; {more:,} more are in the file of refused rows."


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
    tabs = [("All", None, sum(plan.counts[name] for name in STATES))]
    tabs += [(name.capitalize(), name, plan.counts[name]) for name in STATES]
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
        "words": f"Rows {first_row:,}–{last_row:,} of {total:,}",
        "previous_url": _page_url(state, page - 1) if page > 1 else "",
        "next_url": _page_url(state, page + 1) if page < last else "",
    }


def _page_url(state: str | None, page: int) -> str:
    return "?" + urlencode({"state": state, "page": page} if state else {"page": page})


def _foot(run: ImportRun, plan: Plan) -> dict:
    counts = plan.counts
    rows = counts["new"] + counts["changed"]
    face = admin.site._registry[FACES[run.kind]]
    parts = [f"{counts[name]:,} {name}" for name in ("new", "changed") if counts[name]]
    left = [
        f"{counts[name]:,} {word}"
        for name, word in (("same", "the same"), ("refused", "refused"))
        if counts[name]
    ]
    rows = 0 if plan.obstacles else rows
    store = f"Store {' and '.join(parts)} {'row' if rows == 1 else 'rows'}"
    return {
        "title": waiting_title(plan) or (store if rows else "Nothing to store"),
        "note": f"Left out: {', '.join(left)}." if left else "",
        "store_text": f"Store {counted(rows, 'row')}" if rows else "",
        "store_name": "run",
        "store_value": f"{run.pk}-{run.plan_digest}",
        "store_url": face.store_url(),
        "confirm": plan.alarms and "I have looked: this is the right file",
        "confirm_name": "despite_alarms",
        "discard_url": _url(run, "discard"),
    }


def _url(run: ImportRun, page: str) -> str:
    return reverse(f"admin:students_importrun_{page}", args=[run.pk])
