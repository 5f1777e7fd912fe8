"""What the page of a waiting run shows of how its file is read: columns, names, rows set aside."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from students.admin.importing import vars_of
from students.imports.office.kinds import SHEETS
from students.imports.plans import Plan
from students.imports.problems import Problem
from students.models import ImportRun, Subject, User

LABELS = {
    "roll_no": gettext_lazy("Roll number"),
    "name": gettext_lazy("Name"),
    "first_name": gettext_lazy("First name"),
    "last_name": gettext_lazy("Last name"),
    "branch": gettext_lazy("Branch"),
    "semester": gettext_lazy("Semester"),
    "batch": gettext_lazy("Batch"),
    "section": gettext_lazy("Section"),
    "email": gettext_lazy("E-mail address"),
    "institution": gettext_lazy("Institution, checked"),
    "term": gettext_lazy("Term, checked"),
    "attempt": gettext_lazy("Attempt"),
    "sat_term": gettext_lazy("Term sat in"),
    "published": gettext_lazy("Published"),
    "attendance": gettext_lazy("Attendance in percent"),
    "percent": gettext_lazy("Attendance in percent (percent)"),
    "held": gettext_lazy("Classes held"),
    "attended": gettext_lazy("Classes attended"),
    "excused": gettext_lazy("Classes excused"),
    "subject": gettext_lazy("Subject of the row"),
    "component": gettext_lazy("Component of the row"),
    "score": gettext_lazy("Score of the row"),
    "max": gettext_lazy("Maximum of the row"),
    "weight": gettext_lazy("Weight of the row"),
    "state": gettext_lazy("State of the row"),
    "exported": gettext_lazy("Mark as it was exported"),
    "age": gettext_lazy("Age, for audit alone"),
    "gender": gettext_lazy("Gender, for audit alone"),
    "dropout": gettext_lazy("Dropped out"),
    "login_days": gettext_lazy("Days logged in"),
    "video_hours": gettext_lazy("Hours of video"),
    "forum_posts": gettext_lazy("Forum posts"),
    "avg_score": gettext_lazy("Average score of 100"),
    "assignments_submitted": gettext_lazy("Assignments handed in"),
    "assignments_given": gettext_lazy("Assignments given"),
    "assignments_on_time": gettext_lazy("Assignments handed in by their day"),
    "marks": gettext_lazy("Marks in a subject"),
    "instalment": gettext_lazy("Amount of a month or instalment"),
    "instalment_day": gettext_lazy("Day of a month or instalment"),
    "day": gettext_lazy("A class on a day"),
    "class_day": gettext_lazy("Day of the row"),
    "period": gettext_lazy("Period of the row"),
    "left_out": gettext_lazy("Left out"),
}
OF_ATTENDANCE = {"state": gettext_lazy("Presence of the row")}
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
            "is_of_a_term": run.kind not in SHEETS,
        },
        "reread_url": reverse("admin:students_importrun_reread", args=[run.pk]),
        "column_problems": [vars_of(problem) for problem in problems],
        "questions": questions_of(layout),
        "shown": f"{run.pk}-{run.plan_digest}",
        "aside": layout["notes"],
    }


def labels_of(kind: str) -> dict:
    """What the columns of an office file are called, by name."""
    return {field.name: field.label for field in SHEETS[kind].fields} if kind in SHEETS else {}


def questions_of(layout: dict) -> list[dict]:
    """What is asked of a file's names, the open questions first; answers can be given anew."""
    return [*layout["questions"], *layout.get("answered", ())]


def waiting_title(plan: Plan) -> str:
    """The heading while something has to be said before anything can be stored; else nothing."""
    if plan.layout.get("problems"):
        return _("Nothing is stored yet: say what the columns hold")
    count = len(plan.obstacles)
    if not count:
        return ""
    words = ngettext(
        "Nothing is stored yet: %(count)s name to confirm",
        "Nothing is stored yet: %(count)s names to confirm",
        count,
    )
    return words % {"count": count}


def _column(column: dict, layout: dict, run: ImportRun, choosers: dict) -> dict:
    is_unknown = column["reading"] not in layout["names"]
    labels = LABELS | labels_of(run.kind)
    if run.kind == ImportRun.Kind.ATTENDANCE:
        labels |= OF_ATTENDANCE
    choices = [(name, labels[name], name == column["reading"]) for name in layout["names"]]
    return column | {
        "choices": [("", _("Not known: choose"), True), *choices] if is_unknown else choices,
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
        who = choosers.get(column["letters"]) or run.user
        return _("chosen by %(who)s") % {"who": who} if who else _("chosen by you")
    if column["why"] == "remembered":
        number = layout["remembered_from"]
        words = _("remembered from run %(number)s") if number else _("remembered")
        return words % {"number": number}
    if column["reading"] == "left_out":
        return _("known, and not read") if column["title"] else _("no title")
    if column["reading"] == "marks" and not (column["is_known"] or "marks" in layout["names"]):
        return _("no known title")
    if column["reading"] == "marks":
        is_known = column["is_known"]
        return _("its title is a subject") if is_known else _("no known title: a new subject")
    return _("guessed from its title")


def _words(layout: dict) -> str:
    read = sum(column["reading"] != "left_out" for column in layout["columns"])
    left = len(layout["columns"]) - read
    words = _("Titles in row %(row)s; %(read)s columns read.")
    if left:
        words = _("Titles in row %(row)s; %(read)s columns read, %(left)s left out.")
    return words % {"row": layout["header_row"], "read": read, "left": left}


def _subjects(run: ImportRun) -> list:
    rows = Subject.objects.filter(institution=run.institution_id).order_by("code_key")
    return list(rows.values_list("code", "title")[:SUBJECTS_OFFERED])
