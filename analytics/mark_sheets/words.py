"""The words for what a mark sheet holds as codes, on paper and on the page that verifies it."""

import datetime
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from analytics.mark_sheets.published import UNPUBLISHED
from analytics.people.scores import so_far_words
from analytics.wording import of_all
from students.models import State, Verdict
from students.rules.grading import PRESENT

NONE = "–"


@dataclass(frozen=True)
class PaperLine:
    """A subject's line: texts alone, "–" where there is nothing; `notes` stand under the title."""

    code: str
    title: str
    credits: str
    marks: str
    grade: str
    points: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A label and what belongs to it."""

    label: str
    text: str


def columns() -> tuple[str, ...]:
    """The heads of the columns, in the order of a PaperLine."""
    return (_("Code"), _("Subject"), _("Credits"), _("Marks"), _("Grade"), _("Points"))


def lines_of(printed: dict) -> list[PaperLine]:
    """The subjects of a sheet."""
    return [_line(paper) for paper in printed["papers"]]


def whose(printed: dict) -> list[Fact]:
    """Where the result belongs, without the name."""
    facts = [
        Fact(_("Roll number"), printed["roll_no"]),
        Fact(_("Term"), printed["term"]),
        Fact(_("Branch"), printed["branch"]),
        Fact(_("Semester"), str(printed["semester"])),
        Fact(_("Batch"), printed["batch"]),
    ]
    return [one for one in facts if one.text]


def came_to(printed: dict) -> list[Fact]:
    """What the marks come to: as declared, or as far as they are published."""
    return _declared(printed) if "declaration" in printed else _so_far(printed)


def standing(printed: dict) -> str:
    """What kind of paper it is, in a sentence."""
    if "declaration" in printed:
        day = date_format(datetime.date.fromisoformat(printed["declared_on"]), "j M Y")
        words = _("The result as declared on %(day)s, declaration %(number)s.")
        return words % {"day": day, "number": printed["declaration"]}
    if printed["provisional"]:
        return _("Marks published so far. The result of the term is not declared.")
    return _("Marks as published. The result of the term is not declared.")


def _line(paper: dict) -> PaperLine:
    return PaperLine(
        code=paper["code"],
        title=paper["title"],
        credits=paper["credits"] or NONE,
        marks=_marks(paper),
        grade=paper["grade"] or NONE,
        points=paper["points"] or NONE,
        notes=tuple(_notes(paper)),
    )


def _marks(paper: dict) -> str:
    if paper["state"] == UNPUBLISHED:
        return _("Not published yet")
    if paper["state"] != PRESENT:
        return str(State(paper["state"]).label)
    return of_all(paper["score"], paper["maximum"])


def _notes(paper: dict):
    if "so_far" in paper:
        yield so_far_words(*paper["so_far"])
    for grace in paper["grace"]:
        yield _("Grace: %(marks)s (%(code)s)") % grace
    for attempt in paper.get("later", ()):
        yield _later(attempt)


def _later(attempt: dict) -> str:
    came_to = ", ".join(filter(None, (_marks(attempt), attempt["grade"])))
    words = _("Attempt %(number)s in %(term)s: %(came_to)s")
    return words % {"number": attempt["number"], "term": attempt["term"], "came_to": came_to}


def _declared(printed: dict) -> list[Fact]:
    verdict = str(Verdict(printed["verdict"]).label)
    backlogs = ", ".join(printed["backlogs"])
    grace = ", ".join(_("%(marks)s (%(code)s)") % one for one in printed["grace"])
    facts = [
        Fact(_("Result"), f"{verdict}, {printed['class']}" if printed["class"] else verdict),
        Fact(_("Total"), of_all(printed["total"], printed["maximum"])),
        Fact(_("SGPA"), printed["sgpa"] or NONE),
        Fact(_("CGPA"), printed["cgpa"] or NONE),
        Fact(_("Credits earned"), of_all(printed["earned"], printed["registered"])),
        Fact(_("Grace on the total"), grace),
        Fact(_("Backlogs"), backlogs or pgettext("backlogs", "None")),
    ]
    return [one for one in facts if one.text]


def _so_far(printed: dict) -> list[Fact]:
    if printed["verdict"]:
        return [Fact(_("Result"), str(Verdict(printed["verdict"]).label))]
    return [
        Fact(_("Average"), printed["average"] or NONE),
        Fact(_("Grade"), printed["grade"] or NONE),
    ]
