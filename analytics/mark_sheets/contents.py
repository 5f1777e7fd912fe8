"""What a mark sheet says of a term: what its student may know, and nothing else.

A term whose result is published is printed as it was declared; any other one with the marks that
are published so far. All is text and codes; the words for the codes are the reader's.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from analytics.mark_sheets.attempts import later_attempts
from analytics.mark_sheets.published import published_contents
from analytics.people.scores import as_entered
from students.models import DeclaredResult, Mark, TermResult
from students.models.refresh import chunks
from students.rules.grading import PRESENT, WITHHOLDING_STATES

RELATED = ("student", "term", "branch", "batch", "institution", "policy_version")


@dataclass(frozen=True)
class Contents:
    """By result what its sheet says, and why the others have none, in a sentence each."""

    printed: dict[int, dict] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)

    @property
    def undeclared(self) -> list[int]:
        """Those printed with the marks that are published so far, of no declared result."""
        return [pk for pk, printed in self.printed.items() if "declaration" not in printed]


def contents_of(result_ids: Iterable[int]) -> Contents:
    """What the sheets of these results say now."""
    found = Contents()
    for chunk in chunks(sorted(set(result_ids))):
        results = list(TermResult.objects.filter(pk__in=chunk).select_related(*RELATED))
        _as_declared(results, found)
        _as_published([one for one in results if not _is_settled(one, found)], found)
        _add_later_attempts(results, found)
    return found


def _is_settled(result: TermResult, found: Contents) -> bool:
    return result.pk in found.printed or result.pk in found.refused


def _as_declared(results: list[TermResult], found: Contents):
    lines = DeclaredResult.objects.filter(result__in=results).published().newest()
    hidden = _hidden(lines)
    for result in results:
        line = lines.get(result.pk)
        if line is None:
            continue
        if any(paper["code"] in hidden[result.pk] for paper in line.papers):
            found.refused[result.pk] = _(
                "A mark of the published result has been taken back: publish it again or revise."
            )
        else:
            found.printed[result.pk] = _place(result) | _declared(line)


def _hidden(result_ids: Iterable[int]) -> dict[int, set[str]]:
    """By result the codes of subjects whose mark its student may not know (any more)."""
    marks = Mark.objects.filter(result__in=result_ids, attempt=1)
    unknown = marks.filter(Q(published=False) | Q(component_marks__published=False))
    codes = defaultdict(set)
    for result, code in unknown.values_list("result", "subject__code"):
        codes[result].add(code)
    return codes


def _place(result: TermResult) -> dict:
    return {
        "institution": result.institution.name,
        "student": result.student.name,
        "roll_no": result.student.roll_no,
        "term": result.term.title,
        "branch": result.branch.title or result.branch.code,
        "batch": str(result.batch or ""),
        "semester": result.semester,
    }


def _declared(line: DeclaredResult) -> dict:
    declaration = line.declaration
    return {
        "declaration": declaration.number,
        "declared_on": timezone.localdate(declaration.at).isoformat(),
        "papers": [_paper(paper) for paper in line.papers],
        "total": as_entered(line.total),
        "maximum": as_entered(line.maximum),
        "sgpa": _text(line.sgpa),
        "cgpa": _text(line.cgpa),
        "earned": as_entered(line.credits_earned),
        "registered": as_entered(line.credits_registered),
        "verdict": line.verdict,
        "class": line.class_title,
        "backlogs": list(line.backlogs),
        "grace": [{"marks": one["marks"], "code": one["code"]} for one in line.grace],
    }


def _paper(paper: dict) -> dict:
    kept = paper["state"] in WITHHOLDING_STATES
    return {
        "code": paper["code"],
        "title": paper["title"] or paper["code"],
        "credits": paper["credits"],
        "state": paper["state"],
        "score": paper["score"] if paper["state"] == PRESENT else "",
        "maximum": paper["maximum"],
        "grade": "" if kept else paper["letter"],
        "points": "" if kept else paper["point"],
        "grace": [{"marks": one["marks"], "code": one["code"]} for one in paper["grace"]],
    }


def _text(number) -> str:
    return "" if number is None else str(number)


def _as_published(results: list[TermResult], found: Contents):
    contents = published_contents(results)
    for result in results:
        if result.pk in contents:
            found.printed[result.pk] = _place(result) | contents[result.pk]
        else:
            found.refused[result.pk] = _("No mark of this term is published.")


def _add_later_attempts(results: list[TermResult], found: Contents):
    """What came after the first attempt stands below it, and leaves the figures as they were."""
    later = later_attempts([one for one in results if one.pk in found.printed])
    for (result, code), attempts in later.items():
        for paper in found.printed[result]["papers"]:
            if paper["code"] == code:
                paper["later"] = attempts
