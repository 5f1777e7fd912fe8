"""What the page of a waiting run shows of how its file is read: columns, names, rows set aside."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from students.admin.importing import vars_of
from students.imports.plans import Plan
from students.imports.problems import Problem
from students.models import ImportRun, Subject, User

LABELS = {
    "roll_no": "Roll number",
    "name": "Name",
    "first_name": "First name",
    "last_name": "Last name",
    "branch": "Branch",
    "semester": "Semester",
    "batch": "Batch",
    "section": "Section",
    "email": "E-mail address",
    "institution": "Institution, checked",
    "term": "Term, checked",
    "attempt": "Attempt",
    "sat_term": "Term sat in",
    "published": "Published",
    "attendance": "Attendance in percent",
    "percent": "Attendance in percent (percent)",
    "held": "Classes held",
    "attended": "Classes attended",
    "excused": "Classes excused",
    "subject": "Subject of the row",
    "component": "Component of the row",
    "score": "Score of the row",
    "max": "Maximum of the row",
    "weight": "Weight of the row",
    "state": "State of the row",
    "exported": "Mark as it was exported",
    "age": _("Age, for audit alone"),
    "gender": _("Gender, for audit alone"),
    "dropout": _("Dropped out"),
    "login_days": _("Days logged in"),
    "video_hours": _("Hours of video"),
    "forum_posts": _("Forum posts"),
    "avg_score": _("Average score of 100"),
    "assignments_submitted": _("Assignments handed in"),
    "marks": "Marks in a subject",
    "day": "A class on a day",
    "left_out": "Left out",
}
SUBJECTS_OFFERED = 500


def reading_cards(run: ImportRun, plan: Plan) -> dict:
    """The context of the cards, empty for a plan drawn up by an older version."""
    layout = plan.layout
    if not layout:
        return {}
    problems = [Problem(**one) for one in layout.get("problems", ())]
    choosers = _choosers(run)
    return {
        "layout": layout,
        "columns_card": {
            "columns": [_column(column, layout, run, choosers) for column in layout["columns"]],
            "rows": layout["rows"],
            "words": _words(layout),
            "is_open": bool(problems) or any(c["why"] != "guessed" for c in layout["columns"]),
            "subjects": _subjects(run),
        },
        "reread_url": reverse("admin:students_importrun_reread", args=[run.pk]),
        "column_problems": [vars_of(problem) for problem in problems],
        "questions": questions_of(layout),
        "shown": f"{run.pk}-{run.plan_digest}",
        "aside": layout["notes"],
    }


def questions_of(layout: dict) -> list[dict]:
    """What is asked of a file's names, the open questions first; answers can be given anew."""
    return [*layout["questions"], *layout.get("answered", ())]


def waiting_title(plan: Plan) -> str:
    """The heading while something has to be said before anything can be stored; else nothing."""
    if plan.layout.get("problems"):
        return "Nothing is stored yet: say what the columns hold"
    count = len(plan.obstacles)
    return f"Nothing is stored yet: {count} name{'' if count == 1 else 's'} to confirm" * bool(
        count
    )


def _column(column: dict, layout: dict, run: ImportRun, choosers: dict) -> dict:
    is_unknown = column["reading"] not in layout["names"]
    choices = [(name, LABELS[name], name == column["reading"]) for name in layout["names"]]
    return column | {
        "choices": [("", "Not known: choose", True), *choices] if is_unknown else choices,
        "is_day": column["reading"] == "day",
        "is_marks": column["reading"] == "marks" and not is_unknown,
        "why": _why(column, layout, run, choosers),
    }


def _choosers(run: ImportRun) -> dict[str, User]:
    """Who chose how the column of which letters is read, other than whoever sent the file."""
    chosen = run.options.get("chosen_by", {})
    users = User.objects.in_bulk(set(chosen.values()))
    return {column.strip("[]"): users.get(who) for column, who in chosen.items()}


def _why(column: dict, layout: dict, run: ImportRun, choosers: dict) -> str:
    if column["why"] == "chosen":
        return f"chosen by {choosers.get(column['letters']) or run.user or 'you'}"
    if column["why"] == "remembered":
        number = layout["remembered_from"]
        return f"remembered from run {number}" if number else "remembered"
    if column["reading"] == "left_out":
        return "known, and not read" if column["title"] else "no title"
    if column["reading"] == "marks":
        return "its title is a subject" if column["is_known"] else "no known title: a new subject"
    return "guessed from its title"


def _words(layout: dict) -> str:
    read = sum(column["reading"] != "left_out" for column in layout["columns"])
    left = len(layout["columns"]) - read
    left_out = f", {left} left out" if left else ""
    return f"Titles in row {layout['header_row']}; {read} columns read{left_out}."


def _subjects(run: ImportRun) -> list:
    rows = Subject.objects.filter(institution=run.institution_id).order_by("code_key")
    return list(rows.values_list("code", "title")[:SUBJECTS_OFFERED])
