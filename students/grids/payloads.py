"""The grid as plain values for its script: its cells, and what grades are computed from."""

from students.grids.pages import Page, ShownRow
from students.imports.compared_marks import WORDS
from students.imports.standings import Standing
from students.imports.titles import ALIASES
from students.imports.values import MARK_MEND, NOT_YET, STATES
from students.models import PolicyVersion

MARK_NAMES = ("state", "score", "max_score")


def payload(page: Page, user_id: int) -> dict:
    """What the script reads. Of another subject only what a seer of the whole record may know."""
    sheet = page.sheet
    versions = {row.result.policy_version_id for row in sheet.rows}
    policies = PolicyVersion.objects.in_bulk(versions)
    return {
        "user": user_id,
        "words": {"states": STATES, "shown": WORDS, "not_yet": NOT_YET, "mend": str(MARK_MEND)},
        "heads": [sheet.place.subject.code, sheet.place.subject.title, *ALIASES["score"].split()],
        "columns": [
            {
                "number": column.number,
                "title": column.title,
                "weight": f"{column.part.weight:f}" if column.part else None,
            }
            for column in sheet.columns
        ],
        "unsettled": sheet.is_unsettled,
        "maximum": page.maximum,
        "entered": page.entered_words,
        "policies": {pk: version.definition for pk, version in policies.items()},
        "rows": [_row(page, row) for row in page.rows],
    }


def _row(page: Page, shown: ShownRow) -> dict:
    row = shown.row
    return {
        "result": row.result.pk,
        "roll_no": row.result.student.roll_no,
        "name": row.name,
        "closed": row.closed,
        "policy": row.result.policy_version_id,
        "cells": [
            {
                "name": cell.name,
                "text": cell.text,
                "token": cell.token,
                "maximum": cell.maximum,
                "published": cell.is_published,
            }
            for cell in shown.cells
        ],
        **(_whole(row.standing, row.subject_key) if shown.is_whole else {}),
    }


def _whole(standing: Standing, subject_key: str) -> dict:
    """First attempts in the other subjects, and attendance, as the rules' preview reads them."""
    others = [
        dict(zip(MARK_NAMES, (state, score or "", maximum), strict=True))
        for (subject, attempt), (state, score, maximum, _) in standing.marks.items()
        if attempt == 1 and subject != subject_key
    ]
    return {"others": others, "attendance": _attendance(standing)}


def _attendance(standing: Standing) -> dict:
    names = ("held", "attended", "excused", "percent")
    texts = {
        subject: {
            name: "" if one is None else str(one) for name, one in zip(names, value, strict=True)
        }
        for subject, value in standing.attendance.items()
    }
    term = texts.pop("", {})
    return {**term, "subjects": list(texts.values())}
