"""Import runs as the API tells them: where each stands, and what it would do or has done."""

from rest_framework import serializers

from analytics.api.answers import ProblemRow, page_of
from analytics.api.errors import of_file
from students.imports import runs
from students.imports.outcomes import WORDS
from students.imports.plans import STATES, Plan, PlanRow
from students.imports.refusals import PlanLost
from students.models import ImportRun

RELATED = ("institution", "term", "user", "undone_by")
PROBLEMS_SHOWN = 200


class Counts(serializers.DictField):
    """Numbers by name."""

    child = serializers.IntegerField()


class RunRow(serializers.Serializer):
    """A file on its way in. `rows` counts its rows by what they would do or have done, `values`
    the cells of the register by sort; `created` is what was not there."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(ImportRun.Kind.choices)
    state = serializers.ChoiceField(ImportRun.State.choices)
    institution = serializers.CharField(allow_null=True)
    term = serializers.CharField(allow_null=True)
    file = serializers.CharField(allow_blank=True)
    user = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()
    stored_at = serializers.DateTimeField(allow_null=True)
    rows = Counts()
    values = serializers.DictField(child=Counts())
    created = serializers.DictField()
    undo_of = serializers.IntegerField(allow_null=True)
    undone_by = serializers.IntegerField(allow_null=True)


class RunDetail(RunRow):
    """The same, while a preview waits with its `digest`, which the commit repeats, and problems:
    the first two hundred, the others stand in the rows. `alarms` say what a right file seldom does.
    """

    digest = serializers.CharField(allow_null=True)
    left_out = serializers.ListField(child=serializers.CharField())
    alarms = serializers.ListField(child=serializers.CharField())
    problems = ProblemRow(many=True)
    problem_count = serializers.IntegerField()


class CellRow(serializers.Serializer):
    """A cell as in the file; `old` is the register's value where that is another."""

    column = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True)
    old = serializers.CharField(allow_null=True, allow_blank=True)
    bad = serializers.BooleanField()


class PreviewRow(serializers.Serializer):
    """A row of the file and what it would do; `after`: average and grade the student comes to."""

    row = serializers.IntegerField()
    state = serializers.ChoiceField(STATES)
    roll_no = serializers.CharField(allow_blank=True)
    cells = CellRow(many=True)
    problems = ProblemRow(many=True)
    after = serializers.CharField(allow_blank=True)


RunPage = page_of(RunRow)
PreviewPage = page_of(PreviewRow)


def run_row(run: ImportRun) -> dict:
    """A run of which `RELATED` was selected, as in the list."""
    counts = run.counts
    undone_by = getattr(run, "undone_by", None)
    return {
        "id": run.pk,
        "kind": run.kind,
        "state": run.state,
        "institution": run.institution.code if run.institution else None,
        "term": run.term.code if run.term else None,
        "file": run.file_name,
        "user": run.user.get_username() if run.user else None,
        "created_at": run.created_at,
        "stored_at": run.stored_at,
        "rows": counts.get("rows") or {},
        "values": {WORDS.get(what, what): n for what, n in (counts.get("values") or {}).items()},
        "created": counts.get("created") or {},
        "undo_of": run.undo_of_id,
        "undone_by": undone_by.pk if undone_by else None,
    }


def run_detail(run: ImportRun) -> dict:
    """The same with the plan of a preview that waits, or with why it is gone."""
    shown = {"digest": None, "left_out": [], "alarms": [], "problems": [], "problem_count": 0}
    if run.state == ImportRun.State.PREVIEWED:
        try:
            shown = _planned(runs.plan_of(run)) | {"digest": run.plan_digest}
        except PlanLost as lost:
            problems = [of_file(problem) for problem in lost.problems]
            shown |= {"problems": problems, "problem_count": len(problems)}
    return run_row(run) | shown


def _planned(plan: Plan) -> dict:
    return {
        "left_out": list(plan.left_out),
        "alarms": list(plan.alarms),
        "problems": [of_file(problem) for problem in plan.problems(limit=PROBLEMS_SHOWN)],
        "problem_count": plan.problem_count,
    }


def preview_row(row: PlanRow, plan: Plan) -> dict:
    """A row of a plan."""
    return {
        "row": row.number,
        "state": row.state,
        "roll_no": row.roll_no,
        "cells": [
            {"column": column.title, "text": cell.text, "old": cell.old, "bad": cell.bad}
            for cell, column in zip(row.cells, plan.columns, strict=True)
        ],
        "problems": [of_file(problem) for problem in row.problems],
        "after": row.after,
    }
